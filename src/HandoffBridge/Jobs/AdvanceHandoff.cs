using System.Diagnostics;
using HandoffBridge.Connectors;
using HandoffBridge.Data;
using HandoffBridge.Stages;
using Microsoft.EntityFrameworkCore;

namespace HandoffBridge.Jobs;

/// <summary>Takes one handoff as far as it can go, stage by stage, from whatever outputs exist.</summary>
public sealed partial class AdvanceHandoff(
    IDbContextFactory<BridgeDb> contexts, IEnumerable<IStage> stages, Leases leases, TimeProvider time, ILogger<AdvanceHandoff> logger)
{
    /// <summary>Waits after failures; after the last one a person decides on /operations.</summary>
    public static IReadOnlyList<TimeSpan> Waits { get; } =
        [TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(10), TimeSpan.FromHours(1)];

    /// <summary>One pass. Failures are stored, not thrown.</summary>
    /// <returns>False where another worker has it.</returns>
    public async Task<bool> RunAsync(string handoffId, CancellationToken cancellationToken)
    {
        await using var lease = await leases.TakeAsync("handoff:" + handoffId, cancellationToken);
        if (lease is null) return false;
        using var scope = logger.BeginScope(new Dictionary<string, object>(StringComparer.Ordinal) { ["HandoffId"] = handoffId });
        for (var round = 0; round < 10; round++)
        {
            await using var db = contexts.CreateDbContext();
            var work = await db.Set<WorkRow>().AsNoTracking().SingleOrDefaultAsync(w => w.HandoffId == handoffId, cancellationToken);
            if (work is null || work.Parked || work.Served >= work.Wanted || work.NextAt > time.GetUtcNow()) return true;
            if (!await StagesAsync(handoffId, work, lease, cancellationToken)) return true;
        }

        return true;
    }

    private async Task<bool> StagesAsync(string handoffId, WorkRow work, Lease lease, CancellationToken cancellationToken)
    {
        string? waitsIn = null, waitsFor = null;
        foreach (var stage in stages)
        {
            var started = time.GetUtcNow();
            var watch = Stopwatch.GetTimestamp();
            try
            {
                var result = await stage.RunAsync(handoffId, lease, cancellationToken);
                if (result.Wrote) await NoteAsync(handoffId, stage.Name, started, watch, null, cancellationToken);
                if (result.WaitsFor is null) continue;
                (waitsIn, waitsFor) = (stage.Name, result.WaitsFor);
                break;
            }
            catch (LeaseLostException e)
            {
                Log.LeaseLost(logger, handoffId, e.Message);
                return false;
            }
            catch (Exception e) when (e is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
            {
                Log.Failed(logger, e, handoffId, stage.Name);
                await NoteAsync(handoffId, stage.Name, started, watch, Sentence(e), cancellationToken);
                await FailAsync(handoffId, stage.Name, work, e, cancellationToken);
                return false;
            }
        }

        await using var db = contexts.CreateDbContext();
        var served = work.Wanted;
        await db.Set<WorkRow>().Where(w => w.HandoffId == handoffId).ExecuteUpdateAsync(
            s => s.SetProperty(w => w.Served, served).SetProperty(w => w.Attempts, 0).SetProperty(w => w.Stage, waitsIn).SetProperty(w => w.Reason, waitsFor).SetProperty(w => w.NextAt, (DateTimeOffset?)null),
            cancellationToken);
        return true;
    }

    private async Task FailAsync(string handoffId, string stage, WorkRow work, Exception error, CancellationToken cancellationToken)
    {
        await using var db = contexts.CreateDbContext();
        var now = time.GetUtcNow();
        var failure = error as ConnectorException;
        var attempts = failure?.Kind == FailureKind.Throttled ? work.Attempts : work.Attempts + 1;
        var parked = failure?.Kind is FailureKind.Permanent or FailureKind.Unknown || attempts > Waits.Count;
        var wait = Waits[Math.Clamp(attempts - 1, 0, Waits.Count - 1)];
        if (failure?.RetryAfter is { } asked && asked > wait) wait = asked;
        var next = parked ? (DateTimeOffset?)null : now + wait;
        var reason = Sentence(error);
        // Only while nothing new was wished for: a wish that came meanwhile has already ended the waiting.
        var wanted = work.Wanted;
        await db.Set<WorkRow>().Where(w => w.HandoffId == handoffId && w.Wanted == wanted).ExecuteUpdateAsync(
            s => s.SetProperty(w => w.Attempts, attempts).SetProperty(w => w.Parked, parked).SetProperty(w => w.NextAt, next).SetProperty(w => w.Stage, stage).SetProperty(w => w.Reason, reason)
                .SetProperty(w => w.Since, w => w.Attempts == 0 ? now : w.Since),
            cancellationToken);
    }

    private async Task NoteAsync(string handoffId, string stage, DateTimeOffset started, long watch, string? error, CancellationToken cancellationToken)
    {
        await using var db = contexts.CreateDbContext();
        db.Add(new AttemptRow { HandoffId = handoffId, Stage = stage, StartedAt = started, Milliseconds = (int)Stopwatch.GetElapsedTime(watch).TotalMilliseconds, Error = error, Node = Leases.Node });
        await db.SaveChangesAsync(cancellationToken);
    }

    // Our own failures have sentences made for RevOps; of others only the kind is told, since a message may hold customer text.
    private static string Sentence(Exception e) =>
        e is ConnectorException or SentenceException ? e.Message : $"An unexpected {e.GetType().Name} stopped it; the log of node {Leases.Node} has the details.";

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "Handoff {HandoffId}: stage {Stage} failed")]
        public static partial void Failed(ILogger logger, Exception error, string handoffId, string stage);

        [LoggerMessage(Level = LogLevel.Warning, Message = "Handoff {HandoffId}: lease lost: {Reason}")]
        public static partial void LeaseLost(ILogger logger, string handoffId, string reason);
    }
}
