using System.Globalization;
using HandoffBridge.Stages.Briefs.Drawings;
using HandoffBridge.Web;
using Microsoft.AspNetCore.Html;

namespace HandoffBridge.Stages.Reviews;

/// <summary>One bar or column: its label and the size of each part.</summary>
public sealed record ChartRow(string Label, IReadOnlyList<int> Parts);

/// <summary>
/// The review's drawings. Parts differ in lightness and stand in one order, so that they can be told apart in grey
/// print; every drawing says in words what it shows, and the page has a table behind it.
/// </summary>
public static class ReviewCharts
{
    /// <summary>A trend of one number: no axis, the value beside it says where it ends.</summary>
    public static HtmlString Spark(UiTexts t, string key, IReadOnlyList<ReviewPoint> points, string unit)
    {
        ArgumentNullException.ThrowIfNull(t);
        ArgumentNullException.ThrowIfNull(points);
        var values = points.Select(p => p.Value).OfType<decimal>().ToList();
        if (values.Count < 2) return HtmlString.Empty;
        var (min, max) = (values.Min(), values.Max());
        var text = string.Join(", ", points.Where(p => p.Value is not null).Select(p => $"{p.Period}: {Shown.Value(t, p.Value, unit)}"));
        var svg = new Svg("spark-" + key, 160, 30, t.Say("review.trend-of", t["number." + key]), text);
        double X(int i) => 4 + (152.0 * i / (points.Count - 1));
        double Y(decimal v) => max == min ? 15 : 26 - (22 * (double)((v - min) / (max - min)));
        var last = -1;
        for (var i = 0; i < points.Count; i++)
        {
            if (points[i].Value is not { } v) continue;
            if (last >= 0) svg.Line("trend", X(last), Y(points[last].Value!.Value), X(i), Y(v));
            last = i;
        }

        svg.Circle("trend-end", X(last), Y(points[last].Value!.Value), 3);
        return new(svg.ToString());
    }

    /// <summary>Stacked columns over time.</summary>
    public static HtmlString Columns(string name, string title, IReadOnlyList<string> parts, IReadOnlyList<ChartRow> rows)
    {
        ArgumentNullException.ThrowIfNull(parts);
        ArgumentNullException.ThrowIfNull(rows);
        var max = Math.Max(1, rows.Max(r => r.Parts.Sum()));
        var svg = new Svg(name, 640, 220, title, Words(parts, rows));
        var step = 620.0 / rows.Count;
        var wide = Math.Min(44, step * 0.66);
        Legend(svg, parts);
        svg.Line("axis", 10, 196, 630, 196);
        for (var i = 0; i < rows.Count; i++)
        {
            var (x, y) = (10 + (step * i) + ((step - wide) / 2), 196.0);
            for (var p = 0; p < parts.Count; p++)
            {
                var high = 150.0 * rows[i].Parts[p] / max;
                if (high <= 0) continue;
                y -= high;
                svg.Rect($"part part-{p + 1}", x, y, wide, high);
            }

            var sum = rows[i].Parts.Sum();
            if (sum > 0) svg.Text("sum", x + (wide / 2), y - 4, sum.ToString(CultureInfo.InvariantCulture), "middle");
            svg.Text("axis-label", x + (wide / 2), 212, rows[i].Label, "middle");
        }

        return new(svg.ToString());
    }

    /// <summary>Stacked bars, the label above each.</summary>
    public static HtmlString Bars(string name, string title, IReadOnlyList<string> parts, IReadOnlyList<ChartRow> rows)
    {
        ArgumentNullException.ThrowIfNull(parts);
        ArgumentNullException.ThrowIfNull(rows);
        if (rows.Count == 0) return HtmlString.Empty;
        var max = Math.Max(1, rows.Max(r => r.Parts.Sum()));
        var top = parts.Count > 1 ? 26 : 4;
        var svg = new Svg(name, 640, top + (rows.Count * 38), title, Words(parts, rows));
        if (parts.Count > 1) Legend(svg, parts);
        for (var i = 0; i < rows.Count; i++)
        {
            var y = top + (i * 38);
            svg.Text("bar-label", 0, y + 13, Svg.Short(rows[i].Label, 95));
            var x = 0.0;
            for (var p = 0; p < parts.Count; p++)
            {
                var wide = 590.0 * rows[i].Parts[p] / max;
                if (wide > 0) svg.Rect($"part part-{p + 1}", x, y + 18, wide, 12);
                x += wide;
            }

            svg.Text("sum", x + 6, y + 28, rows[i].Parts.Sum().ToString(CultureInfo.InvariantCulture));
        }

        return new(svg.ToString());
    }

    private static void Legend(Svg svg, IReadOnlyList<string> parts)
    {
        var x = 0.0;
        for (var p = 0; p < parts.Count; p++)
        {
            svg.Rect($"part part-{p + 1}", x, 3, 11, 11);
            svg.Text("legend", x + 16, 13, parts[p]);
            x += 36 + (parts[p].Length * 6.8);
        }
    }

    private static string Words(IReadOnlyList<string> parts, IReadOnlyList<ChartRow> rows) =>
        string.Join("; ", rows.Select(r => r.Label + ": " + string.Join(", ", r.Parts.Select((v, p) => parts.Count == 1 ? v.ToString(CultureInfo.InvariantCulture) : $"{v} {parts[p]}"))));
}
