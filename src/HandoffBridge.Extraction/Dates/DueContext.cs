using HandoffBridge.Extraction.Signals;

namespace HandoffBridge.Extraction.Dates;

/// <summary>What a calendar expression is resolved against.</summary>
/// <param name="At">The document's date; its own local date counts, not UTC.</param>
/// <param name="Country">ISO 3166 alpha-2 of the customer; null where unknown. It decides how 3/4/2026 is read when nothing else does.</param>
public sealed record DueContext(DateTimeOffset At, string? Country = null)
{
    /// <summary>What a deal's documents say of dates; the document's date and the kind are added for each quote.</summary>
    /// <param name="country">The customer's country.</param>
    /// <param name="texts">Visible texts of the deal's documents.</param>
    public static DueContext Of(string? country, IReadOnlyList<string> texts) =>
        new(default, country) { DayFirst = DayMonthOrder.Evidence(texts), Fiscal = FiscalCalendar.Find(texts) };

    /// <summary>Evidence elsewhere in the deal that numeric dates put the day first (true) or the month first (false); null where there is none.</summary>
    public bool? DayFirst { get; init; }

    /// <summary>The fiscal calendar the documents define; null means calendar quarters.</summary>
    public FiscalCalendar? Fiscal { get; init; }

    /// <summary>The kind of signal the quote proves; null where not decided yet. It breaks ties between several times in one quote.</summary>
    public SignalKind? Kind { get; init; }

    /// <summary>The document's local date.</summary>
    public DateOnly Today => DateOnly.FromDateTime(At.DateTime);

    /// <summary>Whether 3/4/2026 is 3 April: evidence first, then the country's habit, then day first.</summary>
    /// <remarks>Month-first countries by Unicode CLDR's short date patterns (M/d/yy): US, PH, and the US territories; Canada's English business mail mixes, and dev deals from there write 3/31.</remarks>
    public bool ReadsDayFirst => DayFirst ?? Country?.ToUpperInvariant() is not ("US" or "PH" or "CA" or "PR" or "GU" or "VI" or "AS" or "UM");
}
