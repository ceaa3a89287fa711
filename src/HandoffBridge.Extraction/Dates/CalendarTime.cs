using System.Globalization;

namespace HandoffBridge.Extraction.Dates;

/// <summary>How fine a calendar time is, from the finest.</summary>
public enum TimeGrain
{
    /// <summary>A day: 2026-06-30.</summary>
    Day,
    /// <summary>A month: 2026-06.</summary>
    Month,
    /// <summary>A calendar quarter: 2026-Q2.</summary>
    Quarter,
    /// <summary>A calendar half-year: 2026-H1.</summary>
    Half,
    /// <summary>A year: 2026.</summary>
    Year,
}

/// <summary>A calendar time in the spelling of the signal guide's <c>due</c> attribute.</summary>
/// <param name="Grain">How fine it is.</param>
/// <param name="Year">Four digits.</param>
/// <param name="Part">Month (1–12), quarter (1–4) or half (1–2); 1 for a year; the month for a day.</param>
/// <param name="Day">Day of the month; 1 for everything coarser.</param>
[System.Runtime.InteropServices.StructLayout(System.Runtime.InteropServices.LayoutKind.Auto)]
public readonly record struct CalendarTime(TimeGrain Grain, int Year, int Part, int Day)
{
    /// <summary>A day.</summary>
    public static CalendarTime OfDay(DateOnly day) => new(TimeGrain.Day, day.Year, day.Month, day.Day);

    /// <summary>A month.</summary>
    public static CalendarTime OfMonth(int year, int month) => new(TimeGrain.Month, year, month, 1);

    /// <summary>A calendar quarter, 1 to 4.</summary>
    public static CalendarTime OfQuarter(int year, int quarter) => new(TimeGrain.Quarter, year, quarter, 1);

    /// <summary>A calendar half, 1 or 2.</summary>
    public static CalendarTime OfHalf(int year, int half) => new(TimeGrain.Half, year, half, 1);

    /// <summary>A year.</summary>
    public static CalendarTime OfYear(int year) => new(TimeGrain.Year, year, 1, 1);

    /// <summary>The first day it covers.</summary>
    public DateOnly First => new(Year, FirstMonth, Day);

    /// <summary>The last day it covers: 30 June for 2026-Q2.</summary>
    public DateOnly Last
    {
        get
        {
            if (Grain == TimeGrain.Day) return First;
            var month = FirstMonth + Months - 1;
            return new DateOnly(Year, month, DateTime.DaysInMonth(Year, month));
        }
    }

    private int FirstMonth => Grain switch
    {
        TimeGrain.Quarter => (Part * 3) - 2,
        TimeGrain.Half => (Part * 6) - 5,
        _ => Part,
    };

    private int Months => Grain switch
    {
        TimeGrain.Quarter => 3,
        TimeGrain.Half => 6,
        TimeGrain.Year => 12,
        _ => 1,
    };

    /// <summary>The same time in another year; 29 February becomes 28 February where needed.</summary>
    public CalendarTime InYear(int year) =>
        this with { Year = year, Day = Grain == TimeGrain.Day ? Math.Min(Day, DateTime.DaysInMonth(year, Part)) : Day };

    /// <summary>The spelling of <c>due</c>: 2026-06-30, 2026-06, 2026-Q2, 2026-H1 or 2026.</summary>
    public override string ToString() => Grain switch
    {
        TimeGrain.Day => string.Create(CultureInfo.InvariantCulture, $"{Year:D4}-{Part:D2}-{Day:D2}"),
        TimeGrain.Month => string.Create(CultureInfo.InvariantCulture, $"{Year:D4}-{Part:D2}"),
        TimeGrain.Quarter => string.Create(CultureInfo.InvariantCulture, $"{Year:D4}-Q{Part}"),
        TimeGrain.Half => string.Create(CultureInfo.InvariantCulture, $"{Year:D4}-H{Part}"),
        _ => Year.ToString("D4", CultureInfo.InvariantCulture),
    };
}
