using HandoffBridge.Connectors;
using HandoffBridge.Connectors.Crm;
using HandoffBridge.Data;
using HandoffBridge.Stages.Deals;
using HandoffBridge.Stages.Dossiers;
using Microsoft.EntityFrameworkCore;
using Quartz;

namespace HandoffBridge.Jobs;

/// <summary>Looks at the CRM again and again: at the CRM's own interval, or at once when a webhook left a hint.</summary>
public sealed partial class WatchLoop(
    WatchDeals watch, CollectDossiers collect, ICrm crm, IDbContextFactory<BridgeDb> contexts, ISchedulerFactory schedulers, TimeProvider time, ILogger<WatchLoop> logger)
    : BackgroundService
{
    /// <summary>How soon a webhook's hint is seen.</summary>
    private static readonly TimeSpan HintInterval = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan[] FailureWaits = [TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(15), TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5)];

    /// <summary>One pass: poll, then collect what the poll (or an earlier one) left to collect.</summary>
    /// <returns>True where the next pass should follow at once.</returns>
    public async Task<bool> PassAsync(CancellationToken cancellationToken)
    {
        var more = await watch.RunAsync(cancellationToken) == true;
        var collected = await collect.RunAsync(cancellationToken) ?? [];
        foreach (var id in collected) await SweepWork.WakeAsync(schedulers, id, time, cancellationToken);
        return more || collected.Count > 0;
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var failures = 0;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                var again = await PassAsync(stoppingToken);
                failures = 0;
                if (!again) await WaitAsync(crm.PollInterval, hintsWake: true, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                // The loop must live: a dead watcher is a missed deal. What failed stands on /operations.
                Log.Failed(logger, e, e is ConnectorException ? e.Message : e.GetType().Name);
                var wait = FailureWaits[Math.Min(failures++, FailureWaits.Length - 1)];
                if (e is ConnectorException { RetryAfter: { } asked } && asked > wait) wait = asked;
                await WaitAsync(wait, hintsWake: false, stoppingToken);
            }
        }
    }

    private async Task WaitAsync(TimeSpan wait, bool hintsWake, CancellationToken cancellationToken)
    {
        var until = time.GetUtcNow() + wait;
        while (true)
        {
            var left = until - time.GetUtcNow();
            if (left <= TimeSpan.Zero) return;
            await Task.Delay(hintsWake && left > HintInterval ? HintInterval : left, time, cancellationToken);
            if (!hintsWake) continue;
            await using var db = contexts.CreateDbContext();
            if (await db.Set<HintRow>().AnyAsync(cancellationToken)) return;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "Watching the CRM failed: {Reason}")]
        public static partial void Failed(ILogger logger, Exception error, string reason);
    }
}
