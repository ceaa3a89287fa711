using System.Text;
using HandoffBridge.Connectors.Onboarding;
using HandoffBridge.Languages;
using HandoffBridge.Stages.Findings;

namespace HandoffBridge.Stages.Briefs;

/// <summary>What somebody has to do after a brief: unscoped or contradicting commitments, customer obligations, open questions.</summary>
public static class WorkItems
{
    private const int MaxTitle = 200;

    /// <summary>The work items of a version, in the brief's order.</summary>
    /// <param name="brief">The brief.</param>
    /// <param name="includeRestricted">
    /// True for a trusted target. Otherwise a restricted commitment leaves as a title that says nothing, so that the
    /// work is not lost; its words stay in the brief.
    /// </param>
    public static IReadOnlyList<WorkItem> Of(Brief brief, bool includeRestricted)
    {
        ArgumentNullException.ThrowIfNull(brief);
        var language = Language.Of(brief.Language);
        var shown = new ItemModel(language);
        var work = brief.Items
            .Where(i => i.Kind == "customer_commitment" || i is { Kind: "commitment", Scope.Status: not "scoped" })
            .Select(i => i.Restricted && !includeRestricted ? Hidden(i, language) : Item(i, shown, language));
        var questions = brief.OpenQuestions.Select(q => new WorkItem(
            q.Id, "question", Title(language.Say("work.question", q.Text)),
            q.Answer is { } answer ? $"{q.Text}\n\n{language.Say("work.answer", answer, q.AnsweredBy ?? "")}".TrimEnd() : $"{q.Text}\n\n{q.Why}",
            null, brief.Deal.OwnerEmail ?? brief.Deal.OwnerName, q.Answer is not null));
        return [.. work, .. questions];
    }

    private static WorkItem Item(BriefItem item, ItemModel shown, Language language)
    {
        var text = new StringBuilder();
        if (item.State is "corrected" or "added") text.Append(item.Text).Append("\n\n");
        foreach (var proof in item.Proofs.Take(3)) text.Append(language.Say("quoted", Displayed.Clean(proof.Quote))).Append("\n– ").Append(shown.Source(proof)).Append("\n\n");
        if (item.Scope is { Why.Length: > 0 } scope) text.Append(language.Say("work.paper", scope.Why)).Append("\n\n");
        if (item.Disposition is { } d) text.Append(language.Say("work.decided", language.Word("disposition", d.Decision), d.Owner ?? language.Say("nobody"), d.Note ?? "").TrimEnd()).Append("\n\n");
        if (item.Due is { } due) text.Append(language.Say("work.due", language.Due(due)));
        var key = item.Kind == "commitment" ? item.Scope!.Status == "contradicts" ? "work.contradicts" : "work.commitment" : "work.owed";
        return new(item.Id, item.Kind, Title(language.Say(key, item.Text)), text.ToString().TrimEnd(), CalendarSpan.LastDay(item.Due), item.Disposition?.Owner, Withdrawn(item));
    }

    private static WorkItem Hidden(BriefItem item, Language language) =>
        new(item.Id, item.Kind, language.Say("work.hidden." + item.Kind), language.Say("work.hidden.text"), CalendarSpan.LastDay(item.Due), null, Withdrawn(item));

    // A promise that is to be withdrawn is still work: somebody has to tell the customer.
    private static bool Withdrawn(BriefItem item) => item.State == "dismissed";

    private static string Title(string text) => ItemModel.Cut(Displayed.Clean(text), MaxTitle);
}
