using DataverseSimulator.Model;

namespace DataverseSimulator.Store;

/// <summary>What people do in the CRM: the steps a test tells.</summary>
public sealed class Seller(OrgStore store)
{
    /// <summary>The store.</summary>
    public OrgStore Store => store;

    /// <summary>People, roles and currency every environment has.</summary>
    public Seller WithBasics()
    {
        store.Put("systemuser", store.UserId, ("fullname", "# HandoffBridge"), ("applicationid", Guid.NewGuid()));
        store.Put("systemuser", Dana, ("fullname", "Dana Ruiz"), ("internalemailaddress", "dana.ruiz@seller.example"), ("title", "Account Executive"));
        store.Put("systemuser", Sam, ("fullname", "Sam Okafor"), ("internalemailaddress", "sam.okafor@seller.example"), ("title", "Solution Engineer"));
        store.Put("transactioncurrency", Euro, ("isocurrencycode", "EUR"), ("currencyname", "Euro"), ("currencysymbol", "€"));
        store.Put("connectionrole", Champion, ("name", "Champion"), ("category", 1000));
        store.Put("connectionrole", Engineer, ("name", "Solution engineer"), ("category", 1001));
        return this;
    }

    /// <summary>The account executive.</summary>
    public static Guid Dana { get; } = Guid.Parse("d0000000-0000-4000-8000-000000000001");
    /// <summary>The solution engineer.</summary>
    public static Guid Sam { get; } = Guid.Parse("d0000000-0000-4000-8000-000000000002");
    /// <summary>The euro.</summary>
    public static Guid Euro { get; } = Guid.Parse("e0000000-0000-4000-8000-000000000001");
    /// <summary>A stakeholder role.</summary>
    public static Guid Champion { get; } = Guid.Parse("e0000000-0000-4000-8000-000000000002");
    /// <summary>A sales team role.</summary>
    public static Guid Engineer { get; } = Guid.Parse("e0000000-0000-4000-8000-000000000003");

    /// <summary>An open deal with account, contact and the given number of documents.</summary>
    public Guid Deal(string name = "Acme – Control Tower", int documents = 0)
    {
        var account = store.Put("account", Guid.NewGuid(), ("name", name + " account"), ("industrycode", 30), ("address1_country", "United States")).Id;
        var contact = store.Put("contact", Guid.NewGuid(), ("fullname", "Priya Raman"), ("jobtitle", "VP Operations"), ("emailaddress1", "priya@acme.example"), ("accountrolecode", 1), ("parentcustomerid", new Ref("account", account))).Id;
        var deal = store.Put("opportunity", Guid.NewGuid(), ("name", name), ("statecode", 0), ("statuscode", 1), ("customerid", new Ref("account", account)), ("parentaccountid", new Ref("account", account)),
            ("parentcontactid", new Ref("contact", contact)), ("ownerid", new Ref("systemuser", Dana)), ("owninguser", new Ref("systemuser", Dana)), ("transactioncurrencyid", new Ref("transactioncurrency", Euro)),
            ("estimatedvalue", 184000m)).Id;
        Connect(deal, "contact", contact, Champion);
        Line(deal, "Control Tower – seat", 250, 52m, manualDiscount: 1560m);
        for (var i = 0; i < documents; i++) Document(deal, contact, i);
        return deal;
    }

    /// <summary>A connection: two rows, as the platform makes them.</summary>
    public void Connect(Guid deal, string table, Guid who, Guid role)
    {
        var (a, b) = (Guid.NewGuid(), Guid.NewGuid());
        store.Put("connection", a, ("record1id", new Ref("opportunity", deal)), ("record2id", new Ref(table, who)), ("record2roleid", new Ref("connectionrole", role)), ("ismaster", true), ("relatedconnectionid", new Ref("connection", b)));
        store.Put("connection", b, ("record1id", new Ref(table, who)), ("record2id", new Ref("opportunity", deal)), ("record1roleid", new Ref("connectionrole", role)), ("ismaster", false), ("relatedconnectionid", new Ref("connection", a)));
    }

    /// <summary>An order line.</summary>
    public Guid Line(Guid deal, string product, decimal quantity, decimal price, decimal? manualDiscount = null, decimal? volumeDiscount = null, bool writeIn = false)
    {
        var catalogue = writeIn ? (Guid?)null : store.Put("product", Guid.NewGuid(), ("name", product)).Id;
        return store.Put("opportunityproduct", Guid.NewGuid(), ("opportunityid", new Ref("opportunity", deal)), ("productname", writeIn ? null : product), ("productdescription", writeIn ? product : null), ("isproductoverridden", writeIn),
            ("ispriceoverridden", false), ("quantity", quantity), ("priceperunit", price), ("manualdiscountamount", manualDiscount), ("volumediscountamount", volumeDiscount),
            (writeIn ? "description" : "productid", writeIn ? null : new Ref("product", catalogue!.Value))).Id;
    }

    /// <summary>A note.</summary>
    public Guid Note(Guid deal, string text, string? subject = null) => store.Put("annotation", Guid.NewGuid(), ("objectid", new Ref("opportunity", deal)), ("objecttypecode", "opportunity"), ("subject", subject), ("notetext", text), ("isdocument", false), ("createdby", new Ref("systemuser", Dana))).Id;

    /// <summary>A note with a file.</summary>
    public Guid File(Guid deal, string name, string mime, byte[] content, string? text = null) => store.Put("annotation", Guid.NewGuid(), ("objectid", new Ref("opportunity", deal)), ("objecttypecode", "opportunity"), ("notetext", text),
        ("isdocument", true), ("filename", name), ("mimetype", mime), ("filesize", content.Length), ("documentbody", Convert.ToBase64String(content)), ("createdby", new Ref("systemuser", Dana))).Id;

    /// <summary>An activity with its parties: (mask, table, id).</summary>
    public Guid Activity(string table, Guid deal, string subject, string text, IEnumerable<(int Mask, string? Table, Guid? Id, string? Address)> parties, params ReadOnlySpan<(string, object?)> more)
    {
        var id = Guid.NewGuid();
        store.Put(table, id, [("regardingobjectid", new Ref("opportunity", deal)), ("subject", subject), ("description", text), ("createdby", new Ref("systemuser", Dana)), .. more]);
        foreach (var (mask, party, who, address) in parties)
        {
            if (who is { } known) store.Put("activityparty", Guid.NewGuid(), ("activityid", new Ref(table, id)), ("participationtypemask", mask), ("partyid", new Ref(party!, known)), ("addressused", address));
            else store.Put("activityparty", Guid.NewGuid(), ("activityid", new Ref(table, id)), ("participationtypemask", mask), ("addressused", address), ("unresolvedpartyname", address));
        }

        return id;
    }

    /// <summary>An e-mail from a contact, or from Dana where none is given.</summary>
    public Guid Mail(Guid deal, string subject, string html, Guid? from = null) => Activity("email", deal, subject, html,
        [(1, from is null ? "systemuser" : "contact", from ?? Dana, null), (2, from is null ? null : "systemuser", from is null ? null : Dana, "someone@acme.example")],
        ("directioncode", from is null), ("senton", store.Now), ("statecode", 1), ("statuscode", from is null ? 3 : 4), ("attachmentcount", 0));

    /// <summary>Wins a deal as the form does: a close activity, then the state.</summary>
    public Guid Win(Guid deal, DateOnly? closed = null)
    {
        lock (store.Gate)
        {
            var close = store.Put("opportunityclose", Guid.NewGuid(), ("opportunityid", new Ref("opportunity", deal)), ("regardingobjectid", new Ref("opportunity", deal)), ("subject", "Won"), ("actualend", store.Now),
                ("actualrevenue", 184000m), ("statecode", 1), ("statuscode", 2), ("opportunitystatecode", 1), ("createdby", new Ref("systemuser", Dana))).Id;
            store.Put("opportunity", deal, ("statecode", 1), ("statuscode", 3), ("actualclosedate", closed ?? DateOnly.FromDateTime(store.Now.UtcDateTime)), ("actualvalue", 184000m));
            return close;
        }
    }

    /// <summary>Loses a deal.</summary>
    public void Lose(Guid deal)
    {
        lock (store.Gate)
        {
            store.Put("opportunityclose", Guid.NewGuid(), ("opportunityid", new Ref("opportunity", deal)), ("regardingobjectid", new Ref("opportunity", deal)), ("subject", "Lost"), ("statecode", 1), ("opportunitystatecode", 2));
            store.Put("opportunity", deal, ("statecode", 2), ("statuscode", 4));
        }
    }

    /// <summary>Opens a deal again.</summary>
    public void Reopen(Guid deal) => store.Put("opportunity", deal, ("statecode", 0), ("statuscode", 1), ("actualclosedate", null), ("actualvalue", null));

    /// <summary>Changes columns of a deal.</summary>
    public void Edit(Guid deal, params ReadOnlySpan<(string, object?)> values) => store.Put("opportunity", deal, values);

    /// <summary>Merges one account into another: opportunities follow, parties do not.</summary>
    public void MergeAccounts(Guid loser, Guid winner)
    {
        lock (store.Gate)
        {
            store.Put("account", loser, ("merged", true), ("masterid", new Ref("account", winner)), ("statecode", 1));
            foreach (var deal in store.By("opportunity", "_customerid_value", loser).ToList()) store.Put("opportunity", deal.Id, ("customerid", new Ref("account", winner)), ("parentaccountid", new Ref("account", winner)));
        }
    }

    private void Document(Guid deal, Guid contact, int i)
    {
        var text = $"Document {i}: Priya needs the go-live before the audit in March. We will deliver the data migration and told them yes on the custom report. " + new string('x', 400);
        switch (i % 8)
        {
            case 0 or 1 or 2: Note(deal, text, "Call notes"); break;
            case 3: Mail(deal, "Re: timeline", $"<div><p>{text}</p></div>", contact); break;
            case 4: Mail(deal, "Timeline", $"<div><p>{text}</p></div>"); break;
            case 5: Activity("phonecall", deal, "Call", text, [(1, "systemuser", Dana, null), (2, "contact", contact, null)], ("directioncode", true), ("statecode", 1), ("statuscode", 2)); break;
            case 6: Activity("appointment", deal, "Meeting", text, [(7, "systemuser", Dana, null), (5, "contact", contact, null)], ("scheduledstart", store.Now), ("statecode", 1), ("statuscode", 3)); break;
            default: Activity("task", deal, "Follow up", text, [], ("statecode", 0), ("statuscode", 2)); break;
        }
    }
}
