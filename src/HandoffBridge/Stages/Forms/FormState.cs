using HandoffBridge.Stages.Briefs;

namespace HandoffBridge.Stages.Forms;

/// <summary>The form as it stands: every entry in order, an undo taking back the last one on its item.</summary>
public static class FormState
{
    /// <summary>Entries that stand, oldest first.</summary>
    public static IReadOnlyList<FormEntryRow> Standing(IEnumerable<FormEntryRow> entries)
    {
        ArgumentNullException.ThrowIfNull(entries);
        var standing = new List<FormEntryRow>();
        foreach (var entry in entries.OrderBy(e => e.Id))
        {
            if (entry.Action == "undo")
            {
                var last = standing.FindLastIndex(e => e.ItemId == entry.ItemId);
                if (last >= 0) standing.RemoveAt(last);
            }
            else
            {
                standing.Add(entry);
            }
        }

        return standing;
    }

    /// <summary>What was decided on items.</summary>
    public static IReadOnlyList<ItemDecision> Decisions(IEnumerable<FormEntryRow> entries) =>
        [.. Standing(entries).Where(e => e.Action is "confirm" or "correct" or "dismiss" or "add" or "dispose").Select(e => new ItemDecision(e.ItemId, e.Action)
        {
            Text = e.Text,
            Reason = e.Reason,
            Kind = e.Kind,
            Due = e.Due,
            Restricted = e.Kind == "politics",
            Disposition = e.Decision,
            Owner = e.Owner,
            Note = e.Action == "dispose" ? e.Text : null,
        })];

    /// <summary>Answers to open questions.</summary>
    public static IReadOnlyList<QuestionAnswer> Answers(IEnumerable<FormEntryRow> entries) =>
        [.. Standing(entries).Where(e => e is { Action: "answer", Text: not null, Kind: null }).Select(e => new QuestionAnswer(e.ItemId, e.Text!, e.By) { Asked = e.Reason })];

    /// <summary>Whether an entry answers what delivery asked: it goes out at once, whatever the form is at.</summary>
    public static bool AnswersDelivery(FormEntryRow entry) => entry is { Action: "answer", Reason: not null, Kind: null };
}
