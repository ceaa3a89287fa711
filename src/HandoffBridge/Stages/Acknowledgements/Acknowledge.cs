using HandoffBridge.Data;
using HandoffBridge.Jobs;
using HandoffBridge.Stages.Briefs;
using HandoffBridge.Stages.Notices;
using Microsoft.EntityFrameworkCore;

namespace HandoffBridge.Stages.Acknowledgements;

/// <summary>Accepts a version, or returns it with a reason that the review counts.</summary>
public sealed class Acknowledge(IDbContextFactory<BridgeDb> contexts, TimeProvider time)
{
    /// <summary>Why a version is returned.</summary>
    public static IReadOnlyList<string> Reasons { get; } = ["missing-need", "unclear-promise", "wrong-contact", "wrong-scope", "other"];

    /// <summary>Stores the decision.</summary>
    /// <param name="handoffId">The handoff.</param>
    /// <param name="said">What the reader says.</param>
    /// <param name="by">Who reads.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>Key of the text that says what is missing; null where it is stored.</returns>
    public async Task<string?> RunAsync(string handoffId, AcknowledgementSaid said, string by, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(said);
        await using var db = contexts.CreateDbContext();
        if (await db.Set<AcknowledgementRow>().AnyAsync(a => a.RequestId == said.RequestId, cancellationToken)) return null;
        if (said.RequestId.Length is < 8 or > 80) return "form.bad-request";
        var newest = await db.Set<BriefRow>().Where(b => b.HandoffId == handoffId).MaxAsync(b => (int?)b.Version, cancellationToken);
        // Nobody accepts what they have not seen: a version that came in meanwhile is shown first.
        if (said.Version != newest) return "ack.newer";
        if (said.Decision == "returned" && !Reasons.Contains(said.Reason ?? "", StringComparer.Ordinal)) return "ack.choose-reason";
        if (said is { Decision: "returned", Reason: "other" } && string.IsNullOrWhiteSpace(said.Words)) return "ack.say-what";
        if ((said.Words?.Length ?? 0) > 2000) return "ack.too-long";
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        db.Add(new AcknowledgementRow
        {
            HandoffId = handoffId,
            Version = said.Version,
            Decision = said.Decision == "returned" ? "returned" : "accepted",
            Reason = said.Decision == "returned" ? said.Reason : null,
            ItemId = string.IsNullOrEmpty(said.ItemId) ? null : said.ItemId,
            Words = string.IsNullOrWhiteSpace(said.Words) ? null : said.Words.Trim(),
            By = by,
            At = time.GetUtcNow(),
            RequestId = said.RequestId,
        });
        try
        {
            await db.SaveChangesAsync(cancellationToken);
            if (said.Decision == "returned") await TellAsync(db, handoffId, said.RequestId, cancellationToken);
            // The review counts again.
            await Work.WantAsync(db, handoffId, time.GetUtcNow(), cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }
        catch (DbUpdateException e) when (db.Engine.IsDuplicate(e))
        {
            // The same tap arrived twice at once: it is stored.
        }

        return null;
    }

    private async Task TellAsync(BridgeDb db, string handoffId, string slot, CancellationToken cancellationToken)
    {
        var card = await db.Set<BriefCardRow>().AsNoTracking().SingleAsync(c => c.HandoffId == handoffId, cancellationToken);
        await IntendNotices.AddAsync(db, handoffId, NoticeKinds.Returned, slot, card.DelegateEmail ?? card.OwnerEmail, time.GetUtcNow(), cancellationToken);
    }
}

/// <summary>What a reader says of a version.</summary>
/// <param name="Version">The version the page showed.</param>
/// <param name="Decision">accepted or returned.</param>
/// <param name="RequestId">Made once for each tap.</param>
public sealed record AcknowledgementSaid(int Version, string Decision, string RequestId)
{
    /// <summary>Returned: one of <see cref="Acknowledge.Reasons"/>.</summary>
    public string? Reason { get; init; }
    /// <summary>The item it is about.</summary>
    public string? ItemId { get; init; }
    /// <summary>Words.</summary>
    public string? Words { get; init; }
}
