using HandoffBridge.Languages;
using HandoffBridge.Stages.Findings;

namespace HandoffBridge.Stages.Briefs;

/// <summary>The comparisons as templates see them: need and signed, promise and signed, roadmap talk and register, terms and standard.</summary>
internal sealed class ComparisonsModel(Brief brief, IReadOnlyList<BriefItem> shown, Language language, ItemModel items)
{
    public Row Signed()
    {
        var needs = Kind("need");
        var lines = brief.Signed.Select(s => new Row
        {
            ["product"] = Displayed.Clean(s.Product),
            ["description"] = Displayed.Clean(s.Description, 200),
            ["quantity"] = s.Quantity is { } q ? language.Number(q) : language.Say("paper"),
            ["needs"] = s.ServesNeeds.Select(id => needs.FirstOrDefault(n => n.Id == id)).OfType<BriefItem>().Select(n => items.Short(n)).ToList(),
        }).ToList();
        var open = needs.Where(n => brief.Signed.All(s => !s.ServesNeeds.Contains(n.Id, StringComparer.Ordinal))).ToList();
        return new()
        {
            ["lines"] = lines,
            ["named"] = open.Count < needs.Count,
            ["noNames"] = needs.Count > 0 && brief.Signed.Count > 0 && open.Count == needs.Count,
            ["open"] = brief.Signed.Count == 0 || open.Count == needs.Count ? null : open.Select(n => items.Short(n)).ToList(),
            ["measures"] = items.Of(needs.Where(n => ReadVoice.IsSuccessMeasure(n.Text))),
            ["notSold"] = brief.NotSold.Select(items.Proof).ToList(),
        };
    }

    public Row Commitments()
    {
        var all = Kind("commitment");
        var contradicting = all.Where(c => c.Scope?.Status == "contradicts").ToList();
        var loose = all.Where(c => c.Scope?.Status is not ("scoped" or "contradicts")).ToList();
        var kept = all.Where(c => c.Scope?.Status == "scoped").ToList();
        return new()
        {
            ["any"] = all.Count > 0,
            ["undecided"] = all.Any(c => c.Scope?.Status != "scoped" && c.Disposition is null) ? language.Say("disposition.open") : null,
            ["contradicting"] = items.Of(contradicting),
            ["loose"] = items.Of(loose),
            ["covered"] = items.Of(kept),
        };
    }

    // One heading a feature with all that was heard of it; the gap is that of the earliest expectation.
    public Row Roadmap()
    {
        var all = Kind("roadmap");
        var unknown = all.Where(i => i.Roadmap?.ProductSays is null).ToList();
        return new()
        {
            ["any"] = all.Count > 0,
            ["features"] = all.Except(unknown).GroupBy(i => i.Roadmap!.Feature, StringComparer.Ordinal).Select(g => new Row
            {
                ["name"] = Displayed.Clean(g.Key),
                ["gap"] = Displayed.Clean(g.OrderBy(i => CalendarSpan.LastDay(i.Due) ?? DateOnly.MaxValue).First().Roadmap!.Gap),
                ["heard"] = items.Of(g),
            }).ToList(),
            ["unknown"] = items.Of(unknown),
            ["unknownLine"] = unknown.Count > 0 ? Displayed.Clean(unknown[0].Roadmap?.Gap) : null,
        };
    }

    public Row Terms()
    {
        var rows = brief.Terms.Select(t => new Row
        {
            ["name"] = language.Word("term", t.Name), ["standard"] = t.Standard, ["actual"] = t.Actual, ["within"] = t.Within,
            ["verdict"] = language.Say(t.Within ? "term.within" : "term.off"),
        }).ToList();
        var granted = items.Of(Kind("deal_term"));
        return new() { ["any"] = rows.Count + granted.Count > 0, ["rows"] = rows, ["granted"] = granted, ["off"] = brief.Terms.Count == 0 ? null : language.Count("term.distance", brief.Terms.Count(t => !t.Within), brief.Terms.Count) };
    }

    private List<BriefItem> Kind(string kind) => [.. shown.Where(i => i.Kind == kind)];
}
