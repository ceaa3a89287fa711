using HandoffBridge.Data;
using Microsoft.EntityFrameworkCore;
using Quartz;

namespace HandoffBridge.Jobs;

/// <summary>Finds every handoff that wants work and has no job: after a crash, a wait, or a web-only node's save.</summary>
public sealed class SweepWork(IDbContextFactory<BridgeDb> contexts, ISchedulerFactory schedulers, TimeProvider time)
{
    /// <summary>One sweep.</summary>
    /// <returns>How many handoffs got a job.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        await using var db = contexts.CreateDbContext();
        var now = time.GetUtcNow();
        var due = await db.Set<WorkRow>().AsNoTracking()
            .Where(w => w.Wanted > w.Served && !w.Parked && (w.NextAt == null || w.NextAt <= now))
            .OrderBy(w => w.Since).Select(w => w.HandoffId).Take(500).ToListAsync(cancellationToken);
        foreach (var id in due) await WakeAsync(schedulers, id, time, cancellationToken);
        return due.Count;
    }

    /// <summary>Gives one handoff a job now; where it has one already, that one serves.</summary>
    public static async Task WakeAsync(ISchedulerFactory schedulers, string handoffId, TimeProvider time, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(schedulers);
        var scheduler = await schedulers.GetScheduler(cancellationToken);
        await scheduler.ScheduleJob<AdvanceJob, AdvanceInput>(
            new(handoffId), time.GetUtcNow(),
            new OneOffJobOptions { Name = "advance-" + handoffId, OnConflict = TriggerConflict.Keep, RequestRecovery = true }, cancellationToken);
    }
}

/// <summary>The scheduler's way to a sweep.</summary>
[DisallowConcurrentExecution]
public sealed class SweepJob(SweepWork sweep) : IJob
{
    /// <inheritdoc/>
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) => await sweep.RunAsync(cancellationToken);
}
