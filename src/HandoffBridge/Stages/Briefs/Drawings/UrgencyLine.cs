using HandoffBridge.Languages;
using HandoffBridge.Stages.Findings;

namespace HandoffBridge.Stages.Briefs.Drawings;

/// <summary>The customer's dates on one line of time, with signature and today, and below it what each side owes by when.</summary>
internal static class UrgencyLine
{
    private const double Row = 22;
    private static readonly string[] Lanes = ["urgency", "commitment", "customer_commitment"];

    public static string? Draw(Brief brief, IReadOnlyList<BriefItem> shown, DateOnly? today, Language language)
    {
        var dated = shown
            .Where(i => i.Kind is "urgency" or "customer_commitment" or "commitment" && CalendarSpan.FirstDay(i.Due) is not null)
            .OrderBy(i => CalendarSpan.LastDay(i.Due))
            .ToList();
        if (!dated.Exists(i => i.Kind == "urgency")) return null;
        var signed = DateOnly.FromDateTime(brief.Deal.WonAt.DateTime);
        var days = dated.SelectMany(i => new[] { CalendarSpan.FirstDay(i.Due)!.Value, CalendarSpan.LastDay(i.Due)!.Value }).Append(signed);
        var axis = new TimeAxis(today is { } now ? days.Append(now) : days, 76, 392);
        var rows = Lanes.Where(k => dated.Exists(i => i.Kind == k)).ToList();
        var bottom = 24 + (rows.Count * Row);
        var svg = new Svg("urgency", 400, bottom + 20, language.Say("drawing.urgency"), string.Join("; ", dated.Select(i => $"{language.Due(i.Due!)}: {Svg.Short(i.Text, 80)}")));
        var close = today is { } t && Math.Abs(axis.X(t) - axis.X(signed)) < 50;
        Mark(svg, axis, signed, bottom, "mark-signed", language.Say("drawing.signed"), close ? today >= signed ? "end" : "start" : "middle");
        if (today is { } day) Mark(svg, axis, day, bottom, "mark-today", language.Say("drawing.today"), close ? day >= signed ? "start" : "end" : "middle");
        svg.Line("axis", 76, bottom, 396, bottom);
        axis.Months(svg, bottom, language);
        for (var r = 0; r < rows.Count; r++)
        {
            var y = 24 + (r * Row) + 8;
            svg.Text("lane", 0, y + 4, language.Say("drawing.lane." + rows[r]));
            foreach (var item in dated.Where(i => i.Kind == rows[r]))
            {
                var (from, to) = (axis.X(CalendarSpan.FirstDay(item.Due)!.Value), axis.X(CalendarSpan.LastDay(item.Due)!.Value));
                if (to - from > 3) svg.Rect("span span-" + rows[r], from, y - 4, to - from, 8, 4);
                else svg.Diamond("point point-" + rows[r], from, y, 6);
            }
        }

        return svg.ToString();
    }

    private static void Mark(Svg svg, TimeAxis axis, DateOnly day, double bottom, string css, string label, string anchor)
    {
        var x = axis.X(day);
        svg.Line(css, x, 13, x, bottom);
        svg.Text("mark-label", x, 10, label, x > 350 ? "end" : x < 104 ? "start" : anchor);
    }
}
