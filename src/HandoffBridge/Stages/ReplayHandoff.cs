using HandoffBridge.Data;
using HandoffBridge.Jobs;
using HandoffBridge.Stages.Deals;
using Microsoft.EntityFrameworkCore;

namespace HandoffBridge.Stages;

/// <summary>Runs a handoff again from a stage: that stage and those below forget their output, the ledger stays.</summary>
public sealed class ReplayHandoff(IDbContextFactory<BridgeDb> contexts, IEnumerable<IStage> stages, TimeProvider time)
{
    /// <summary>Forgets and asks for work.</summary>
    /// <param name="handoff">Handoff id or the CRM's deal id.</param>
    /// <param name="from">First stage; null: only what failed or waits is tried again.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>The handoff's id; null where there is no such handoff.</returns>
    /// <exception cref="Commands.UsageException">There is no such stage.</exception>
    public async Task<string?> RunAsync(string handoff, string? from, CancellationToken cancellationToken)
    {
        await using var db = contexts.CreateDbContext();
        var id = await db.Set<DealRow>().Where(d => d.HandoffId == handoff || d.DealId == handoff).OrderBy(d => d.HandoffId == handoff ? 0 : 1).Select(d => d.HandoffId).FirstOrDefaultAsync(cancellationToken);
        if (id is null) return null;
        if (from is not null)
        {
            var again = stages.SkipWhile(s => s.Name != from).ToList();
            if (again.Count == 0) throw new Commands.UsageException($"--from is \"{from}\"; write one of {string.Join(", ", stages.Select(s => s.Name))}.");
            foreach (var stage in again) await stage.ForgetAsync(id, cancellationToken);
        }

        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await Work.WantAsync(db, id, time.GetUtcNow(), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return id;
    }
}
