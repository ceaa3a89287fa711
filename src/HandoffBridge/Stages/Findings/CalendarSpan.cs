using System.Globalization;

namespace HandoffBridge.Stages.Findings;

/// <summary>The first and last day of a calendar time as the signal guide writes it.</summary>
public static class CalendarSpan
{
    /// <summary>First day; null where the text is no calendar time.</summary>
    public static DateOnly? FirstDay(string? due) => Read(due)?.First;

    /// <summary>Last day; null where the text is no calendar time.</summary>
    public static DateOnly? LastDay(string? due) => Read(due)?.Last;

    /// <summary>True where one lies within the other, so that both can speak of the same time.</summary>
    public static bool Agree(string a, string b)
    {
        var (x, y) = (Read(a), Read(b));
        return x is null || y is null || (x.Value.First <= y.Value.Last && y.Value.First <= x.Value.Last);
    }

    private static (DateOnly First, DateOnly Last)? Read(string? due)
    {
        if (due is null) return null;
        if (DateOnly.TryParseExact(due, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)) return (day, day);
        if (due.Length < 4 || !int.TryParse(due.AsSpan(0, 4), NumberStyles.None, CultureInfo.InvariantCulture, out var year) || year is < 1900 or > 9000) return null;
        return due.Length switch
        {
            4 => Months(year, 1, 12),
            7 when due[5] == 'Q' && due[6] is >= '1' and <= '4' => Months(year, ((due[6] - '1') * 3) + 1, 3),
            7 when due[5] == 'H' && due[6] is '1' or '2' => Months(year, due[6] == '1' ? 1 : 7, 6),
            7 when int.TryParse(due.AsSpan(5), NumberStyles.None, CultureInfo.InvariantCulture, out var month) && month is >= 1 and <= 12 => Months(year, month, 1),
            _ => null,
        };
    }

    private static (DateOnly, DateOnly) Months(int year, int first, int count)
    {
        var start = new DateOnly(year, first, 1);
        return (start, start.AddMonths(count).AddDays(-1));
    }
}
