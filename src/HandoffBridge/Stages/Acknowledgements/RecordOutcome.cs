using System.Globalization;
using System.Text.Json;
using HandoffBridge.Data;
using HandoffBridge.Jobs;
using HandoffBridge.Stages.Briefs;
using Microsoft.EntityFrameworkCore;

namespace HandoffBridge.Stages.Acknowledgements;

/// <summary>Records what became of a commitment: the cost shows in the quarter and on the team it was made in.</summary>
public sealed class RecordOutcome(IDbContextFactory<BridgeDb> contexts, TimeProvider time)
{
    /// <summary>What a commitment may have become.</summary>
    public static IReadOnlyList<string> Outcomes { get; } = ["kept", "renegotiated", "broken"];

    /// <summary>Stores the outcome; an empty one takes it back.</summary>
    /// <param name="handoffId">The handoff.</param>
    /// <param name="itemId">The commitment.</param>
    /// <param name="outcome">kept, renegotiated, broken; empty: not known after all.</param>
    /// <param name="on">Day it was so (yyyy-MM-dd); empty: today.</param>
    /// <param name="by">Who says so.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>Key of the text that says what is missing; null where it is stored.</returns>
    public async Task<string?> RunAsync(string handoffId, string itemId, string? outcome, string? on, string by, CancellationToken cancellationToken)
    {
        await using var db = contexts.CreateDbContext();
        if (string.IsNullOrEmpty(outcome))
        {
            await db.Set<CommitmentOutcomeRow>().Where(o => o.HandoffId == handoffId && o.ItemId == itemId).ExecuteDeleteAsync(cancellationToken);
            await Work.WantAsync(db, handoffId, time.GetUtcNow(), cancellationToken);
            return null;
        }

        if (!Outcomes.Contains(outcome, StringComparer.Ordinal)) return "outcome.choose";
        var now = time.GetUtcNow();
        var day = DateOnly.FromDateTime(now.UtcDateTime);
        if (!string.IsNullOrWhiteSpace(on) && !DateOnly.TryParseExact(on, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day)) return "outcome.day";
        if (day > DateOnly.FromDateTime(now.UtcDateTime)) return "outcome.future";
        if (!await IsCommitmentAsync(db, handoffId, itemId, cancellationToken)) return "form.gone";
        var at = new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
        if (await db.Set<CommitmentOutcomeRow>().SingleOrDefaultAsync(o => o.HandoffId == handoffId && o.ItemId == itemId, cancellationToken) is { } row) (row.Outcome, row.At, row.By) = (outcome, at, by);
        else db.Add(new CommitmentOutcomeRow { HandoffId = handoffId, ItemId = itemId, Outcome = outcome, At = at, By = by });
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException e) when (db.Engine.IsDuplicate(e))
        {
            // Somebody recorded it at the same moment: the last word counts.
            await db.Set<CommitmentOutcomeRow>().Where(o => o.HandoffId == handoffId && o.ItemId == itemId)
                .ExecuteUpdateAsync(s => s.SetProperty(o => o.Outcome, outcome).SetProperty(o => o.At, at).SetProperty(o => o.By, by), cancellationToken);
        }

        // The review counts again.
        await Work.WantAsync(db, handoffId, now, cancellationToken);
        return null;
    }

    // Any version: a commitment that a later reading words differently was still made.
    private static async Task<bool> IsCommitmentAsync(BridgeDb db, string handoffId, string itemId, CancellationToken cancellationToken)
    {
        await foreach (var json in db.Set<BriefRow>().AsNoTracking().Where(b => b.HandoffId == handoffId).OrderByDescending(b => b.Version).Select(b => b.Json).AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            if (JsonSerializer.Deserialize(json, BriefJson.Default.Brief)!.Items.Any(i => i.Id == itemId && i.Kind == "commitment")) return true;
        }

        return false;
    }
}
