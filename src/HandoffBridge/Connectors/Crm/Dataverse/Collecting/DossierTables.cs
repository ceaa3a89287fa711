using HandoffBridge.Connectors.Crm.Dataverse.Calls;
using HandoffBridge.Connectors.Crm.Dataverse.Watching;

namespace HandoffBridge.Connectors.Crm.Dataverse.Collecting;

/// <summary>One table of the dossier and how it is read for many deals.</summary>
/// <param name="Set">Entity set.</param>
/// <param name="Parent">Logical name of the column that names the deal.</param>
/// <param name="Query">$select and $expand: narrow, never a file's body.</param>
/// <param name="What">What it holds, for sentences.</param>
/// <param name="Optional">Not every environment has the table: without it the dossier is complete enough.</param>
internal sealed record DossierTable(string Set, string Parent, string Query, string What, bool Optional = false)
{
    private const string Activity = "$select=activityid,subject,description,_regardingobjectid_value,_createdby_value,_ownerid_value,createdon,scheduledstart,scheduledend,actualend,statecode,statuscode";
    private const string LineColumns = "productname,productdescription,description,isproductoverridden,ispriceoverridden,quantity,priceperunit,manualdiscountamount,volumediscountamount,lineitemnumber,sequencenumber,producttypecode,_productid_value,_uomid_value";

    /// <summary>Opportunities themselves, without the columns an administrator maps.</summary>
    public static readonly DossierTable Opportunities = new("opportunities", "opportunityid",
        "$select=opportunityid,name,statecode,actualclosedate,actualvalue,estimatedvalue,totalamount,discountpercentage,discountamount,description,customerneed,customerpainpoints,"
        + "currentsituation,proposedsolution,qualificationcomments,quotecomments,createdon,modifiedon,versionnumber,_customerid_value,_parentaccountid_value,_parentcontactid_value,"
        + "_ownerid_value,_transactioncurrencyid_value", "deals");

    public static readonly DossierTable Closes = new("opportunitycloses", "opportunityid",
        Win.Select(withState: false) + ",subject,description,_createdby_value", "close activities");

    public static readonly DossierTable Products = new("opportunityproducts", "opportunityid",
        $"$select=opportunityproductid,_opportunityid_value,versionnumber,{LineColumns}", "order lines");

    public static readonly DossierTable Quotes = new("quotes", "opportunityid",
        "$select=quoteid,_opportunityid_value,quotenumber,name,description,statecode,statuscode,createdon,modifiedon,versionnumber,_createdby_value,_transactioncurrencyid_value"
        + $"&$expand=quote_details($select=quotedetailid,{LineColumns})", "quotes");

    public static readonly DossierTable Orders = new("salesorders", "opportunityid",
        "$select=salesorderid,_opportunityid_value,ordernumber,name,statecode,createdon,_transactioncurrencyid_value"
        + $"&$expand=order_details($select=salesorderdetailid,{LineColumns})", "orders", Optional: true);

    public static readonly DossierTable Connections = new("connections", "record1id",
        "$select=connectionid,_record1id_value,_record2id_value,_record2roleid_value,statecode,versionnumber", "connections");

    public static readonly DossierTable Notes = new("annotations", "objectid",
        "$select=annotationid,_objectid_value,subject,notetext,isdocument,filename,mimetype,filesize,createdon,versionnumber,_createdby_value", "notes");

    public static readonly DossierTable Activities = new("activitypointers", "regardingobjectid",
        "$select=activityid,activitytypecode,_regardingobjectid_value,subject,description,createdon,scheduledstart,statecode,versionnumber,_createdby_value", "activities");

    public static readonly DossierTable Emails = new("emails", "regardingobjectid",
        Activity + ",directioncode,senton,sender,attachmentcount,_emailsender_value&$expand=email_activity_parties(" + Parties + ")", "e-mails");

    public static readonly DossierTable Appointments = new("appointments", "regardingobjectid", Activity + "&$expand=appointment_activity_parties(" + Parties + ")", "appointments");

    public static readonly DossierTable PhoneCalls = new("phonecalls", "regardingobjectid", Activity + ",directioncode&$expand=phonecall_activity_parties(" + Parties + ")", "phone calls");

    public static readonly DossierTable Tasks = new("tasks", "regardingobjectid", Activity, "tasks");

    public static readonly DossierTable Chats = new("chats", "regardingobjectid", Activity + ",eventssummary&$expand=chat_activity_parties(" + Parties + ")", "chats", Optional: true);

    public static readonly DossierTable Posts = new("posts", "regardingobjectid",
        "$select=postid,_regardingobjectid_value,text,largetext,source,createdon,_createdby_value", "posts", Optional: true);

    /// <summary>Many-to-many, which may not be combined with another $expand.</summary>
    public static readonly DossierTable Competitors = new("opportunities", "opportunityid",
        "$select=opportunityid&$expand=opportunitycompetitors_association($select=competitorid,name)", "competitors", Optional: true);

    /// <summary>All of them: one batch of fifteen reads.</summary>
    public static IReadOnlyList<DossierTable> All { get; } =
        [Opportunities, Closes, Products, Quotes, Orders, Connections, Notes, Activities, Emails, Appointments, PhoneCalls, Tasks, Chats, Posts, Competitors];

    private const string Parties = "$select=participationtypemask,addressused,unresolvedpartyname,_partyid_value";

    /// <summary>The lookup's value property; the key itself for opportunities.</summary>
    public string ParentValue => Set == "opportunities" ? Parent : $"_{Parent}_value";

    /// <summary>The read of this table for some deals.</summary>
    /// <param name="deals">Their ids.</param>
    /// <param name="more">Further columns.</param>
    public BatchGet Get(IEnumerable<Guid> deals, IEnumerable<string>? more = null)
    {
        var query = Query;
        foreach (var column in more ?? []) query = query.Replace("$select=", $"$select={column},", StringComparison.Ordinal);
        return new BatchGet(Queries.OneOf(Set, query, Parent, deals), 5000);
    }
}
