using HandoffBridge.Connectors.Crm.Dataverse.Calls;
using HandoffBridge.Extraction.Deals;

namespace HandoffBridge.Connectors.Crm.Dataverse.Collecting;

/// <summary>Who took part in an activity, and on which side the one stands whose words it holds.</summary>
internal static class Parties
{
    // participationtypemask: 1 sender, 7 organizer (activityparty table reference).
    private const int Sender = 1;
    private const int Organizer = 7;
    private static readonly string[] Navigations = ["email_activity_parties", "appointment_activity_parties", "phonecall_activity_parties", "chat_activity_parties"];

    /// <summary>The parties expanded with an activity.</summary>
    public static IEnumerable<Row> Of(Row activity) => Navigations.SelectMany(activity.Many);

    /// <summary>The author of an activity: the sender or organizer among its parties, else by the direction, else whoever wrote it down.</summary>
    public static Author AuthorOf(Row activity, People.Found found, string? sellerDomain)
    {
        foreach (var party in Of(activity).Where(p => p.Code("participationtypemask") is Sender or Organizer))
        {
            if (Side(party, found, sellerDomain) is { } side) return new(Name(party, "_partyid_value", found) ?? party.Words("unresolvedpartyname") ?? party.Words("addressused"), side);
        }

        if (activity.Id("_emailsender_value") is { } id && found.People.TryGetValue(id, out var sender)) return new(sender.Name, sender.Seller ? "seller" : "customer");
        if (activity.Text("sender") is { } address && Domain(address) is { } domain && sellerDomain is not null && activity.Flag("directioncode") is null)
            return new(address, domain == sellerDomain ? "seller" : "customer");
        // directioncode: true outgoing, false incoming.
        if (activity.Flag("directioncode") == false) return new(activity.Words("sender") ?? Of(activity).Select(p => p.Words("unresolvedpartyname")).FirstOrDefault(n => n is not null), "customer");
        return Writer(activity, found);
    }

    /// <summary>Who wrote a row down: one of our users.</summary>
    public static Author Writer(Row row, People.Found found) => new(
        UserName(row, "_createdby_value", found) ?? UserName(row, "_ownerid_value", found) ?? row.Label("_createdby_value"), "seller");

    private static string? UserName(Row row, string column, People.Found found) =>
        row.Id(column) is { } id && found.People.TryGetValue(id, out var user) && !user.Machine ? user.Name : null;

    private static string? Name(Row row, string column, People.Found found) =>
        row.Id(column) is { } id && found.People.TryGetValue(id, out var who) ? who.Name : row.Label(column);

    private static string? Side(Row party, People.Found found, string? sellerDomain)
    {
        if (party.Id("_partyid_value") is { } id)
        {
            if (found.People.TryGetValue(id, out var who)) return who.Seller ? "seller" : "customer";
            return party.Target("_partyid_value") switch
            {
                "systemuser" or "queue" or "team" or "equipment" => "seller",
                "contact" or "account" or "lead" => "customer",
                _ => found.Accounts.ContainsKey(id) ? "customer" : null,
            };
        }

        return Domain(party.Text("addressused")) is { } domain && sellerDomain is not null ? domain == sellerDomain ? "seller" : "customer" : null;
    }

    /// <summary>The domain of an address, in lower case; null where there is none.</summary>
    public static string? Domain(string? address)
    {
        var at = address?.LastIndexOf('@') ?? -1;
        return at > 0 && at < address!.Length - 1 ? address[(at + 1)..].Trim().TrimEnd('>').ToLowerInvariant() : null;
    }
}
