using HandoffBridge.Languages;

namespace HandoffBridge.Stages.Briefs;

/// <summary>What differs from the version before, in sentences. A change of a restricted item says only that there is one.</summary>
internal sealed class CompareVersions(Language language)
{
    public IReadOnlyList<BriefChange> Compare(Brief before, Brief now)
    {
        var changes = new List<BriefChange>();
        if (before.Status != now.Status) changes.Add(new("changed", null, language.Say("change.status", language.Word("state", before.Status), language.Word("state", now.Status))));
        var old = before.Items.ToDictionary(i => i.Id, StringComparer.Ordinal);
        foreach (var item in now.Items)
        {
            if (!old.TryGetValue(item.Id, out var was)) Add(changes, "added", item, language.Say("change.added", Kind(item), Quote(item)));
            else foreach (var sentence in Differences(was, item)) Add(changes, "changed", was.Restricted ? was : item, sentence);
        }

        foreach (var gone in before.Items.Where(i => now.Items.All(n => n.Id != i.Id))) Add(changes, "removed", gone, language.Say("change.removed", Kind(gone), Quote(gone)));
        foreach (var question in now.OpenQuestions)
        {
            var was = before.OpenQuestions.FirstOrDefault(q => q.Id == question.Id);
            if (question.Answer is { } answer && was?.Answer != answer) changes.Add(new("changed", null, language.Say("change.answered", question.Text, answer)));
            else if (was is null) changes.Add(new("added", null, language.Say("change.question", question.Text)));
        }

        changes.AddRange(CompareDeals.Compare(before, now, language));
        return changes;
    }

    private IEnumerable<string> Differences(BriefItem was, BriefItem item)
    {
        if (was.State != item.State)
        {
            yield return item.State switch
            {
                "corrected" => language.Say("change.corrected", Kind(item), Quote(was), Quote(item)),
                "dismissed" => language.Say("change.dismissed", Kind(item), Quote(item), item.DismissedBecause ?? language.Say("change.noReason")),
                _ => language.Say("change.confirmed", Kind(item), Quote(item)),
            };
        }
        else if (was.Text != item.Text)
        {
            yield return language.Say("change.corrected", Kind(item), Quote(was), Quote(item));
        }

        if (was.Due != item.Due) yield return language.Say("change.due", Quote(item), Due(was), Due(item));
        if (was.Scope?.Status != item.Scope?.Status) yield return language.Say("change.scope", Quote(item), language.Word("scope", was.Scope?.Status), language.Word("scope", item.Scope?.Status));
        if (was.Disposition != item.Disposition && item.Disposition is { } d) yield return language.Say("change.disposition", Quote(item), language.Word("disposition", d.Decision), d.Owner ?? language.Say("nobody"));
        if (was.Roadmap?.Gap != item.Roadmap?.Gap && item.Roadmap is { } r) yield return language.Say("change.roadmap", r.Feature, r.Gap);
        if (item.Proofs.Count != was.Proofs.Count && was.Proofs.Count > 0) yield return language.Say("change.proofs", Quote(item), was.Proofs.Count, item.Proofs.Count);
    }

    private void Add(List<BriefChange> changes, string what, BriefItem item, string text) =>
        changes.Add(item.Restricted ? new(what, item.Id, language.Say("change.restricted." + what)) : new(what, item.Id, text));

    private string Kind(BriefItem item) => language.Word("kind", item.Kind);

    private string Due(BriefItem item) => item.Due is { } due ? language.Due(due) : language.Say("undated");

    private static string Quote(BriefItem item) => Summarise.Quote(item);
}
