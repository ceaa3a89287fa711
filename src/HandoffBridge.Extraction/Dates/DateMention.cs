namespace HandoffBridge.Extraction.Dates;

/// <summary>How a time was written.</summary>
public enum DateForm
{
    /// <summary>A day: 30 June, 30.06.2026, end of June.</summary>
    Day,
    /// <summary>A month, named or "next month".</summary>
    Month,
    /// <summary>A quarter or half.</summary>
    Period,
    /// <summary>A year.</summary>
    Year,
    /// <summary>A weekday: by Friday.</summary>
    Weekday,
    /// <summary>A distance from the document's date: in 6 weeks, tomorrow.</summary>
    Offset,
    /// <summary>A day of an unnamed month: by the 15th.</summary>
    BareDay,
}

/// <summary>One time found in a text.</summary>
/// <param name="Start">UTF-16 offset of the first character of the expression itself, without its preposition.</param>
/// <param name="End">UTF-16 offset after the last.</param>
/// <param name="Form">How it was written.</param>
/// <param name="Time">What it resolves to from the document's date.</param>
/// <param name="Flags">Deadline, past, negated and the like.</param>
[System.Runtime.InteropServices.StructLayout(System.Runtime.InteropServices.LayoutKind.Auto)]
public readonly record struct DateSpan(int Start, int End, DateForm Form, CalendarTime Time, DateTraits Flags);

/// <summary>What a text says about time; made for features, so cheap to compute.</summary>
[Flags]
public enum DateTraits
{
    /// <summary>No time at all.</summary>
    None = 0,
    /// <summary>A day, month, quarter, half or year is named.</summary>
    Date = 1,
    /// <summary>A time follows "by", "before", "until", "no later than" or the like.</summary>
    Deadline = 2,
    /// <summary>A time follows "from", "starting", "as of".</summary>
    Begin = 4,
    /// <summary>A time is given by its distance: in six weeks, next month, tomorrow.</summary>
    Relative = 8,
    /// <summary>A weekday is named.</summary>
    Weekday = 16,
    /// <summary>A time that is over, or was when something was said: "told me in February", "since 2019".</summary>
    Past = 32,
    /// <summary>A time that is denied or recurs: "not September", "every Friday".</summary>
    Discounted = 64,
    /// <summary>The end of a period.</summary>
    PeriodEnd = 128,
    /// <summary>A quarter or half.</summary>
    Quarter = 256,
    /// <summary>A year was written.</summary>
    YearGiven = 512,
    /// <summary>A season or feast, which gives no calendar time.</summary>
    Season = 1024,
    /// <summary>A duration that is no point in time: for three weeks, 30 days.</summary>
    Duration = 2048,
    /// <summary>The far end of a range or the starting point of a move from one time to another.</summary>
    Secondary = 4096,
}

/// <summary>A time while the grammar works on it, with the tokens it covers.</summary>
internal struct DateMention
{
    public int First;
    public int Last;
    public DateForm Form;
    public CalendarTime Time;
    public bool YearGiven;
    public bool PeriodEnd;
    public DateTraits Flags;
    public sbyte Weight;
}
