using HandoffBridge.Connectors.Crm.Dataverse.Calls;

namespace HandoffBridge.Connectors.Crm.Dataverse.Collecting;

/// <summary>Someone named on a deal.</summary>
/// <param name="Id">The row that stands for them now: of merged contacts, the one that stayed.</param>
/// <param name="Name">Name as the CRM writes it.</param>
/// <param name="Email">Address; null where unknown.</param>
/// <param name="Title">Job title; null where unknown.</param>
/// <param name="Seller">One of our own users.</param>
internal sealed record Somebody(Guid Id, string Name, string? Email, string? Title, bool Seller)
{
    /// <summary>The contact's standing role, by value: 1 decision maker, 2 employee, 3 influencer; null where unknown.</summary>
    public int? RoleCode { get; init; }

    /// <summary>True for application users, which are nobody.</summary>
    public bool Machine { get; init; }
}

/// <summary>Contacts, accounts and users by id, read set-wise. Users, roles and currencies are kept for a while: there are few and they change rarely.</summary>
internal sealed class People(DataverseClient client, TimeProvider time)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(15);
    private readonly Dictionary<Guid, (Somebody? User, DateTimeOffset At)> _users = [];
    private readonly Lock _lock = new();
    private (Dictionary<Guid, string> Roles, Dictionary<Guid, string> Currencies, DateTimeOffset At)? _lists;

    /// <summary>Ids to look up; what an id means may be unknown, then it is tried as each.</summary>
    public sealed class Wanted
    {
        public HashSet<Guid> Contacts { get; } = [];
        public HashSet<Guid> Accounts { get; } = [];
        public HashSet<Guid> Users { get; } = [];

        public void Add(Guid? id, string? table)
        {
            if (id is not { } known) return;
            if (table is "contact" or null) Contacts.Add(known);
            if (table is "account" or null) Accounts.Add(known);
            if (table is "systemuser" or null) Users.Add(known);
        }
    }

    /// <summary>What was found.</summary>
    public sealed class Found
    {
        public Dictionary<Guid, Somebody> People { get; } = [];
        public Dictionary<Guid, Row> Accounts { get; } = [];
        public Dictionary<Guid, string> Roles { get; set; } = [];
        public Dictionary<Guid, string> Currencies { get; set; } = [];

        /// <summary>Mail attachments without their bodies.</summary>
        public List<Row> MailFiles { get; set; } = [];
    }

    /// <summary>Looks everything up: one batch, one more where accounts or contacts were merged.</summary>
    public async Task<Found> ReadAsync(Wanted wanted, IReadOnlyCollection<Guid> mailsWithFiles, CancellationToken cancellationToken)
    {
        var found = new Found();
        var now = time.GetUtcNow();
        var lists = _lists is { } l && now - l.At < Fresh ? l : default;
        var contacts = wanted.Contacts.ToHashSet();
        var accounts = wanted.Accounts.ToHashSet();
        var users = Known(wanted.Users, found, now);
        var masters = new Dictionary<Guid, Guid>();
        for (var round = 0; round < 3; round++)
        {
            var gets = new List<BatchGet>();
            var readers = new List<Action<List<Row>>>();
            void Ask(BatchGet get, Action<List<Row>> read) { gets.Add(get); readers.Add(read); }
            foreach (var chunk in contacts.Chunk(500)) Ask(new(Queries.OneOf("contacts", "$select=contactid,fullname,jobtitle,emailaddress1,accountrolecode,merged,_masterid_value", "contactid", chunk)), rows => Contacts(rows, found, masters));
            foreach (var chunk in accounts.Chunk(500)) Ask(new(Queries.OneOf("accounts", "$select=accountid,name,industrycode,address1_country,merged,_masterid_value,_primarycontactid_value", "accountid", chunk)), rows => Accounts(rows, found, masters));
            foreach (var chunk in users.Chunk(500)) Ask(new(Queries.OneOf("systemusers", "$select=systemuserid,fullname,internalemailaddress,title,applicationid", "systemuserid", chunk)), rows => Users(rows, chunk, found, now));
            if (round == 0)
            {
                foreach (var chunk in mailsWithFiles.Chunk(500)) Ask(new(Queries.OneOf("activitymimeattachments", "$select=activitymimeattachmentid,_objectid_value,filename,mimetype,filesize", "objectid", chunk)), found.MailFiles.AddRange);
                if (lists.Roles is null)
                {
                    lists = (new(), new(), now);
                    Ask(new("connectionroles?$select=connectionroleid,name"), rows => { foreach (var r in rows) if (r.Id("connectionroleid") is { } id && r.Words("name") is { } n) lists.Roles[id] = n; });
                    Ask(new("transactioncurrencies?$select=transactioncurrencyid,isocurrencycode"), rows => { foreach (var r in rows) if (r.Id("transactioncurrencyid") is { } id && r.Words("isocurrencycode") is { } c) lists.Currencies[id] = c; });
                }
            }

            if (gets.Count == 0) break;
            var answers = await client.BatchAsync(gets, cancellationToken);
            var pages = new Pages(client);
            for (var i = 0; i < gets.Count; i++) readers[i](answers[i].Ok ? await pages.RestAsync(answers[i], gets[i], cancellationToken) : throw ServiceErrors.Refused(answers[i]));
            // The losers of merges name their winners.
            var open = masters.Values.ToHashSet();
            contacts = open.Where(m => !found.People.ContainsKey(m) && masters.Any(p => p.Value == m && found.People.ContainsKey(p.Key))).ToHashSet();
            accounts = open.Where(m => !found.Accounts.ContainsKey(m) && masters.Any(p => p.Value == m && found.Accounts.ContainsKey(p.Key))).ToHashSet();
            // Primary contacts are known once the accounts are.
            foreach (var account in found.Accounts.Values)
                if (account.Id("_primarycontactid_value") is { } primary && !found.People.ContainsKey(primary) && round == 0) contacts.Add(primary);
            users = [];
        }

        foreach (var (loser, winner) in masters)
        {
            if (found.People.TryGetValue(winner, out var stays)) found.People[loser] = stays;
            if (found.Accounts.TryGetValue(winner, out var account)) found.Accounts[loser] = account;
        }

        (found.Roles, found.Currencies) = (lists.Roles ?? [], lists.Currencies ?? []);
        _lists = lists;
        return found;
    }

    private HashSet<Guid> Known(HashSet<Guid> users, Found found, DateTimeOffset now)
    {
        var open = new HashSet<Guid>();
        lock (_lock)
        {
            foreach (var id in users)
            {
                if (!_users.TryGetValue(id, out var kept) || now - kept.At >= Fresh) open.Add(id);
                else if (kept.User is { } user) found.People[id] = user;
            }
        }

        return open;
    }

    private void Users(List<Row> rows, Guid[] asked, Found found, DateTimeOffset now)
    {
        foreach (var row in rows)
        {
            if (row.Id("systemuserid") is { } id)
                found.People[id] = new Somebody(id, row.Words("fullname") ?? row.Words("internalemailaddress") ?? "Unnamed user", row.Words("internalemailaddress"), row.Words("title"), Seller: true) { Machine = row.Id("applicationid") is not null };
        }

        lock (_lock)
        {
            foreach (var id in asked) _users[id] = (found.People.TryGetValue(id, out var user) && user.Seller ? user : null, now);
        }
    }

    private static void Contacts(List<Row> rows, Found found, Dictionary<Guid, Guid> masters)
    {
        foreach (var row in rows)
        {
            if (row.Id("contactid") is not { } id) continue;
            found.People[id] = new Somebody(id, row.Words("fullname") ?? row.Words("emailaddress1") ?? "Unnamed contact", row.Words("emailaddress1"), row.Words("jobtitle"), Seller: false) { RoleCode = row.Code("accountrolecode") };
            if (row.Flag("merged") == true && row.Id("_masterid_value") is { } master && master != id) masters[id] = master;
        }
    }

    private static void Accounts(List<Row> rows, Found found, Dictionary<Guid, Guid> masters)
    {
        foreach (var row in rows)
        {
            if (row.Id("accountid") is not { } id) continue;
            found.Accounts[id] = row;
            if (row.Flag("merged") == true && row.Id("_masterid_value") is { } master && master != id) masters[id] = master;
        }
    }
}
