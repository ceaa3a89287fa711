using HandoffBridge.Languages;

namespace HandoffBridge.Stages.Briefs.Drawings;

/// <summary>Days on a line, with month marks that never crowd.</summary>
internal sealed class TimeAxis
{
    private readonly DateOnly first;
    private readonly double left;
    private readonly double perDay;
    private readonly DateOnly last;

    public TimeAxis(IEnumerable<DateOnly> days, double left, double right)
    {
        var all = days.ToList();
        var (min, max) = (all.Min(), all.Max());
        var pad = Math.Max(4, (max.DayNumber - min.DayNumber) / 25);
        first = min.DayNumber > pad ? min.AddDays(-pad) : min;
        last = max.AddDays(pad);
        this.left = left;
        perDay = (right - left) / Math.Max(1, last.DayNumber - first.DayNumber);
    }

    public double X(DateOnly day) => left + ((day.DayNumber - first.DayNumber) * perDay);

    public void Months(Svg svg, double y, Language language)
    {
        var months = ((last.Year - first.Year) * 12) + last.Month - first.Month;
        var step = months switch { <= 5 => 1, <= 10 => 2, <= 15 => 3, <= 30 => 6, <= 72 => 12, _ => 60 };
        var names = language.Say("format.months").Split(' ');
        for (var month = new DateOnly(first.Year, 1, 1); month <= last; month = month.AddMonths(step))
        {
            if (month < first) continue;
            var x = X(month);
            svg.Line("axis-mark", x, y - 3, x, y + 3);
            var label = month.Month == 1 || step >= 12 ? $"{month.Year}" : names[month.Month - 1];
            if (x < X(last) - 12) svg.Text("axis-label", x, y + 15, label, "middle");
        }
    }
}
