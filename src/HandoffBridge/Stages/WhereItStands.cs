using System.Globalization;
using HandoffBridge.Data;
using HandoffBridge.Jobs;
using HandoffBridge.Stages.Briefs;
using HandoffBridge.Stages.Deals;
using HandoffBridge.Stages.Dossiers;
using HandoffBridge.Stages.Findings;
using HandoffBridge.Stages.Publications;
using HandoffBridge.Stages.Signals;
using Microsoft.EntityFrameworkCore;

namespace HandoffBridge.Stages;

/// <summary>Where a handoff stands follows from the outputs that exist: there is no status that could be wrong.</summary>
public sealed class WhereItStands(IDbContextFactory<BridgeDb> contexts)
{
    /// <summary>Looks at every stage's output.</summary>
    /// <param name="handoff">Handoff id or the CRM's deal id.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>Null where there is no such handoff.</returns>
    public async Task<Standing?> OfAsync(string handoff, CancellationToken cancellationToken)
    {
        await using var db = contexts.CreateDbContext();
        var deal = await db.Set<DealRow>().AsNoTracking().Where(d => d.HandoffId == handoff || d.DealId == handoff).OrderBy(d => d.HandoffId == handoff ? 0 : 1).FirstOrDefaultAsync(cancellationToken);
        if (deal is null) return null;
        var id = deal.HandoffId;
        var outputs = new List<(string, string)>();
        var dossier = await db.Set<DossierRow>().Where(d => d.HandoffId == id).OrderByDescending(d => d.Number).Select(d => new { d.Number, d.CollectedAt }).FirstOrDefaultAsync(cancellationToken);
        var failure = await db.Set<DossierFailureRow>().AsNoTracking().SingleOrDefaultAsync(f => f.HandoffId == id, cancellationToken);
        outputs.Add(("dossiers", failure is not null ? $"cannot be read: {failure.Reason} (tried {failure.Attempts} times)" : dossier is null ? "not collected yet" : $"snapshot {dossier.Number} of {At(dossier.CollectedAt)}"));
        var signals = await db.Set<SignalSetRow>().Where(s => s.HandoffId == id).OrderByDescending(s => s.DossierNumber).Select(s => new { s.DossierNumber, s.Engine, s.At }).FirstOrDefaultAsync(cancellationToken);
        outputs.Add(("signals", signals is null ? "none yet" : $"of snapshot {signals.DossierNumber} by {signals.Engine}, {At(signals.At)}"));
        var findings = await db.Set<FindingSetRow>().Where(f => f.HandoffId == id).OrderByDescending(f => f.Number).Select(f => new { f.Number, f.At }).FirstOrDefaultAsync(cancellationToken);
        outputs.Add(("findings", findings is null ? "none yet" : $"number {findings.Number} of {At(findings.At)}"));
        var brief = await db.Set<BriefRow>().Where(b => b.HandoffId == id).OrderByDescending(b => b.Version).Select(b => new { b.Version, b.Status, b.WrittenAt }).FirstOrDefaultAsync(cancellationToken);
        outputs.Add(("briefs", brief is null ? "none yet" : $"version {brief.Version}, {brief.Status}, {At(brief.WrittenAt)}"));
        foreach (var target in await db.Set<PublicationRow>().Where(p => p.HandoffId == id).GroupBy(p => p.Target).Select(g => new { Target = g.Key, Items = g.Count(), Open = g.Count(p => !p.Done) }).ToListAsync(cancellationToken))
        {
            var newest = await db.Set<PublishedVersionRow>().Where(p => p.HandoffId == id && p.Target == target.Target).MaxAsync(p => (int?)p.Version, cancellationToken);
            outputs.Add(("publications", $"{target.Target}: {(newest is null ? "not complete yet" : $"version {newest} is out")}, {target.Items} items{(target.Open > 0 ? $", {target.Open} in doubt" : "")}"));
        }

        var work = await db.Set<WorkRow>().AsNoTracking().SingleOrDefaultAsync(w => w.HandoffId == id, cancellationToken);
        var attempts = await db.Set<AttemptRow>().AsNoTracking().Where(a => a.HandoffId == id).OrderByDescending(a => a.Id).Take(100).ToListAsync(cancellationToken);
        attempts.Reverse();
        return new Standing(id, deal.DealId, deal.Name, deal.State.ToString(), deal.Epoch, outputs, Waits(work), attempts);
    }

    private static string? Waits(WorkRow? work) => work switch
    {
        null => null,
        { Parked: true } => $"for a person: {work.Stage} failed {work.Attempts} times; {work.Reason}",
        { NextAt: { } next } => $"until {At(next)} to try {work.Stage} again; {work.Reason}",
        { Reason: { } reason } => $"{work.Stage}: {reason}",
        _ when work.Wanted > work.Served => "for a worker, which comes within seconds where a node with jobs runs",
        _ => null,
    };

    private static string At(DateTimeOffset at) => at.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) + "Z";
}

/// <summary>Where a handoff stands.</summary>
public sealed record Standing(
    string HandoffId, string DealId, string DealName, string State, int Epoch,
    IReadOnlyList<(string Stage, string Output)> Outputs, string? Waits, IReadOnlyList<AttemptRow> Attempts);
