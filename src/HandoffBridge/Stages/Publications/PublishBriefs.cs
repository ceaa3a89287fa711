using System.Text.Json;
using HandoffBridge.Connectors.Onboarding;
using HandoffBridge.Data;
using HandoffBridge.Jobs;
using HandoffBridge.Stages.Briefs;
using Microsoft.EntityFrameworkCore;

namespace HandoffBridge.Stages.Publications;

/// <summary>
/// Puts the newest brief version into every onboarding system. Each remote item is written into the ledger as intended
/// before the call and as done after it; what is done and unchanged is not touched again, what is in doubt is looked up first.
/// </summary>
public sealed partial class PublishBriefs(
    IDbContextFactory<BridgeDb> contexts, IEnumerable<IOnboardingTarget> targets, MakePublication make, HandoffOptions options, TimeProvider time, ILogger<PublishBriefs> logger) : IStage
{
    /// <inheritdoc/>
    public string Name => "publications";

    /// <inheritdoc/>
    public async Task<StageResult> RunAsync(string handoffId, Lease lease, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(lease);
        await using var db = contexts.CreateDbContext();
        var row = await db.Set<BriefRow>().AsNoTracking().Where(b => b.HandoffId == handoffId).OrderByDescending(b => b.Version).FirstOrDefaultAsync(cancellationToken);
        if (row is null) return StageResult.Waiting("There is no brief yet.");
        if (!options.PublishDrafts && row.Status == "unconfirmed") return StageResult.Waiting("Handoff:PublishDrafts is false and the form is not handed in.");
        var wrote = false;
        List<Exception>? failures = null;
        foreach (var target in targets)
        {
            var name = target.Name;
            if (await db.Set<PublishedVersionRow>().AnyAsync(p => p.Target == name && p.HandoffId == handoffId && p.Version == row.Version, cancellationToken)) continue;
            try
            {
                await PublishAsync(target, row, lease, cancellationToken);
                wrote = true;
            }
            catch (Exception e) when (e is not OperationCanceledException and not LeaseLostException && targets.Skip(1).Any())
            {
                // One target that is down must not keep the others waiting.
                (failures ??= []).Add(e);
            }
        }

        if (failures is not null) System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(failures[0]);
        return wrote ? StageResult.Written : StageResult.UpToDate;
    }

    /// <inheritdoc/>
    public async Task ForgetAsync(string handoffId, CancellationToken cancellationToken)
    {
        // The ledger stays: a replay publishes what differs and nothing twice.
        await using var db = contexts.CreateDbContext();
        await db.Set<PublishedVersionRow>().Where(p => p.HandoffId == handoffId).ExecuteDeleteAsync(cancellationToken);
        await db.Set<PublicationRow>().Where(p => p.HandoffId == handoffId).ExecuteUpdateAsync(s => s.SetProperty(p => p.Done, false), cancellationToken);
    }

    private async Task PublishAsync(IOnboardingTarget target, BriefRow row, Lease lease, CancellationToken cancellationToken)
    {
        await using var db = contexts.CreateDbContext();
        var earlier = await db.Set<BriefRow>().AsNoTracking().Where(b => b.HandoffId == row.HandoffId && b.Version < row.Version).Select(b => b.Json).ToListAsync(cancellationToken);
        var brief = JsonSerializer.Deserialize(row.Json, BriefJson.Default.Brief)!;
        var publication = make.Of(brief, [.. earlier.Select(j => JsonSerializer.Deserialize(j, BriefJson.Default.Brief)!)], target.Trusted);
        var name = target.Name;
        var ledger = await db.Set<PublicationRow>().Where(p => p.Target == name && p.HandoffId == row.HandoffId).ToDictionaryAsync(p => p.ItemKey, StringComparer.Ordinal, cancellationToken);
        var remoteIds = ledger.Values.Where(p => p.RemoteId is not null).ToDictionary(p => p.ItemKey, p => p.RemoteId!, StringComparer.Ordinal);
        foreach (var item in target.Plan(publication))
        {
            ledger.TryGetValue(item.Key, out var entry);
            if (entry is { Done: true } && entry.ContentHash == item.ContentHash) continue;
            var known = entry is null ? null : new LedgerEntry(entry.RemoteId, entry.ContentHash, entry.Done);
            if (entry is null)
            {
                entry = new PublicationRow { Target = name, HandoffId = row.HandoffId, ItemKey = item.Key, ContentHash = item.ContentHash };
                db.Add(entry);
            }

            (entry.ContentHash, entry.Done, entry.Version, entry.IntendedAt) = (item.ContentHash, false, row.Version, time.GetUtcNow());
            await db.SaveChangesAsync(cancellationToken);
            await lease.CheckAsync(cancellationToken);
            entry.RemoteId = await target.PutAsync(item, known, remoteIds, cancellationToken);
            remoteIds[item.Key] = entry.RemoteId;
            (entry.Done, entry.DoneAt) = (true, time.GetUtcNow());
            await db.SaveChangesAsync(cancellationToken);
        }

        db.Add(new PublishedVersionRow { Target = name, HandoffId = row.HandoffId, Version = row.Version, At = time.GetUtcNow() });
        await db.SaveChangesAsync(cancellationToken);
        Log.Published(logger, row.HandoffId, row.Version, name);
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "Handoff {HandoffId}: version {Version} is out in {Target}")]
        public static partial void Published(ILogger logger, string handoffId, int version, string target);
    }
}
