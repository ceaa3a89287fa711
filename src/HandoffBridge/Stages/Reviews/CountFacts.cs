using System.Globalization;
using System.Text.Json;
using HandoffBridge.Connectors.Crm;
using HandoffBridge.Connectors.Onboarding;
using HandoffBridge.Data;
using HandoffBridge.Extraction.Deals;
using HandoffBridge.Jobs;
using HandoffBridge.Stages.Briefs;
using HandoffBridge.Stages.Deals;
using HandoffBridge.Stages.Dossiers;
using HandoffBridge.Stages.Findings;
using HandoffBridge.Stages.Forms;
using HandoffBridge.Stages.Notices;
using HandoffBridge.Stages.Publications;
using Microsoft.EntityFrameworkCore;

namespace HandoffBridge.Stages.Reviews;

/// <summary>Counts what the operating review needs of a handoff, from the tables above: whatever is run again counts the same.</summary>
public sealed class CountFacts(IDbContextFactory<BridgeDb> contexts, IDeliveryRecord delivery, BusinessCalendar calendar, TimeProvider time) : IStage
{
    /// <inheritdoc/>
    public string Name => "reviews";

    /// <inheritdoc/>
    public async Task<StageResult> RunAsync(string handoffId, Lease lease, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(lease);
        await using var db = contexts.CreateDbContext();
        var deal = await db.Set<DealRow>().AsNoTracking().SingleOrDefaultAsync(d => d.HandoffId == handoffId, cancellationToken);
        var versions = await db.Set<BriefRow>().AsNoTracking().Where(b => b.HandoffId == handoffId).OrderBy(b => b.Version).Select(b => new VersionSeen(b.Version, b.Status, b.WrittenAt)).ToListAsync(cancellationToken);
        if (deal is null || versions.Count == 0) return StageResult.UpToDate;
        var form = await db.Set<FormRow>().AsNoTracking().SingleOrDefaultAsync(f => f.HandoffId == handoffId, cancellationToken);
        var published = await db.Set<PublishedVersionRow>().AsNoTracking().Where(p => p.HandoffId == handoffId).OrderBy(p => p.At).ThenBy(p => p.Version).ToListAsync(cancellationToken);
        var record = await delivery.OfAsync(db, handoffId, cancellationToken);
        var won = deal.WonAt ?? deal.FirstSeenAt;
        // A version of an earlier win says nothing of this one.
        var first = published.Find(p => versions.Find(v => v.Version == p.Version) is { Status: not "retracted" } v && v.WrittenAt >= won)?.Version;
        var stamp = ContentHash.Of(
            string.Create(CultureInfo.InvariantCulture, $"{versions[^1].Version}|{versions[^1].WrittenAt.UtcTicks}|{deal.State}|{won.UtcTicks}|{deal.Quiet}|{form?.OpenedAt.UtcTicks}|{form?.SubmittedAt?.UtcTicks}|{first}"),
            string.Join('\n', record.Answers), string.Join('\n', record.Outcomes.OrderBy(o => o.Key, StringComparer.Ordinal)));
        var row = await db.Set<FactRow>().SingleOrDefaultAsync(f => f.HandoffId == handoffId, cancellationToken);
        if (row?.Stamp == stamp) return StageResult.UpToDate;
        var brief = await BriefAsync(db, handoffId, versions[^1].Version, cancellationToken);
        var sold = deal is { Quiet: false };
        if (row is null) db.Add(row = new FactRow { HandoffId = handoffId });
        ReadFacts.Brief(row, brief);
        ReadFacts.Delivery(row, brief, record, won);
        (row.Stamp, row.WonAt, row.CountedAt) = (stamp, won, time.GetUtcNow());
        row.Approver = await ApproverAsync(db, handoffId, cancellationToken);
        row.BriefSeconds = sold && versions.Find(v => v.WrittenAt >= won && v.Status != "retracted") is { } v1 ? Seconds(won, v1.WrittenAt) : null;
        row.ReadinessFirst = sold && first is { } version ? (version == brief.Version ? brief : await BriefAsync(db, handoffId, version, cancellationToken)).Readiness.Score : null;
        row.ResponseSeconds = sold && form is { SubmittedAt: { } handed } && handed >= form.OpenedAt && !await OverriddenAsync(db, handoffId, cancellationToken) ? (long)calendar.Between(form.OpenedAt, handed, row.OwnerEmail).TotalSeconds : null;
        if (!sold) row.AcceptSeconds = null;
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await db.Set<MentionRow>().Where(m => m.HandoffId == handoffId).ExecuteDeleteAsync(cancellationToken);
        db.AddRange(ReadFacts.Mentions(brief));
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return StageResult.Written;
    }

    /// <inheritdoc/>
    public async Task ForgetAsync(string handoffId, CancellationToken cancellationToken)
    {
        await using var db = contexts.CreateDbContext();
        await db.Set<FactRow>().Where(f => f.HandoffId == handoffId).ExecuteUpdateAsync(s => s.SetProperty(f => f.Stamp, "forgotten"), cancellationToken);
    }

    private static async Task<Brief> BriefAsync(BridgeDb db, string handoffId, int version, CancellationToken cancellationToken) =>
        JsonSerializer.Deserialize(await db.Set<BriefRow>().Where(b => b.HandoffId == handoffId && b.Version == version).Select(b => b.Json).SingleAsync(cancellationToken), BriefJson.Default.Brief)!;

    private static async Task<bool> OverriddenAsync(BridgeDb db, string handoffId, CancellationToken cancellationToken) =>
        await db.Set<FormEntryRow>().Where(e => e.HandoffId == handoffId && (e.Action == "submit" || e.Action == "override")).OrderByDescending(e => e.Id).Select(e => e.Action).FirstOrDefaultAsync(cancellationToken) == "override";

    /// <summary>The first of the sales team whose role on the deal is an approver's or the deal desk's.</summary>
    private static async Task<string?> ApproverAsync(BridgeDb db, string handoffId, CancellationToken cancellationToken)
    {
        var json = await db.Set<DossierRow>().Where(d => d.HandoffId == handoffId).OrderByDescending(d => d.Number).Select(d => d.Json).FirstOrDefaultAsync(cancellationToken);
        if (json is null || !json.Contains("\"team\"", StringComparison.OrdinalIgnoreCase)) return null;
        return JsonSerializer.Deserialize(json, DealFileJson.Default.DealFile)?.Team?.FirstOrDefault(m => m.Role is { } role
            && (role.Contains("approv", StringComparison.OrdinalIgnoreCase) || role.Contains("deal desk", StringComparison.OrdinalIgnoreCase)))?.Name;
    }

    private static long Seconds(DateTimeOffset from, DateTimeOffset to) => (long)(to - from).TotalSeconds;

    private sealed record VersionSeen(int Version, string Status, DateTimeOffset WrittenAt);
}

/// <summary>Counts once more after publishing, so that the readiness at first publish is known.</summary>
public sealed class CountPublished(CountFacts facts) : IStage
{
    /// <inheritdoc/>
    public string Name => "reviews-published";

    /// <inheritdoc/>
    public Task<StageResult> RunAsync(string handoffId, Lease lease, CancellationToken cancellationToken) => facts.RunAsync(handoffId, lease, cancellationToken);

    /// <inheritdoc/>
    public Task ForgetAsync(string handoffId, CancellationToken cancellationToken) => facts.ForgetAsync(handoffId, cancellationToken);
}
