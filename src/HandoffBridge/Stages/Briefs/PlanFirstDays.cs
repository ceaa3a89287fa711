using HandoffBridge.Languages;
using HandoffBridge.Stages.Findings;

namespace HandoffBridge.Stages.Briefs;

/// <summary>
/// The first thirty days: what the kickoff must settle, in the order in which it hurts, each point tied to the
/// items it comes from. Nothing restricted, and no question the trail answers.
/// </summary>
internal sealed class PlanFirstDays(Language language)
{
    public IReadOnlyList<BriefAgendaPoint> Plan(Brief brief) => [.. Points(brief)];

    private IEnumerable<BriefAgendaPoint> Points(Brief brief)
    {
        var items = brief.Items.Where(i => i is { Restricted: false, State: not "dismissed" }).ToList();
        var owner = brief.Deal.OwnerName;
        var loose = items.Where(i => i is { Kind: "commitment", Scope.Status: not "scoped", Disposition: null }).ToList();
        if (loose.Count > 0) yield return Point(language.Count("agenda.unscoped", loose.Count), owner, null, loose);

        var needs = items.Where(i => i.Kind == "need").ToList();
        var measures = needs.Where(n => ReadVoice.IsSuccessMeasure(n.Text)).ToList();
        if (measures.Count > 0) yield return Point(language.Say("agenda.measures"), null, null, measures.Take(3));
        else if (needs.Count > 0) yield return Point(language.Say("agenda.noMeasure"), null, null, needs.Take(3));

        var signed = DateOnly.FromDateTime(brief.Deal.WonAt.DateTime);
        var dates = items.Where(i => i.Kind == "urgency" && CalendarSpan.LastDay(i.Due) >= signed).OrderBy(i => CalendarSpan.LastDay(i.Due)).ToList();
        if (dates.Count > 0) yield return Point(language.Say("agenda.plan"), null, dates[0].Due, dates.Take(3));

        var owed = items.Where(i => i.Kind == "customer_commitment").ToList();
        var next = owed.Where(i => i.Due is not null).MinBy(i => CalendarSpan.LastDay(i.Due));
        if (owed.Count > 0) yield return Point(language.Count("agenda.owed", owed.Count), null, next?.Due, owed);

        var roadmap = items.Where(i => i.Kind == "roadmap" && i.Roadmap is { ProductSays: not "shipped" }).ToList();
        if (roadmap.Count > 0) yield return Point(language.Count("agenda.roadmap", roadmap.Count), roadmap.Select(r => r.Roadmap!.Owner).OfType<string>().FirstOrDefault() ?? owner, null, roadmap);

        var open = needs.Where(n => brief.Signed.All(s => !s.ServesNeeds.Contains(n.Id, StringComparer.Ordinal))).ToList();
        if (open.Count > 0 && brief.Signed.Count > 0) yield return Point(language.Count("agenda.unnamed", open.Count), null, null, open);

        foreach (var question in brief.Voice?.Questions.Where(q => q.Items.Count == 0) ?? [])
            yield return Point(language.Say($"agenda.ask.{question.Question}"), null, null, []);
        if (brief.Journey is { WentQuiet.Count: > 0 }) yield return Point(language.Say("agenda.quiet"), owner, null, []);
    }

    private static BriefAgendaPoint Point(string text, string? owner, string? due, IEnumerable<BriefItem> items) =>
        new(text, owner, due, [.. items.Select(i => i.Id)]);
}
