using System.Globalization;
using System.Text.Json;
using HandoffBridge.Connectors.Crm.Dataverse.Calls;
using HandoffBridge.Connectors.Crm.Dataverse.Watching;
using HandoffBridge.Extraction.Deals;

namespace HandoffBridge.Connectors.Crm.Dataverse.Collecting;

/// <summary>Makes one deal's rows into its dossier.</summary>
internal sealed class DossierBuilder(DataverseOptions options)
{
    private static readonly string[] Kinds = ["new", "expansion", "renewal"];

    /// <summary>The dossier; without a deal where the opportunity is gone or not won.</summary>
    public CrmDossier Build(CrmDealKey key, Guid id, DealRows rows)
    {
        var opportunities = rows.Tables[DossierTable.Opportunities][id].ToList();
        if (opportunities.Count == 0) return new(key, "deleted", null, [], [new(key.DealId, "", "The opportunity is no longer in Dataverse.", null, null)]);
        var opportunity = opportunities[0];
        var version = DealVersion.Of(opportunity, ChildrenOf(id, rows));
        var unread = new List<string>(rows.Unread);
        var close = Win.Newest(rows.Tables[DossierTable.Closes][id]);
        var win = Win.Of(opportunity, close);
        var owner = OwnerOf(opportunity, close, rows.Found);
        var sellerDomain = Parties.Domain(owner?.Email);
        var file = new DealFile(
            new Deal(
                id.ToString("D"), opportunity.Words("name") ?? "Unnamed opportunity", win.At,
                (opportunity.Number("actualvalue") ?? opportunity.Number("totalamount") ?? opportunity.Number("estimatedvalue")) is { } amount and >= 0 ? amount : null,
                Currency(opportunity, rows.Found), Term(opportunity), Kind(opportunity), owner)
            {
                Unknown = Facts(opportunity),
            },
            AccountOf(opportunity, rows.Found), ContactsOf(id, opportunity, rows), Lines.Of(id, rows),
            new DocumentBuilder(options, rows, sellerDomain, unread).Of(id, opportunity, win, owner))
        {
            Team = TeamOf(id, owner, rows),
            Unknown = Competitors(id, rows),
        };
        return new(key, version, file, unread, []);
    }

    private static IEnumerable<(ChildTable, Row)> ChildrenOf(Guid id, DealRows rows) => ChildTable.All.SelectMany(
        t => rows.Tables[DossierTable.All.First(d => d.Set == t.Set && d.Parent == t.Parent)][id].Select(r => (t, r)));

    private static string? Currency(Row opportunity, People.Found found) =>
        opportunity.Id("_transactioncurrencyid_value") is { } id ? found.Currencies.GetValueOrDefault(id) : null;

    // The owner may be a team: then whoever closed the deal is the person to ask.
    private static Person? OwnerOf(Row opportunity, Row? close, People.Found found)
    {
        if (opportunity.Id("_ownerid_value") is { } id && found.People.TryGetValue(id, out var user) && user.Seller) return new(id.ToString("D"), user.Name, user.Email);
        if (close?.Id("_createdby_value") is { } closer && found.People.TryGetValue(closer, out user) && user is { Seller: true, Machine: false }) return new(closer.ToString("D"), user.Name, user.Email);
        return opportunity.Id("_ownerid_value") is { } team && opportunity.Label("_ownerid_value") is { } name ? new(team.ToString("D"), name, null) : null;
    }

    private static Account AccountOf(Row opportunity, People.Found found)
    {
        foreach (var column in (ReadOnlySpan<string>)["_customerid_value", "_parentaccountid_value"])
        {
            if (opportunity.Id(column) is { } id && found.Accounts.TryGetValue(id, out var account))
            {
                return new(
                    (account.Id("accountid") ?? id).ToString("D"), account.Words("name") ?? "Unnamed account",
                    Industries.Name(account.Code("industrycode")) ?? account.Label("industrycode"), Countries.Code(account.Text("address1_country")));
            }
        }

        var customer = opportunity.Id("_customerid_value");
        if (customer is { } c && found.People.TryGetValue(c, out var person)) return new(person.Id.ToString("D"), person.Name, null, null);
        return new(customer?.ToString("D") ?? "none", opportunity.Label("_customerid_value") ?? "Unknown customer", null, null);
    }

    private static List<Contact> ContactsOf(Guid id, Row opportunity, DealRows rows)
    {
        var contacts = new Dictionary<Guid, Contact>();
        void Add(Guid? who, string? role)
        {
            if (who is not { } known || !rows.Found.People.TryGetValue(known, out var p) || p.Seller) return;
            var standing = p.RoleCode switch { 1 => "Decision maker", 3 => "Influencer", _ => null };
            if (!contacts.TryGetValue(p.Id, out var had)) contacts[p.Id] = new(p.Id.ToString("D"), p.Name, p.Title, p.Email, role ?? standing);
            else if (role is not null && had.Role != role) contacts[p.Id] = had with { Role = had.Role is null || had.Role == standing ? role : had.Role + ", " + role };
        }

        foreach (var connection in Connections(id, rows)) Add(connection.Id("_record2id_value"), Role(connection, rows));
        Add(opportunity.Id("_parentcontactid_value"), null);
        Add(opportunity.Id("_customerid_value"), null);
        foreach (var column in (ReadOnlySpan<string>)["_customerid_value", "_parentaccountid_value"])
            if (opportunity.Id(column) is { } account && rows.Found.Accounts.TryGetValue(account, out var row)) Add(row.Id("_primarycontactid_value"), null);
        foreach (var table in (ReadOnlySpan<DossierTable>)[DossierTable.Emails, DossierTable.Appointments, DossierTable.PhoneCalls])
            foreach (var party in rows.Tables[table][id].SelectMany(Parties.Of)) Add(party.Id("_partyid_value"), null);
        // Always in the same order: the same paper trail is the same dossier, byte for byte.
        return [.. contacts.Values.OrderBy(c => c.Role is null).ThenBy(c => c.Name, StringComparer.Ordinal).ThenBy(c => c.Id, StringComparer.Ordinal)];
    }

    private static List<TeamMember> TeamOf(Guid id, Person? owner, DealRows rows) => [.. Connections(id, rows)
        .Select(c => (Who: c.Id("_record2id_value"), Role: Role(c, rows)))
        .Where(c => c.Who is { } who && who.ToString("D") != owner?.Id && rows.Found.People.TryGetValue(who, out var p) && p.Seller)
        .Select(c => (User: rows.Found.People[c.Who!.Value], c.Role))
        .GroupBy(c => c.User.Id)
        .Select(g => new TeamMember(g.First().User.Name, g.First().User.Email, string.Join(", ", g.Select(c => c.Role).OfType<string>().Distinct(StringComparer.Ordinal)) is { Length: > 0 } r ? r : null))
        .OrderBy(m => m.Name, StringComparer.Ordinal).ThenBy(m => m.Email, StringComparer.Ordinal)];

    // Every connection is two rows; those whose first end is the deal name the person at the second, with his role in the deal.
    private static IEnumerable<Row> Connections(Guid id, DealRows rows) => rows.Tables[DossierTable.Connections][id].Where(c => c.Code("statecode") is 0 or null).OrderBy(c => c.Id("connectionid"));

    private static string? Role(Row connection, DealRows rows) =>
        connection.Id("_record2roleid_value") is { } role ? rows.Found.Roles.GetValueOrDefault(role) ?? connection.Label("_record2roleid_value") : null;

    private int? Term(Row opportunity) => ColumnOf("termMonths") is { } column
        ? opportunity.Number(column) is { } n && n == decimal.Truncate(n) && n is > 0 and < 1200 ? (int)n
            : int.TryParse(opportunity.Text(column), NumberStyles.None, CultureInfo.InvariantCulture, out var months) && months is > 0 and < 1200 ? months : null
        : null;

    private string Kind(Row opportunity)
    {
        var text = ColumnOf("kind") is { } column ? opportunity.Words(column)?.Trim().ToLowerInvariant() : null;
        return text is not null && Kinds.Contains(text) ? text : "new";
    }

    private string? ColumnOf(string meaning) => options.Columns.FirstOrDefault(c => c.Value.Equals(meaning, StringComparison.OrdinalIgnoreCase)).Key;

    private static Dictionary<string, JsonElement>? Facts(Row opportunity)
    {
        // A discount on the whole deal is no line's: kept beside what the format knows.
        if (opportunity.Number("discountpercentage") is not { } percent || percent == 0) return null;
        return new(StringComparer.Ordinal) { ["discountPercent"] = JsonSerializer.SerializeToElement(percent, DossierJson.Default.Decimal) };
    }

    private static Dictionary<string, JsonElement>? Competitors(Guid id, DealRows rows)
    {
        var names = rows.Tables[DossierTable.Competitors][id].SelectMany(r => r.Many("opportunitycompetitors_association")).Select(c => c.Words("name")).OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray();
        return names.Length == 0 ? null : new(StringComparer.Ordinal) { ["competitors"] = JsonSerializer.SerializeToElement(names, DossierJson.Default.StringArray) };
    }
}

[System.Text.Json.Serialization.JsonSerializable(typeof(decimal))]
[System.Text.Json.Serialization.JsonSerializable(typeof(string[]))]
internal sealed partial class DossierJson : System.Text.Json.Serialization.JsonSerializerContext;
