using HandoffBridge.Languages;

namespace HandoffBridge.Stages.Briefs.Drawings;

/// <summary>Promise ↔ signed at a glance: how many commitments the paper covers, how many it does not.</summary>
internal static class ScopeBar
{
    private static readonly string[] Statuses = ["scoped", "unscoped", "contradicts"];

    public static string? Draw(IReadOnlyList<BriefItem> commitments, Language language)
    {
        if (commitments.Count == 0) return null;
        var parts = Statuses
            .Select(s => (Name: s, Count: commitments.Count(c => (c.Scope?.Status ?? "unscoped") == s)))
            .Where(p => p.Count > 0)
            .ToList();
        var text = string.Join(", ", parts.Select(p => $"{p.Count} {language.Word("scope", p.Name)}"));
        var svg = new Svg("scope", 400, 32, language.Say("drawing.scope"), text);
        var x = 0.0;
        foreach (var (name, count) in parts)
        {
            var width = 400.0 * count / commitments.Count;
            svg.Rect("bar bar-" + name, x, 0, Math.Max(2, width - 2), 9, 3);
            x += width;
        }

        x = 0;
        foreach (var (name, count) in parts)
        {
            svg.Rect("bar bar-" + name, x, 19, 9, 9, 2);
            var label = $"{count} {language.Say("drawing.scope." + name)}";
            svg.Text("legend", x + 14, 28, label);
            x += 28 + (label.Length * 6.6);
        }

        return svg.ToString();
    }
}
