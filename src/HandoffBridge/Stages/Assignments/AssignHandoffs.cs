using System.Text.Json;
using HandoffBridge.Connectors.Crm;
using HandoffBridge.Data;
using HandoffBridge.Jobs;
using HandoffBridge.Stages.Briefs;
using HandoffBridge.Stages.Deals;
using HandoffBridge.Stages.Notices;
using Microsoft.EntityFrameworkCore;

namespace HandoffBridge.Stages.Assignments;

/// <summary>Gives each handoff to a CSM by the rules, once there is a brief. What a person decided stays.</summary>
public sealed class AssignHandoffs(IDbContextFactory<BridgeDb> contexts, RouteHandoff route, TimeProvider time) : IStage
{
    /// <inheritdoc/>
    public string Name => "assignments";

    /// <inheritdoc/>
    public async Task<StageResult> RunAsync(string handoffId, Lease lease, CancellationToken cancellationToken)
    {
        await using var db = contexts.CreateDbContext();
        var row = await db.Set<AssignmentRow>().SingleOrDefaultAsync(a => a.HandoffId == handoffId, cancellationToken);
        if (row?.CsmEmail is not null) return StageResult.UpToDate;
        var json = await db.Set<BriefRow>().AsNoTracking().Where(b => b.HandoffId == handoffId).OrderByDescending(b => b.Version).Select(b => b.Json).FirstOrDefaultAsync(cancellationToken);
        var deal = await db.Set<DealRow>().AsNoTracking().SingleAsync(d => d.HandoffId == handoffId, cancellationToken);
        if (json is null || deal.State != CrmDealState.Won) return StageResult.UpToDate;
        var rule = route.Of(JsonSerializer.Deserialize(json, BriefJson.Default.Brief)!);
        if (rule is null && row is not null) return StageResult.UpToDate;
        var now = time.GetUtcNow();
        if (row is null) db.Add(row = new AssignmentRow { HandoffId = handoffId });
        (row.CsmEmail, row.Rule, row.By, row.At) = (rule is null ? null : await ChooseAsync(db, rule, cancellationToken), rule?.Name, null, now);
        return await StoreAsync(db, row, tell: !deal.Quiet, now, cancellationToken) ? StageResult.Written : StageResult.UpToDate;
    }

    /// <inheritdoc/>
    public async Task ForgetAsync(string handoffId, CancellationToken cancellationToken)
    {
        await using var db = contexts.CreateDbContext();
        // Only what a rule decided; a person's word stays.
        await db.Set<AssignmentRow>().Where(a => a.HandoffId == handoffId && a.By == null).ExecuteUpdateAsync(s => s.SetProperty(a => a.CsmEmail, (string?)null).SetProperty(a => a.Rule, (string?)null), cancellationToken);
    }

    /// <summary>A person decides.</summary>
    /// <param name="handoffId">The handoff.</param>
    /// <param name="csm">CSM's address; null takes the handoff from everybody.</param>
    /// <param name="by">Who decides.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>False where there is no such handoff.</returns>
    public async Task<bool> AssignAsync(string handoffId, string? csm, string by, CancellationToken cancellationToken)
    {
        var to = string.IsNullOrWhiteSpace(csm) ? null : csm.Trim().ToLowerInvariant();
        await using var db = contexts.CreateDbContext();
        if (!await db.Set<BriefCardRow>().AnyAsync(c => c.HandoffId == handoffId, cancellationToken)) return false;
        var row = await db.Set<AssignmentRow>().SingleOrDefaultAsync(a => a.HandoffId == handoffId, cancellationToken);
        if (row is null) db.Add(row = new AssignmentRow { HandoffId = handoffId });
        else if (row.CsmEmail == to && row.By is not null) return true;
        (row.CsmEmail, row.Rule, row.By, row.At) = (to, null, by, time.GetUtcNow());
        return await StoreAsync(db, row, tell: to != by, time.GetUtcNow(), cancellationToken) || await AssignAsync(handoffId, csm, by, cancellationToken);
    }

    private static async Task<bool> StoreAsync(BridgeDb db, AssignmentRow row, bool tell, DateTimeOffset now, CancellationToken cancellationToken)
    {
        row.Number++;
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException e) when (e is DbUpdateConcurrencyException || db.Engine.IsDuplicate(e))
        {
            // Somebody decided at the same moment.
            return false;
        }

        var (id, csm) = (row.HandoffId, row.CsmEmail);
        await db.Set<BriefCardRow>().Where(c => c.HandoffId == id).ExecuteUpdateAsync(s => s.SetProperty(c => c.CsmEmail, csm), cancellationToken);
        if (tell) await IntendNotices.AddAsync(db, id, NoticeKinds.Assigned, $"n{row.Number}", csm, now, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    private async Task<string> ChooseAsync(BridgeDb db, RoutingRule rule, CancellationToken cancellationToken)
    {
        var candidates = route.Candidates(rule);
        if (candidates.Count == 1) return candidates[0];
        var held = await db.Set<AssignmentRow>().Where(a => a.CsmEmail != null && candidates.Contains(a.CsmEmail)).GroupBy(a => a.CsmEmail!).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, StringComparer.Ordinal, cancellationToken);
        return candidates.OrderBy(c => held.GetValueOrDefault(c)).First();
    }
}
