using HandoffBridge.Languages;
using HandoffBridge.Stages.Roadmap;

namespace HandoffBridge.Stages.Findings;

/// <summary>Roadmap talk ↔ roadmap register: what the customer heard beside what product says.</summary>
internal static class CompareRoadmap
{
    public static Finding Compare(Finding item, RoadmapRegister register, Language language)
    {
        var feature = Match(item, register);
        if (feature is null)
        {
            var key = register.Features.Count == 0 ? "gap.noRegister" : "gap.unknown";
            return item with { Roadmap = new(Shorten(item.Text), null, null, null, null, language.Say(key)) };
        }

        return item with { Roadmap = new(feature.Name, feature.Status, feature.Target, feature.Owner, feature.AsOf, Gap(item.Due, feature, language)) };
    }

    private static RoadmapFeature? Match(Finding item, RoadmapRegister register)
    {
        var heard = item.Proofs.Select(p => ContentWords.Of(p.Quote)).ToList();
        return register.Features
            .Select(f => (Feature: f, Score: f.Aliases.Prepend(f.Name).Max(a => heard.Max(words => Score(ContentWords.Of(a), words)))))
            .Where(f => f.Score > 0)
            .OrderByDescending(f => f.Score)
            .ThenBy(f => f.Feature.Name, StringComparer.Ordinal)
            .FirstOrDefault().Feature;
    }

    // All words of a name of up to two words, most of a longer one; a longer name that fits says more.
    private static double Score(HashSet<string> name, HashSet<string> heard)
    {
        if (name.Count == 0) return 0;
        var hits = name.Count(n => heard.Any(h => Near(n, h)));
        return hits == name.Count || (name.Count > 2 && hits >= Math.Ceiling(name.Count * 0.66)) ? hits + ((double)hits / name.Count) : 0;
    }

    // Equal, or one longer word beginning like the other: "swap" and "swapping", "buffer" and "buffering".
    private static bool Near(string a, string b) =>
        a == b || (a.Length >= 4 && b.Length >= 4 && Math.Abs(a.Length - b.Length) <= 4 && (a.StartsWith(b, StringComparison.Ordinal) || b.StartsWith(a, StringComparison.Ordinal)));

    private static string Gap(string? expected, RoadmapFeature feature, Language language)
    {
        var source = language.Say("gap.source", feature.Owner ?? language.Say("gap.nobody"), feature.AsOf is { } day ? language.Date(day) : language.Say("gap.undated"));
        var heard = expected is null ? language.Say("gap.heardUndated") : language.Say("gap.heard", language.Due(expected));
        var status = language.Word("status", feature.Status);
        if (feature.Status == "shipped") return language.Say("gap.shipped", source);
        if (feature.Status is "declined" or "under consideration") return language.Say("gap.notComing", heard, status, source);
        if (feature.Target is null) return language.Say("gap.noTarget", heard, status, source);
        var late = Late(expected, feature.Target);
        return late is null or <= 0
            ? language.Say(late is null ? "gap.target" : "gap.fits", heard, status, language.Due(feature.Target), source)
            : language.Say("gap.late", heard, status, language.Due(feature.Target), source, language.Count("months", late.Value));
    }

    private static int? Late(string? expected, string target) =>
        CalendarSpan.LastDay(expected) is { } wanted && CalendarSpan.LastDay(target) is { } planned
            ? planned <= wanted ? 0 : Math.Max(1, ((planned.Year - wanted.Year) * 12) + planned.Month - wanted.Month)
            : null;

    private static string Shorten(string text) => text.Length <= 80 ? text : text[..(text.LastIndexOf(' ', 78) is > 40 and var cut ? cut : 78)].TrimEnd(',', ';', ' ', '–') + " …";
}
