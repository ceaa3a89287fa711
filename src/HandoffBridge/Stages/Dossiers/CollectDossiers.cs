using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using HandoffBridge.Connectors.Crm;
using HandoffBridge.Data;
using HandoffBridge.Extraction.Deals;
using HandoffBridge.Jobs;
using HandoffBridge.Stages.Deals;
using Microsoft.EntityFrameworkCore;

namespace HandoffBridge.Stages.Dossiers;

/// <summary>Reads the paper trail of every won deal whose newest snapshot is older than the deal: many deals in one question.</summary>
public sealed partial class CollectDossiers(IDbContextFactory<BridgeDb> contexts, ICrm crm, Leases leases, TimeProvider time, ILogger<CollectDossiers> logger)
{
    /// <summary>Deals asked for at once.</summary>
    public const int BatchSize = 200;

    /// <summary>Waits after failures, from the first to the last; then the last again.</summary>
    private static readonly TimeSpan[] Waits = [TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30), TimeSpan.FromHours(2)];

    /// <summary>Collects one batch.</summary>
    /// <returns>Handoffs with a new snapshot; null where another node collects.</returns>
    public async Task<IReadOnlyList<string>?> RunAsync(CancellationToken cancellationToken)
    {
        await using var lease = await leases.TakeAsync("collect", cancellationToken);
        if (lease is null) return null;
        await using var db = contexts.CreateDbContext();
        var now = time.GetUtcNow();
        var due = await db.Set<DealRow>().AsNoTracking()
            .Where(d => d.State == CrmDealState.Won && d.Source == crm.Name)
            .Where(d => !db.Set<DossierRow>().Any(s => s.HandoffId == d.HandoffId && s.CrmVersion == d.Version))
            .Where(d => !db.Set<DossierFailureRow>().Any(f => f.HandoffId == d.HandoffId && f.CrmVersion == d.Version && f.NextAt > now))
            .OrderBy(d => d.ChangedAt).Take(BatchSize).ToListAsync(cancellationToken);
        if (due.Count == 0) return [];
        var dossiers = await crm.CollectAsync([.. due.Select(d => new CrmDealKey(d.Organisation, d.DealId))], cancellationToken);
        await lease.CheckAsync(cancellationToken);
        var rows = due.ToDictionary(d => d.HandoffId, StringComparer.Ordinal);
        var collected = new List<string>();
        foreach (var dossier in dossiers)
        {
            if (!rows.Remove(DealRow.IdOf(dossier.Key), out var row)) continue;
            if (dossier.Deal is null) await NoteFailureAsync(row, Sentence(dossier), dossier.Findings, cancellationToken);
            else if (await StoreAsync(row, dossier, dossier.Deal, cancellationToken)) collected.Add(row.HandoffId);
        }

        foreach (var row in rows.Values) await NoteFailureAsync(row, "The CRM did not answer for this deal.", [], cancellationToken);
        return collected;
    }

    private async Task<bool> StoreAsync(DealRow row, CrmDossier dossier, DealFile deal, CancellationToken cancellationToken)
    {
        await using var db = contexts.CreateDbContext();
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var json = JsonSerializer.Serialize(deal with { Signals = null }, DealFileJson.Default.DealFile);
        var sha = Hash(json);
        var last = await db.Set<DossierRow>().Where(d => d.HandoffId == row.HandoffId).OrderByDescending(d => d.Number)
            .Select(d => new { d.Number, d.Sha256 }).FirstOrDefaultAsync(cancellationToken);
        await db.Set<DossierFailureRow>().Where(f => f.HandoffId == row.HandoffId).ExecuteDeleteAsync(cancellationToken);
        if (last?.Sha256 == sha)
        {
            // Nothing a reader could see changed: the snapshot stands for the newer version too.
            var version = row.Version;
            await db.Set<DossierRow>().Where(d => d.HandoffId == row.HandoffId && d.Number == last.Number)
                .ExecuteUpdateAsync(s => s.SetProperty(d => d.CrmVersion, version), cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            return false;
        }

        var number = (last?.Number ?? 0) + 1;
        db.Add(new DossierRow
        {
            HandoffId = row.HandoffId,
            Number = number,
            CrmVersion = row.Version,
            Sha256 = sha,
            Json = json,
            Unread = string.Join('\n', dossier.Unread),
            CollectedAt = time.GetUtcNow(),
        });
        foreach (var document in deal.Documents)
            db.Add(new DossierDocumentRow { HandoffId = row.HandoffId, Number = number, DocumentId = document.Id, Sha256 = Hash(document.Text) });
        await db.SaveChangesAsync(cancellationToken);
        await Work.WantAsync(db, row.HandoffId, time.GetUtcNow(), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        Log.Collected(logger, row.HandoffId, number, deal.Documents.Count);
        return true;
    }

    private async Task NoteFailureAsync(DealRow row, string reason, IReadOnlyList<CrmFinding> findings, CancellationToken cancellationToken)
    {
        await using var db = contexts.CreateDbContext();
        var failure = await db.Set<DossierFailureRow>().SingleOrDefaultAsync(f => f.HandoffId == row.HandoffId, cancellationToken);
        if (failure is null) db.Add(failure = new DossierFailureRow { HandoffId = row.HandoffId, CrmVersion = row.Version, Reason = reason });
        if (failure.CrmVersion != row.Version) failure.Attempts = 0;
        failure.CrmVersion = row.Version;
        failure.Reason = reason;
        failure.NextAt = time.GetUtcNow() + Waits[Math.Min(failure.Attempts, Waits.Length - 1)];
        failure.Attempts++;
        foreach (var place in findings.Select(f => f.Place).Distinct(StringComparer.Ordinal))
            await db.Set<SourceFindingRow>().Where(f => f.Source == crm.Name && f.Place == place).ExecuteDeleteAsync(cancellationToken);
        foreach (var f in findings)
            db.Add(new SourceFindingRow { Source = crm.Name, Place = f.Place, Field = f.Field, Message = f.Message, Line = f.Line, Column = f.Column, At = time.GetUtcNow() });
        await db.SaveChangesAsync(cancellationToken);
    }

    private static string Sentence(CrmDossier dossier) =>
        dossier.Findings.Count > 0 ? $"{dossier.Findings[0].Field}: {dossier.Findings[0].Message}" : "The deal is gone from the CRM.";

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "Handoff {HandoffId}: snapshot {Number} with {Documents} documents")]
        public static partial void Collected(ILogger logger, string handoffId, int number, int documents);
    }
}
