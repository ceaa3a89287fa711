using System.Globalization;
using System.Text.Json;
using HandoffBridge.Connectors.Crm;
using HandoffBridge.Connectors.Onboarding;
using HandoffBridge.Data;
using HandoffBridge.Extraction.Deals;
using HandoffBridge.Jobs;
using HandoffBridge.Stages.Deals;
using HandoffBridge.Stages.Dossiers;
using HandoffBridge.Stages.Findings;
using HandoffBridge.Stages.Forms;
using HandoffBridge.Stages.Signals;
using Microsoft.EntityFrameworkCore;

namespace HandoffBridge.Stages.Briefs;

/// <summary>Writes the next version whenever the findings, the form or the deal's state say something new, and the card for lists.</summary>
public sealed class WriteBriefs(IDbContextFactory<BridgeDb> contexts, WriteBrief write, TimeProvider time) : IStage
{
    /// <inheritdoc/>
    public string Name => "briefs";

    /// <inheritdoc/>
    public async Task<StageResult> RunAsync(string handoffId, Lease lease, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(lease);
        await using var db = contexts.CreateDbContext();
        var findingRow = await db.Set<FindingSetRow>().AsNoTracking().Where(f => f.HandoffId == handoffId).OrderByDescending(f => f.Number).FirstOrDefaultAsync(cancellationToken);
        if (findingRow is null) return StageResult.Waiting("The findings are not there yet.");
        var dealRow = await db.Set<DealRow>().AsNoTracking().SingleAsync(d => d.HandoffId == handoffId, cancellationToken);
        var form = await db.Set<FormRow>().AsNoTracking().SingleOrDefaultAsync(f => f.HandoffId == handoffId, cancellationToken);
        var entries = await db.Set<FormEntryRow>().AsNoTracking().Where(e => e.HandoffId == handoffId).OrderBy(e => e.Id).ToListAsync(cancellationToken);
        var status = StatusOf(dealRow, form);
        // Taps on an open form make no versions: what was said so far goes out when the form does.
        // A form that was opened anew keeps what was handed in before. What delivery asked is answered at once.
        var handedIn = status is "unconfirmed" ? entries.FindLastIndex(e => e.Action is "submit" or "override") + 1 : entries.Count;
        List<FormEntryRow> counted = [.. entries.Take(handedIn), .. entries.Skip(handedIn).Where(FormState.AnswersDelivery)];
        var hash = ContentHash.Of(findingRow.InputHash, findingRow.Number.ToString(CultureInfo.InvariantCulture), status, dealRow.Epoch.ToString(CultureInfo.InvariantCulture),
            counted.LastOrDefault()?.Id.ToString(CultureInfo.InvariantCulture));
        var last = await db.Set<BriefRow>().AsNoTracking().Where(b => b.HandoffId == handoffId).OrderByDescending(b => b.Version).FirstOrDefaultAsync(cancellationToken);
        if (last?.InputHash == hash) return StageResult.UpToDate;
        var dossier = await db.Set<DossierRow>().AsNoTracking().SingleAsync(d => d.HandoffId == handoffId && d.Number == findingRow.DossierNumber, cancellationToken);
        var engine = await db.Set<SignalSetRow>().Where(s => s.HandoffId == handoffId && s.DossierNumber == findingRow.DossierNumber).Select(s => s.Engine).SingleOrDefaultAsync(cancellationToken);
        var brief = write.Write(new BriefInput
        {
            Deal = JsonSerializer.Deserialize(dossier.Json, DealFileJson.Default.DealFile)!,
            Findings = JsonSerializer.Deserialize(findingRow.Json, FindingJson.Default.FindingSet)!,
            Version = (last?.Version ?? 0) + 1,
            CreatedAt = time.GetUtcNow(),
            Status = status,
            Decisions = FormState.Decisions(counted),
            Answers = FormState.Answers(counted),
            Previous = last is null ? null : JsonSerializer.Deserialize(last.Json, BriefJson.Default.Brief),
            Engine = engine,
            Hashes = await db.Set<DossierDocumentRow>().Where(d => d.HandoffId == handoffId && d.Number == findingRow.DossierNumber).ToDictionaryAsync(d => d.DocumentId, d => d.Sha256, StringComparer.Ordinal, cancellationToken),
        });
        // A rebuilt version that says nothing else is no version: readers are told of changes, not of work.
        if (last is not null && last.Status == status && brief.Changes.Count == 0)
        {
            await db.Set<BriefRow>().Where(b => b.HandoffId == handoffId && b.Version == last.Version).ExecuteUpdateAsync(s => s.SetProperty(b => b.InputHash, hash), cancellationToken);
            return StageResult.UpToDate;
        }

        await lease.CheckAsync(cancellationToken);
        await StoreAsync(db, brief, findingRow.Number, hash, cancellationToken);
        return StageResult.Written;
    }

    /// <inheritdoc/>
    public async Task ForgetAsync(string handoffId, CancellationToken cancellationToken)
    {
        await using var db = contexts.CreateDbContext();
        await db.Set<BriefRow>().Where(b => b.HandoffId == handoffId).ExecuteUpdateAsync(s => s.SetProperty(b => b.InputHash, "forgotten"), cancellationToken);
    }

    private static string StatusOf(DealRow deal, FormRow? form) =>
        deal.State != CrmDealState.Won ? "retracted"
        // A form of an earlier win says nothing of this one.
        : form is null || form.Epoch < deal.Epoch ? "unconfirmed"
        : form.SubmittedAt is not null ? "confirmed"
        : form.OverdueAt is not null ? "overdue"
        : "unconfirmed";

    private static async Task StoreAsync(BridgeDb db, Brief brief, int findingNumber, string hash, CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        db.Add(new BriefRow
        {
            HandoffId = brief.HandoffId,
            Version = brief.Version,
            Status = brief.Status,
            FindingNumber = findingNumber,
            InputHash = hash,
            Json = JsonSerializer.Serialize(brief, BriefJson.Default.Brief),
            WrittenAt = brief.CreatedAt,
        });
        var card = await db.Set<BriefCardRow>().SingleOrDefaultAsync(c => c.HandoffId == brief.HandoffId, cancellationToken);
        if (card is null) db.Add(card = new BriefCardRow { HandoffId = brief.HandoffId });
        BriefCard.Fill(card, brief);
        await db.SaveChangesAsync(cancellationToken);
        await db.Engine.IndexAsync(db, brief.HandoffId, BriefCard.SearchText(brief), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }
}
