using HandoffBridge.Connectors.Crm.Dataverse.Calls;
using HandoffBridge.Connectors.Crm.Dataverse.WritingBack;

namespace HandoffBridge.Connectors.Crm.Dataverse.Watching;

/// <summary>
/// What is new beside won opportunities: notes, activities, connections, products and quotes, which do not touch the
/// opportunity's own row. One batch, which also asks who we are, so that a swapped environment is noticed at once.
/// </summary>
internal sealed class ChildWatch(DataverseClient client)
{
    private const int MaxSeen = 60_000;

    // Activities by kind rather than all at once: a page holds 5,000 rows of each, so that a busy hour takes no further request.
    private static readonly (ChildTable Table, string? And)[] Tables =
    [
        (ChildTable.All[0], null),
        (new("emails", "activityid", "regardingobjectid", "regardingobjectid_opportunity_email"), null),
        (new("appointments", "activityid", "regardingobjectid", "regardingobjectid_opportunity_appointment"), null),
        (new("phonecalls", "activityid", "regardingobjectid", "regardingobjectid_opportunity_phonecall"), null),
        (new("tasks", "activityid", "regardingobjectid", "regardingobjectid_opportunity_task"), null),
        (ChildTable.All[1], " and activitytypecode ne 'email' and activitytypecode ne 'appointment' and activitytypecode ne 'phonecall' and activitytypecode ne 'task' and activitytypecode ne 'opportunityclose'"),
        .. ChildTable.All.Skip(2).Select(t => (t, (string?)null)),
    ];

    private readonly Pages _pages = new(client);
    private bool _byParent = true;

    /// <summary>What a look found.</summary>
    /// <param name="Parents">Won deals with news.</param>
    /// <param name="Seen">Fingerprints of everything within the overlap.</param>
    /// <param name="Organisation">The organisation that answered; null where it did not say.</param>
    public sealed record News(HashSet<Guid> Parents, IReadOnlyList<string> Seen, Guid? Organisation);

    /// <summary>Looks since the cursor, less the overlap.</summary>
    public async Task<News> LookAsync(WatchCursor cursor, CancellationToken cancellationToken)
    {
        var from = Queries.Instant(cursor.ReadTo - WatchCursor.Overlap);
        var gets = Gets(from);
        var answers = await client.BatchAsync(gets, cancellationToken);
        if (_byParent && answers.Take(Tables.Length).Any(a => (int)a.Status is 400 or 501))
        {
            // A service that does not filter by a parent's column: everything modified is looked at, and its deals are read.
            _byParent = false;
            gets = Gets(from);
            answers = await client.BatchAsync(gets, cancellationToken);
        }

        var known = cursor.Seen.ToHashSet(StringComparer.Ordinal);
        var parents = new HashSet<Guid>();
        var seen = new List<string>();
        for (var i = 0; i < Tables.Length; i++)
        {
            var table = Tables[i].Table;
            foreach (var row in answers[i].Ok ? await _pages.RestAsync(answers[i], gets[i], cancellationToken) : throw ServiceErrors.Refused(answers[i]))
            {
                if (row.Id(table.Key) is not { } key || row.Id(table.ParentValue) is not { } parent || OwnKey.IsOurs(key)
                    || row.Target(table.ParentValue) is not (null or "opportunity")) continue;
                var print = DealVersion.Fingerprint(table, row);
                if (!known.Contains(print)) parents.Add(parent);
                // Beyond the limit the oldest are found anew, which costs a request and changes nothing.
                if (seen.Count < MaxSeen) seen.Add(print);
            }
        }

        return new(parents, seen, answers[^1].Ok ? new Row(answers[^1].Json).Id("OrganizationId") : null);
    }

    private List<BatchGet> Gets(string from) => [
        .. Tables.Select(t => new BatchGet(
            Queries.Where(t.Table.Set, t.Table.Select, $"modifiedon ge {from}" + (_byParent ? $" and {t.Table.Navigation}/statecode eq 1{t.And}" : "")), 5000)),
        new BatchGet("WhoAmI"),
    ];
}
