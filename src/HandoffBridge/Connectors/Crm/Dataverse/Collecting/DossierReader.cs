using HandoffBridge.Connectors.Crm.Dataverse.Calls;
using HandoffBridge.Connectors.Crm.Dataverse.Watching;

namespace HandoffBridge.Connectors.Crm.Dataverse.Collecting;

/// <summary>Everything read for some deals, before it is made into dossiers.</summary>
/// <param name="Tables">Rows of each table by deal.</param>
/// <param name="Found">The people and accounts they name.</param>
/// <param name="Files">Texts of files by the row they hang on.</param>
/// <param name="Unread">Tables that could not be read, in one sentence each.</param>
internal sealed record DealRows(
    IReadOnlyDictionary<DossierTable, ILookup<Guid?, Row>> Tables, People.Found Found, IReadOnlyDictionary<Guid, AttachedFile> Files, IReadOnlyList<string> Unread);

/// <summary>Reads the paper trail of many deals in three rounds: the tables, the people they name, the files worth reading.</summary>
internal sealed class DossierReader(DataverseClient client, People people, DataverseOptions options)
{
    private readonly Pages _pages = new(client);

    /// <summary>Reads the rows of these deals.</summary>
    /// <exception cref="AnswerTooLargeException">Too many deals, or too much text, for one answer.</exception>
    public async Task<DealRows> ReadAsync(IReadOnlyCollection<Guid> deals, CancellationToken cancellationToken)
    {
        var gets = DossierTable.All.Select(t => t.Get(deals, t == DossierTable.Opportunities ? options.Columns.Keys : null)).ToList();
        var answers = await client.BatchAsync(gets, cancellationToken);
        var unread = new List<string>();
        var tables = new Dictionary<DossierTable, ILookup<Guid?, Row>>();
        for (var i = 0; i < gets.Count; i++)
        {
            var table = DossierTable.All[i];
            List<Row> rows = [];
            if (answers[i].Ok) rows = await _pages.RestAsync(answers[i], gets[i], cancellationToken);
            else if (ServiceErrors.UnknownColumn(answers[i]) is { } column && options.Columns.ContainsKey(column))
                throw new ConnectorException(FailureKind.Permanent, $"Crm:Dataverse:Columns names {column}, which the opportunity table has not; correct or remove it.");
            else if (table.Optional) unread.Add($"The environment has no {table.What} that can be read.");
            else throw ServiceErrors.Refused(answers[i]);
            tables[table] = rows.ToLookup(r => r.Id(table.ParentValue));
        }

        var (wanted, mails) = Wanted(tables);
        var found = await people.ReadAsync(wanted, mails, cancellationToken);
        var files = await new FileReader(client, options).ReadAsync(tables[DossierTable.Notes].SelectMany(g => g), found.MailFiles, cancellationToken);
        return new(tables, found, files, unread);
    }

    private static (People.Wanted People, List<Guid> MailsWithFiles) Wanted(Dictionary<DossierTable, ILookup<Guid?, Row>> tables)
    {
        var wanted = new People.Wanted();
        var mails = new List<Guid>();
        void Lookup(Row row, string column, string? fallback = null) => wanted.Add(row.Id(column), row.Target(column) ?? fallback);
        foreach (var (table, groups) in tables)
        {
            foreach (var row in groups.SelectMany(g => g))
            {
                Lookup(row, "_customerid_value");
                Lookup(row, "_parentaccountid_value", "account");
                Lookup(row, "_parentcontactid_value", "contact");
                Lookup(row, "_ownerid_value", "systemuser");
                Lookup(row, "_createdby_value", "systemuser");
                Lookup(row, "_record2id_value");
                Lookup(row, "_emailsender_value");
                foreach (var party in Parties.Of(row)) Lookup(party, "_partyid_value");
                if (table == DossierTable.Emails && row.Code("attachmentcount") > 0 && row.Id("activityid") is { } mail) mails.Add(mail);
            }
        }

        return (wanted, mails);
    }
}
