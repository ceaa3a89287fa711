using HandoffBridge.Connectors.Crm.Dataverse.Calls;

namespace HandoffBridge.Connectors.Crm.Dataverse.Watching;

/// <summary>How named deals stand now: read set-wise, one request for two hundred.</summary>
internal sealed class DealStates(DataverseClient client, Pages pages)
{
    /// <summary>Deals a request; about 9 KB of ids a part, where 64 KB are allowed.</summary>
    public const int PerBatch = 200;

    private bool _closesTellState = true;

    /// <summary>What is known of one opportunity.</summary>
    /// <param name="Change">The change for the watcher.</param>
    /// <param name="RecordedAt">When the win was recorded, for <see cref="DataverseOptions.Since"/>; null where not won.</param>
    public sealed record Standing(CrmDealChange Change, DateTimeOffset? RecordedAt);

    /// <summary>Reads them; an id that is not there is told as deleted.</summary>
    public async Task<List<Standing>> ReadAsync(Guid organisation, IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken)
    {
        var standings = new List<Standing>(ids.Count);
        foreach (var chunk in ids.Distinct().Chunk(PerBatch))
        {
            List<Row>[] tables;
            do tables = await TablesAsync(chunk, cancellationToken); while (tables.Length == 0);
            var closes = tables[1].ToLookup(r => r.Id("_opportunityid_value"));
            var children = ChildTable.All.SelectMany((t, i) => tables[2 + i].Select(r => (Table: t, Row: r))).ToLookup(c => c.Row.Id(c.Table.ParentValue));
            var found = tables[0].Where(r => r.Id("opportunityid") is not null).DistinctBy(r => r.Id("opportunityid")).ToDictionary(r => r.Id("opportunityid")!.Value);
            foreach (var id in chunk)
            {
                if (!found.TryGetValue(id, out var row))
                {
                    standings.Add(new(new CrmDealChange(Key(organisation, id), CrmDealState.Deleted, null, null, "deleted"), null));
                    continue;
                }

                standings.Add(Of(organisation, id, row, Win.Newest(closes[id]), DealVersion.Of(row, children[id])));
            }
        }

        return standings;
    }

    /// <summary>The key of a handoff.</summary>
    public static CrmDealKey Key(Guid organisation, Guid id) => new(organisation.ToString("D"), id.ToString("D"));

    /// <summary>Won is statecode 1; status reasons are the customer's own.</summary>
    public static CrmDealState State(Row opportunity) => opportunity.Code("statecode") switch
    {
        1 => CrmDealState.Won,
        2 => CrmDealState.Lost,
        _ => CrmDealState.Open,
    };

    private static Standing Of(Guid organisation, Guid id, Row row, Row? close, string version)
    {
        var state = State(row);
        var win = state == CrmDealState.Won ? Win.Of(row, close) : null;
        return new(new CrmDealChange(Key(organisation, id), state, win?.At, win?.Id, version) { Name = row.Words("name") }, win?.RecordedAt);
    }

    private async Task<List<Row>[]> TablesAsync(Guid[] ids, CancellationToken cancellationToken)
    {
        var gets = new List<BatchGet>
        {
            new(Queries.OneOf("opportunities", "$select=opportunityid,name,statecode,actualclosedate,modifiedon,versionnumber", "opportunityid", ids)),
            new(Queries.OneOf("opportunitycloses", Win.Select(_closesTellState), "opportunityid", ids)),
        };
        gets.AddRange(ChildTable.All.Select(t => new BatchGet(Queries.OneOf(t.Set, t.Select, t.Parent, ids))));
        var answers = await client.BatchAsync(gets, cancellationToken);
        if (_closesTellState && ServiceErrors.UnknownColumn(answers[1]) == Win.StateColumn)
        {
            _closesTellState = false;
            return [];
        }

        var tables = new List<Row>[gets.Count];
        for (var i = 0; i < gets.Count; i++)
            tables[i] = answers[i].Ok ? await pages.RestAsync(answers[i], gets[i], cancellationToken) : throw ServiceErrors.Refused(answers[i]);
        return tables;
    }
}
