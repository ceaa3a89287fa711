using HandoffBridge.Connectors;
using HandoffBridge.Connectors.Crm;
using HandoffBridge.Data;
using HandoffBridge.Jobs;
using Microsoft.EntityFrameworkCore;

namespace HandoffBridge.Stages.Deals;

/// <summary>One look at the CRM: what changed is stored together with the cursor that covers it, or not at all.</summary>
public sealed partial class WatchDeals(IDbContextFactory<BridgeDb> contexts, ICrm crm, Leases leases, TimeProvider time, ILogger<WatchDeals> logger)
{
    /// <summary>Polls once and stores what changed.</summary>
    /// <returns>True where more is waiting and the next look should follow at once; null where another node is looking.</returns>
    /// <exception cref="ConnectorException">The CRM could not be read; nothing was stored but the failure.</exception>
    public async Task<bool?> RunAsync(CancellationToken cancellationToken)
    {
        await using var lease = await leases.TakeAsync("watch", cancellationToken);
        if (lease is null) return null;
        await using var db = contexts.CreateDbContext();
        var cursor = await db.Set<CursorRow>().AsNoTracking().SingleOrDefaultAsync(c => c.Source == crm.Name, cancellationToken);
        var hints = await db.Set<HintRow>().AsNoTracking().ToListAsync(cancellationToken);
        CrmChanges changes;
        try
        {
            changes = await crm.PollAsync(cursor?.Value, [.. hints.Select(h => h.DealId)], cancellationToken);
        }
        catch (ConnectorException e)
        {
            await NoteFailureAsync(e.Message, cancellationToken);
            throw;
        }

        await lease.CheckAsync(cancellationToken);
        var quiet = changes.Changes.Count == 0 && hints.Count == 0 && changes.Findings.Count == 0 && changes.SoundPlaces.Count == 0 && changes.Older.Count == 0 && !changes.Recheck
            && cursor is { Error: null } && cursor.Value == changes.Cursor;
        // A look that found nothing writes nothing, but for a sign of life every half minute.
        if (quiet && cursor!.PolledAt > time.GetUtcNow() - TimeSpan.FromSeconds(30)) return changes.More;
        await StoreAsync(db, changes, hints, cancellationToken);
        return changes.More;
    }

    /// <summary>Stores deals won earlier, without notices: for <c>backfill</c>.</summary>
    /// <returns>True where the deal was not known before.</returns>
    public async Task<bool> StoreQuietlyAsync(CrmDealChange change, CancellationToken cancellationToken)
    {
        await using var db = contexts.CreateDbContext();
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var id = DealRow.IdOf(change.Key);
        if (await db.Set<DealRow>().AnyAsync(d => d.HandoffId == id, cancellationToken)) return false;
        db.Add(New(id, change, quiet: true));
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    private async Task StoreAsync(BridgeDb db, CrmChanges changes, List<HintRow> hints, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var ids = changes.Changes.Select(c => DealRow.IdOf(c.Key)).Distinct(StringComparer.Ordinal).ToList();
        var known = new Dictionary<string, DealRow>(StringComparer.Ordinal);
        foreach (var chunk in ids.Chunk(500))
        {
            await foreach (var row in db.Set<DealRow>().Where(d => chunk.Contains(d.HandoffId)).AsAsyncEnumerable().WithCancellation(cancellationToken)) known.Add(row.HandoffId, row);
        }

        var wanted = new HashSet<string>(StringComparer.Ordinal);
        foreach (var change in changes.Changes)
        {
            var id = DealRow.IdOf(change.Key);
            if (!known.TryGetValue(id, out var row))
            {
                if (change.State != CrmDealState.Won) continue;
                row = New(id, change, quiet: false);
                db.Add(row);
                known.Add(id, row);
                Log.Won(logger, id);
                continue;
            }

            if (Apply(row, change, now)) wanted.Add(id);
        }

        await ApplyOlderAsync(db, changes.Older, wanted, now, cancellationToken);
        if (changes.Recheck) await RecheckAsync(db, now, cancellationToken);
        await ReplaceFindingsAsync(db, changes, now, cancellationToken);
        await SaveCursorAsync(db, changes.Cursor, now, cancellationToken);
        foreach (var hint in hints)
            await db.Set<HintRow>().Where(h => h.DealId == hint.DealId && h.At == hint.At).ExecuteDeleteAsync(cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        foreach (var id in wanted) await Work.WantAsync(db, id, now, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>True where a brief must say something new even if no document changed.</summary>
    private static bool Apply(DealRow row, CrmDealChange change, DateTimeOffset now)
    {
        var stateChanged = row.State != change.State;
        var wonAgain = change.State == CrmDealState.Won && change.WinId is not null && change.WinId != row.WinId;
        if (!stateChanged && !wonAgain && row.Version == change.Version) return false;
        row.State = change.State;
        row.Version = change.Version;
        row.ChangedAt = now;
        if (change.Name is not null) row.Name = change.Name;
        if (change.State == CrmDealState.Won)
        {
            // Won again in front of our eyes: no backfill any more.
            if (wonAgain) (row.Epoch, row.Quiet) = (row.Epoch + 1, false);
            row.WinId = change.WinId ?? row.WinId;
            row.WonAt = change.WonAt ?? row.WonAt;
        }

        return stateChanged || wonAgain;
    }

    /// <summary>Changes of deals won before the CRM's own start: they begin nothing, but go on where a backfill began.</summary>
    private static async Task ApplyOlderAsync(BridgeDb db, IReadOnlyList<CrmDealChange> older, HashSet<string> wanted, DateTimeOffset now, CancellationToken cancellationToken)
    {
        foreach (var chunk in older.Chunk(500))
        {
            var byId = chunk.ToLookup(c => DealRow.IdOf(c.Key), StringComparer.Ordinal);
            var ids = byId.Select(g => g.Key).ToList();
            foreach (var row in await db.Set<DealRow>().Where(d => ids.Contains(d.HandoffId)).ToListAsync(cancellationToken))
            {
                if (Apply(row, byId[row.HandoffId].Last(), now)) wanted.Add(row.HandoffId);
            }
        }
    }

    /// <summary>After an outage longer than the CRM remembers, every standing deal is asked for by name: a deletion would not be told any more.</summary>
    private async Task RecheckAsync(BridgeDb db, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var standing = await db.Set<DealRow>().Where(d => d.Source == crm.Name && d.State != CrmDealState.Deleted).Select(d => d.DealId).ToListAsync(cancellationToken);
        var hinted = (await db.Set<HintRow>().Select(h => h.DealId).ToListAsync(cancellationToken)).ToHashSet(StringComparer.Ordinal);
        db.AddRange(standing.Where(d => !hinted.Contains(d)).Select(d => new HintRow { DealId = d, At = now }));
    }

    private DealRow New(string id, CrmDealChange change, bool quiet) => new()
    {
        HandoffId = id,
        Source = crm.Name,
        Organisation = change.Key.Organisation,
        DealId = change.Key.DealId,
        Name = change.Name ?? "",
        State = change.State,
        WonAt = change.WonAt,
        WinId = change.WinId,
        Epoch = 1,
        Version = change.Version,
        Quiet = quiet,
        FirstSeenAt = time.GetUtcNow(),
        ChangedAt = time.GetUtcNow(),
    };

    private async Task ReplaceFindingsAsync(BridgeDb db, CrmChanges changes, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var places = changes.SoundPlaces.Concat(changes.Findings.Select(f => f.Place)).Distinct(StringComparer.Ordinal);
        foreach (var chunk in places.Chunk(500))
            await db.Set<SourceFindingRow>().Where(f => f.Source == crm.Name && chunk.Contains(f.Place)).ExecuteDeleteAsync(cancellationToken);
        foreach (var f in changes.Findings)
            db.Add(new SourceFindingRow { Source = crm.Name, Place = f.Place, Field = f.Field, Message = f.Message, Line = f.Line, Column = f.Column, At = now });
    }

    private async Task SaveCursorAsync(BridgeDb db, string? value, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var row = await db.Set<CursorRow>().SingleOrDefaultAsync(c => c.Source == crm.Name, cancellationToken);
        if (row is null) db.Add(row = new CursorRow { Source = crm.Name });
        (row.Value, row.SavedAt, row.PolledAt, row.Error, row.FailingSince) = (value, now, now, null, null);
    }

    private async Task NoteFailureAsync(string error, CancellationToken cancellationToken)
    {
        await using var db = contexts.CreateDbContext();
        var row = await db.Set<CursorRow>().SingleOrDefaultAsync(c => c.Source == crm.Name, cancellationToken);
        if (row is null) db.Add(row = new CursorRow { Source = crm.Name });
        row.Error = error;
        row.FailingSince ??= time.GetUtcNow();
        await db.SaveChangesAsync(cancellationToken);
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "Handoff {HandoffId}: its deal was won")]
        public static partial void Won(ILogger logger, string handoffId);
    }
}
