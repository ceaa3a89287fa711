using System.Globalization;
using HandoffBridge.Web;

namespace HandoffBridge.Stages.Reviews;

/// <summary>Numbers of the review as people read them.</summary>
public static class Shown
{
    /// <summary>October 2026, Q4 2026.</summary>
    public static string Period(UiTexts t, ReviewPeriod period)
    {
        ArgumentNullException.ThrowIfNull(t);
        ArgumentNullException.ThrowIfNull(period);
        return period.Months == 1 ? period.From.ToString("MMMM yyyy", CultureInfo.GetCultureInfo(t.Code)) : t.Say("review.quarter", period.Name[6], period.Name[..4]);
    }

    /// <summary>A short name for an axis: Oct, or Q4 26.</summary>
    public static string Axis(UiTexts t, string period)
    {
        ArgumentNullException.ThrowIfNull(t);
        var p = ReviewPeriod.Read(period)!;
        return p.Months == 3 ? $"{p.Name[5..]} {p.Name[2..4]}" : p.From.Month == 1 ? p.Name[..4] : p.From.ToString("MMM", CultureInfo.GetCultureInfo(t.Code));
    }

    /// <summary>The value with its unit; a dash where nothing can be measured.</summary>
    public static string Value(UiTexts t, decimal? value, string unit)
    {
        ArgumentNullException.ThrowIfNull(t);
        if (value is not { } v) return "–";
        var culture = CultureInfo.GetCultureInfo(t.Code);
        return unit switch
        {
            "share" => string.Format(culture, "{0:0.#} %", v * 100),
            "hours" => v < 1 ? t.Say("review.minutes", Math.Round(v * 60, 0)) : v < 48 ? t.Say("review.hours", v.ToString("0.#", culture)) : t.Say("review.days", (v / 24).ToString("0.#", culture)),
            _ => v.ToString("#,0.##", culture),
        };
    }

    /// <summary>What it is made of: "12 of 40", "n = 40".</summary>
    public static string Detail(UiTexts t, ReviewValue n)
    {
        ArgumentNullException.ThrowIfNull(t);
        ArgumentNullException.ThrowIfNull(n);
        var made = n.Of == 0 && n.Unit != "deals" ? t["review.none-yet"]
            : n.Key == "structures" ? t.Say("review.n", n.Of)
            : n.Unit == "share" ? t.Say(n.Key is "kept" or "renegotiated" or "broken" ? "review.of-commitments" : "review.of-deals", n.Count, n.Of)
            : n.Unit == "deals" ? "" : t.Say("review.n", n.Of);
        var target = n.Target is { } goal ? t.Say(n.Met == false ? "review.target-missed" : n.Met == true ? "review.target-met" : "review.target", Value(t, goal, n.Unit)) : "";
        return string.Join(" · ", new[] { made, target }.Where(s => s.Length > 0));
    }

    /// <summary>Amounts, each currency by itself.</summary>
    public static string Money(UiTexts t, IReadOnlyList<ReviewMoney> money)
    {
        ArgumentNullException.ThrowIfNull(t);
        return string.Join(" · ", money.Select(m => string.Format(CultureInfo.GetCultureInfo(t.Code), "{0} {1:#,0}", m.Currency.Length == 0 ? t["review.no-currency"] : m.Currency, m.Amount)));
    }
}
