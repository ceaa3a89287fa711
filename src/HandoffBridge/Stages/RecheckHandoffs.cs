using HandoffBridge.Data;
using HandoffBridge.Jobs;
using HandoffBridge.Stages.Briefs;
using HandoffBridge.Stages.Reviews;
using Microsoft.EntityFrameworkCore;

namespace HandoffBridge.Stages;

/// <summary>Asks for work on the open handoffs a changed definition may concern: in the transaction that changes it.</summary>
/// <remarks>Open: neither accepted nor retracted. A handoff that is being worked on is always asked again: it may have read the old definition.</remarks>
public sealed class RecheckHandoffs(IDeliveryRecord delivery, TimeProvider time)
{
    /// <summary>Handoffs whose customer heard of one of the features.</summary>
    /// <param name="db">The context that holds the transaction.</param>
    /// <param name="features">Names as the register had them before; null: any feature at all, since words fit differently now.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>How many are asked again.</returns>
    public async Task<int> HeardOfAsync(BridgeDb db, IReadOnlyCollection<string>? features, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(db);
        var mentions = db.Set<MentionRow>().AsNoTracking();
        if (features is not null) mentions = mentions.Where(m => features.Contains(m.Feature));
        return await WantAsync(db, await mentions.Select(m => m.HandoffId).Distinct().ToListAsync(cancellationToken), cancellationToken);
    }

    /// <summary>Handoffs of deals closed between two days, both included; null: no bound.</summary>
    public async Task<int> ClosedAsync(BridgeDb db, DateOnly? from, DateOnly? until, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(db);
        // A day more on each side: a deal's day is that of its own offset.
        var first = from is { } f && f > DateOnly.MinValue.AddDays(1) ? new DateTimeOffset(f.AddDays(-1).ToDateTime(TimeOnly.MinValue), TimeSpan.Zero) : DateTimeOffset.MinValue;
        var last = until is { } u && u < DateOnly.MaxValue.AddDays(-2) ? new DateTimeOffset(u.AddDays(2).ToDateTime(TimeOnly.MinValue), TimeSpan.Zero) : new DateTimeOffset(9000, 1, 1, 0, 0, 0, TimeSpan.Zero);
        if (first.Year < 2) first = new DateTimeOffset(2, 1, 1, 0, 0, 0, TimeSpan.Zero);
        return await WantAsync(db, await db.Set<BriefCardRow>().AsNoTracking().Where(c => c.WonAt >= first && c.WonAt < last).Select(c => c.HandoffId).ToListAsync(cancellationToken), cancellationToken);
    }

    /// <summary>A feature has another name: deals that are accepted and not written again wait for it under that name.</summary>
    public static Task<int> RenameAsync(BridgeDb db, string old, string name, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(db);
        return db.Set<MentionRow>().Where(m => m.Known && m.Feature == old).ExecuteUpdateAsync(s => s.SetProperty(m => m.Feature, name), cancellationToken);
    }

    private async Task<int> WantAsync(BridgeDb db, List<string> concerned, CancellationToken cancellationToken)
    {
        var closed = (await db.Set<BriefCardRow>().AsNoTracking().Where(c => c.Status == "retracted").Select(c => c.HandoffId).ToListAsync(cancellationToken)).ToHashSet(StringComparer.Ordinal);
        closed.UnionWith(await delivery.AcceptedAsync(db, cancellationToken));
        var busy = await db.Set<WorkRow>().AsNoTracking().Where(w => w.Wanted > w.Served).Select(w => w.HandoffId).ToListAsync(cancellationToken);
        var wanted = concerned.Where(id => !closed.Contains(id)).Union(busy, StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        foreach (var id in wanted) await Work.WantAsync(db, id, time.GetUtcNow(), cancellationToken);
        return wanted.Count;
    }
}
