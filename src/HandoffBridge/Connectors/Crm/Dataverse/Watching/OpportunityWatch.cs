using HandoffBridge.Connectors.Crm.Dataverse.Calls;

namespace HandoffBridge.Connectors.Crm.Dataverse.Watching;

/// <summary>
/// One poll. Change tracking on opportunities is the truth; a look at modifiedon finds what is new beside them. With nothing
/// new a poll is two requests: the delta link and one batch.
/// </summary>
internal sealed partial class OpportunityWatch(
    DataverseClient client, DealStates states, Environment environment, DataverseOptions options, TimeProvider time, ILogger<OpportunityWatch> log)
{
    private const string Set = "opportunities";
    private const string Select = "$select=opportunityid,name,statecode,modifiedon,versionnumber";

    /// <summary>How old an unchanged place may grow; far below the days its token lives.</summary>
    private static readonly TimeSpan Renewal = TimeSpan.FromMinutes(5);

    private readonly Pages _pages = new(client);
    private readonly ChildWatch _children = new(client);

    /// <summary>Everything since the cursor.</summary>
    public async Task<CrmChanges> PollAsync(string? stored, IReadOnlyCollection<string> hints, CancellationToken cancellationToken)
    {
        var hinted = hints.Select(h => Guid.TryParse(h, out var id) ? id : Guid.Empty).Where(id => id != Guid.Empty).ToHashSet();
        if (stored is null)
        {
            var organisation = await environment.IdentifyAsync(null, cancellationToken);
            return await BaselineAsync(organisation, null, hinted, cancellationToken);
        }

        var cursor = WatchCursor.Read(stored);
        var delta = await FollowAsync(cursor, cancellationToken);
        if (delta is null)
        {
            Log.Expired(log, cursor.ReadTo);
            await environment.IdentifyAsync(cursor.Organisation, cancellationToken);
            return await BaselineAsync(cursor.Organisation, cursor, hinted, cancellationToken);
        }

        var news = await _children.LookAsync(cursor, cancellationToken);
        if (news.Organisation is { } answered) environment.Require(cursor.Organisation, answered);
        else if (!environment.Known) await environment.IdentifyAsync(cursor.Organisation, cancellationToken);
        var ask = delta.Won.Concat(news.Parents).Concat(hinted).ToHashSet();
        var changes = delta.Others.Where(c => !ask.Contains(Guid.Parse(c.Key.DealId))).ToList();
        var older = new List<CrmDealChange>();
        await StandAsync(cursor.Organisation, options.Since ?? cursor.Since, ask, changes, older, cancellationToken);
        // Nothing new: the old place is as good, and storing it again costs the caller a write each poll.
        if (changes.Count + older.Count == 0 && ask.Count == 0 && delta.At - cursor.ReadTo < Renewal) return new(changes, stored, More: false, [], []);
        var next = cursor with { DeltaLink = delta.Link, ReadTo = delta.At, Seen = news.Seen };
        return new(changes, next.Write(), More: false, [], []) { Older = older };
    }

    /// <summary>Won deals of a span of time, page by page.</summary>
    public async IAsyncEnumerable<CrmDealChange> WonBetweenAsync(
        DateTimeOffset since, DateTimeOffset? until, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var organisation = await environment.IdentifyAsync(null, cancellationToken);
        await foreach (var page in _pages.FollowAsync(WonSince(since), Multipart.Prefer(1000), cancellationToken))
        {
            var ids = (page.Ok ? page.Rows : throw ServiceErrors.Refused(page)).Select(r => r.Id("opportunityid")).OfType<Guid>().ToList();
            foreach (var standing in await states.ReadAsync(organisation, ids, cancellationToken))
            {
                if (standing.Change is { State: CrmDealState.Won } change && change.WonAt >= since && (until is null || change.WonAt < until)) yield return change;
            }
        }
    }

    // Whoever won a deal touched its row: a win is never later than modifiedon, but the close date may be typed forward a day.
    private static string WonSince(DateTimeOffset since) => Queries.Where(
        Set, Select + "&$orderby=modifiedon%20asc,opportunityid%20asc", $"statecode eq 1 and modifiedon ge {Queries.Instant(since - TimeSpan.FromDays(2))}");

    /// <summary>
    /// A new place to follow from. The baseline comes first: what is won while the won deals are read again is found by
    /// following from there (the other way round it would fall between).
    /// </summary>
    private async Task<CrmChanges> BaselineAsync(Guid organisation, WatchCursor? before, HashSet<Guid> hinted, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        string? link = null;
        DateTimeOffset? began = null;
        var from = before?.ReadTo - WatchCursor.Overlap;
        var others = new List<CrmDealChange>();
        await foreach (var page in _pages.FollowAsync($"{Set}?{Select}", "odata.track-changes,odata.maxpagesize=5000", cancellationToken))
        {
            if (!page.Ok) throw NotTracked(page);
            began ??= page.Date ?? now;
            link = page.DeltaLink ?? link;
            // Deals that are no longer won since we last looked: the won ones are read below.
            if (from is null) continue;
            foreach (var row in page.Rows)
            {
                if (row.Id("opportunityid") is { } id && row.Code("statecode") is { } state and not 1 && row.Instant("modifiedon") >= from) others.Add(Other(organisation, id, row));
            }
        }

        if (link is null) throw new ConnectorException(FailureKind.Unauthorized, "Dataverse does not track changes of opportunities for us; switch on change tracking of the table opportunity.");
        var start = began ?? now;
        var since = options.Since ?? before?.Since ?? start;
        // The look beside comes before deals are read: what it marks as seen is in what is read after it.
        var news = await _children.LookAsync(before ?? new WatchCursor(organisation, since, link, start, []), cancellationToken);
        var changes = new List<CrmDealChange>(others);
        var older = new List<CrmDealChange>();
        var asked = new HashSet<Guid>();
        var wonFrom = from ?? since - WatchCursor.Overlap;
        await foreach (var page in _pages.FollowAsync(
            Queries.Where(Set, Select + "&$orderby=modifiedon%20asc,opportunityid%20asc", $"statecode eq 1 and modifiedon ge {Queries.Instant(wonFrom)}"), Multipart.Prefer(5000), cancellationToken))
        {
            var ids = (page.Ok ? page.Rows : throw ServiceErrors.Refused(page)).Select(r => r.Id("opportunityid")).OfType<Guid>().Where(asked.Add).ToList();
            await StandAsync(organisation, since, ids, changes, older, cancellationToken);
        }

        hinted.UnionWith(news.Parents);
        hinted.ExceptWith(asked);
        await StandAsync(organisation, since, hinted, changes, older, cancellationToken);
        return new(changes, new WatchCursor(organisation, since, link, start, news.Seen).Write(), More: false, [], []) { Recheck = before is not null, Older = older };
    }

    /// <summary>Follows the delta link; null where the service no longer knows it.</summary>
    private async Task<Delta?> FollowAsync(WatchCursor cursor, CancellationToken cancellationToken)
    {
        var won = new HashSet<Guid>();
        var others = new Dictionary<Guid, CrmDealChange>();
        string? link = null;
        var rows = 0;
        DateTimeOffset? began = null;
        await foreach (var page in _pages.FollowAsync(cursor.DeltaLink, "odata.maxpagesize=5000", cancellationToken))
        {
            if (!page.Ok)
            {
                // Whatever the service has against the link, only a new one helps; nothing is lost by taking it.
                if ((int)page.Status is >= 400 and < 500) return null;
                throw ServiceErrors.Refused(page);
            }

            began ??= page.Date ?? time.GetUtcNow();
            link = page.DeltaLink ?? link;
            foreach (var row in page.Rows)
            {
                rows++;
                var known = (row.Deleted ? row.DeletedId("opportunityid") : row.Id("opportunityid"))
                    ?? throw new ConnectorException(FailureKind.Transient, "Dataverse's list of changes names a row without its id; it is read again.");
                won.Remove(known);
                others.Remove(known);
                if (row.Deleted) others[known] = new(DealStates.Key(cursor.Organisation, known), CrmDealState.Deleted, null, null, "deleted");
                else if (row.Code("statecode") is 1 or null) won.Add(known);
                else others[known] = Other(cursor.Organisation, known, row);
            }
        }

        // With nothing changed the answer may be empty: then the old link holds.
        if (link is null && rows == 0) link = cursor.DeltaLink;
        return link is null
            ? throw new ConnectorException(FailureKind.Transient, "Dataverse's list of changes ends without a link to the next ones; it is read again.")
            : new Delta(won, others.Values, link, began!.Value);
    }

    /// <summary>The deals as they stand; wins recorded before <paramref name="since"/> are left to backfill.</summary>
    private async Task StandAsync(
        Guid organisation, DateTimeOffset since, IReadOnlyCollection<Guid> ids, List<CrmDealChange> changes, List<CrmDealChange> older, CancellationToken cancellationToken)
    {
        if (ids.Count == 0) return;
        foreach (var standing in await states.ReadAsync(organisation, ids, cancellationToken))
            (standing.Change.State == CrmDealState.Won && standing.RecordedAt < since ? older : changes).Add(standing.Change);
    }

    private static CrmDealChange Other(Guid organisation, Guid id, Row row) =>
        new(DealStates.Key(organisation, id), DealStates.State(row), null, null, row.Version()) { Name = row.Words("name") };

    private static ConnectorException NotTracked(Answer answer) => answer.Error.Contains("change tracking", StringComparison.OrdinalIgnoreCase)
        ? new(FailureKind.Unauthorized, "Change tracking of the table opportunity is off; switch it on in the table's settings.")
        : ServiceErrors.Refused(answer);

    private sealed record Delta(HashSet<Guid> Won, IEnumerable<CrmDealChange> Others, string Link, DateTimeOffset At);

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Dataverse no longer knows our place in its changes (last read {ReadTo}); a new baseline is taken and won deals are read again from then.")]
        public static partial void Expired(ILogger logger, DateTimeOffset readTo);
    }
}
