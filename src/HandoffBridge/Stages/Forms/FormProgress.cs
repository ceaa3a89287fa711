using HandoffBridge.Data;
using HandoffBridge.Stages.Briefs;
using Microsoft.EntityFrameworkCore;

namespace HandoffBridge.Stages.Forms;

/// <summary>How far a form is. Needed: each unscoped commitment's disposition and each open question's answer; all else is confirmed by handing in.</summary>
/// <param name="Done">Steps done.</param>
/// <param name="Total">Steps there are.</param>
/// <param name="Ready">Whether it may be handed in.</param>
/// <param name="Minutes">Minutes left, rounded up: eight seconds for an item, twenty for a disposition, forty for a question.</param>
public sealed record FormProgress(int Done, int Total, bool Ready, int Minutes)
{
    /// <summary>Reads the entries and counts.</summary>
    public static async Task<FormProgress> OfAsync(BridgeDb db, string handoffId, Brief brief, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(db);
        return Of(brief, FormState.Standing(await db.Set<FormEntryRow>().AsNoTracking().Where(e => e.HandoffId == handoffId).ToListAsync(cancellationToken)));
    }

    /// <summary>Counts.</summary>
    public static FormProgress Of(Brief brief, IReadOnlyList<FormEntryRow> standing)
    {
        ArgumentNullException.ThrowIfNull(brief);
        var said = standing.Where(e => e.Action is "confirm" or "correct" or "dismiss").Select(e => e.ItemId).ToHashSet(StringComparer.Ordinal);
        var dismissed = standing.Where(e => e.Action == "dismiss").Select(e => e.ItemId).ToHashSet(StringComparer.Ordinal);
        var disposed = standing.Where(e => e.Action == "dispose").Select(e => e.ItemId).ToHashSet(StringComparer.Ordinal);
        var answered = standing.Where(e => e.Action == "answer").Select(e => e.ItemId).ToHashSet(StringComparer.Ordinal);
        var items = brief.Items.Count(i => i.State == "suggested" || said.Contains(i.Id));
        var itemsDone = brief.Items.Count(i => said.Contains(i.Id));
        var toDispose = brief.Items.Where(NeedsDisposition).Where(i => !dismissed.Contains(i.Id)).ToList();
        var disposeDone = toDispose.Count(i => disposed.Contains(i.Id) || i.Disposition is not null);
        var questions = brief.OpenQuestions.Count;
        var questionsDone = brief.OpenQuestions.Count(q => answered.Contains(q.Id) || q.Answer is not null);
        var seconds = (8 * (items - itemsDone)) + (20 * (toDispose.Count - disposeDone)) + (40 * (questions - questionsDone));
        return new(itemsDone + disposeDone + questionsDone, items + toDispose.Count + questions, disposeDone == toDispose.Count && questionsDone == questions, (seconds + 59) / 60);
    }

    /// <summary>Whether an item asks what is to become of it.</summary>
    public static bool NeedsDisposition(BriefItem item) => item is { Kind: "commitment", State: not "dismissed", Scope.Status: "unscoped" or "contradicts" };
}
