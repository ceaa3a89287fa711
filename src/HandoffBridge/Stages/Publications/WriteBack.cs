using System.Text.Json;
using HandoffBridge.Connectors.Crm;
using HandoffBridge.Data;
using HandoffBridge.Jobs;
using HandoffBridge.Stages.Briefs;
using HandoffBridge.Stages.Deals;
using HandoffBridge.Web;
using Microsoft.EntityFrameworkCore;

namespace HandoffBridge.Stages.Publications;

/// <summary>Tells the CRM that there is a brief, where its connector is set to: once for each version, by the same ledger as the targets.</summary>
public sealed class WriteBack(IDbContextFactory<BridgeDb> contexts, ICrm crm, Links links, TimeProvider time) : IStage
{
    private const string Target = "Crm";

    /// <inheritdoc/>
    public string Name => "write-back";

    /// <inheritdoc/>
    public async Task<StageResult> RunAsync(string handoffId, Lease lease, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(lease);
        await using var db = contexts.CreateDbContext();
        var row = await db.Set<BriefRow>().AsNoTracking().Where(b => b.HandoffId == handoffId).OrderByDescending(b => b.Version).FirstOrDefaultAsync(cancellationToken);
        if (row is null) return StageResult.Waiting("There is no brief yet.");
        if (await db.Set<PublishedVersionRow>().AnyAsync(p => p.Target == Target && p.HandoffId == handoffId && p.Version == row.Version, cancellationToken)) return StageResult.UpToDate;
        var deal = await db.Set<DealRow>().AsNoTracking().SingleAsync(d => d.HandoffId == handoffId, cancellationToken);
        var brief = JsonSerializer.Deserialize(row.Json, BriefJson.Default.Brief)!;
        await lease.CheckAsync(cancellationToken);
        // No customer text: the CRM's note says that there is a brief and what waits for the owner.
        var open = brief.OpenQuestions.Count(q => q.Answer is null);
        var text = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"Handoff brief version {row.Version}, {row.Status}. Readiness {brief.Readiness.Score} of 100, {open} open questions. {links.Handoff(handoffId)}");
        await crm.WriteBackAsync(new CrmWriteBack(new(deal.Organisation, deal.DealId), handoffId, row.Version, row.Status == "unconfirmed" ? links.Form(handoffId) : links.Handoff(handoffId), $"Handoff brief: {brief.Account.Name}", text, null), cancellationToken);
        db.Add(new PublishedVersionRow { Target = Target, HandoffId = handoffId, Version = row.Version, At = time.GetUtcNow() });
        await db.SaveChangesAsync(cancellationToken);
        return StageResult.UpToDate;
    }

    /// <inheritdoc/>
    public Task ForgetAsync(string handoffId, CancellationToken cancellationToken) => Task.CompletedTask;
}
