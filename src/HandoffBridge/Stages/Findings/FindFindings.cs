using System.Text.Json;
using HandoffBridge.Connectors.Onboarding;
using HandoffBridge.Data;
using HandoffBridge.Extraction.Deals;
using HandoffBridge.Extraction.Signals;
using HandoffBridge.Extraction.Texts;
using HandoffBridge.Jobs;
using HandoffBridge.Stages.Dossiers;
using HandoffBridge.Stages.Signals;
using Microsoft.EntityFrameworkCore;

namespace HandoffBridge.Stages.Findings;

/// <summary>Reconciles the newest signals, and again when the register or the standard deal changed.</summary>
public sealed class FindFindings(IDbContextFactory<BridgeDb> contexts, ReconcileSignals reconcile, IReferences references, TimeProvider time) : IStage
{
    /// <inheritdoc/>
    public string Name => "findings";

    /// <inheritdoc/>
    public async Task<StageResult> RunAsync(string handoffId, Lease lease, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(lease);
        await using var db = contexts.CreateDbContext();
        var signals = await db.Set<SignalSetRow>().AsNoTracking().Where(s => s.HandoffId == handoffId).OrderByDescending(s => s.DossierNumber).FirstOrDefaultAsync(cancellationToken);
        if (signals is null) return StageResult.Waiting("The signals are not extracted yet.");
        var current = await references.CurrentAsync(cancellationToken);
        var hash = ContentHash.Of(signals.Json, signals.Remarks, current.Version);
        var last = await db.Set<FindingSetRow>().AsNoTracking().Where(f => f.HandoffId == handoffId).OrderByDescending(f => f.Number).FirstOrDefaultAsync(cancellationToken);
        if (last?.InputHash == hash && last.DossierNumber == signals.DossierNumber) return StageResult.UpToDate;
        var dossier = await db.Set<DossierRow>().AsNoTracking().SingleAsync(d => d.HandoffId == handoffId && d.Number == signals.DossierNumber, cancellationToken);
        var deal = JsonSerializer.Deserialize(dossier.Json, DealFileJson.Default.DealFile)!;
        var found = JsonSerializer.Deserialize(signals.Json, SignalSetJson.Default.IReadOnlyListSignal)!;
        var remarks = JsonSerializer.Deserialize(signals.Remarks, SignalSetJson.Default.IReadOnlyListExtractionRemark)!;
        var texts = deal.Documents.ToDictionary(d => d.Id, VisibleText.Of, StringComparer.Ordinal);
        var earlier = last is null ? null : JsonSerializer.Deserialize(last.Json, FindingJson.Default.FindingSet);
        var findings = reconcile.Reconcile(handoffId, deal, new ExtractionResult(found, texts, remarks), current.Register, current.Standard, earlier);
        if (dossier.Unread.Length > 0) findings = findings with { Remarks = [.. findings.Remarks, .. dossier.Unread.Split('\n')] };
        await lease.CheckAsync(cancellationToken);
        db.Add(new FindingSetRow
        {
            HandoffId = handoffId,
            Number = (last?.Number ?? 0) + 1,
            DossierNumber = signals.DossierNumber,
            InputHash = hash,
            Json = JsonSerializer.Serialize(findings, FindingJson.Default.FindingSet),
            At = time.GetUtcNow(),
        });
        await db.SaveChangesAsync(cancellationToken);
        return StageResult.Written;
    }

    /// <inheritdoc/>
    public async Task ForgetAsync(string handoffId, CancellationToken cancellationToken)
    {
        // The newest set is kept, so that items keep their ids, but counts as outdated.
        await using var db = contexts.CreateDbContext();
        await db.Set<FindingSetRow>().Where(f => f.HandoffId == handoffId).ExecuteUpdateAsync(s => s.SetProperty(f => f.InputHash, "forgotten"), cancellationToken);
    }
}
