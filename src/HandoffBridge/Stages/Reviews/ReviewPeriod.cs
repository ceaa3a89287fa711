using System.Globalization;
using System.Text.RegularExpressions;

namespace HandoffBridge.Stages.Reviews;

/// <summary>A month or a quarter of close, in the time zone of the review.</summary>
/// <param name="Name">2026-10 or 2026-Q4.</param>
/// <param name="From">First day.</param>
/// <param name="Months">1 or 3.</param>
public sealed partial record ReviewPeriod(string Name, DateOnly From, int Months)
{
    /// <summary>Last day.</summary>
    public DateOnly Until => From.AddMonths(Months).AddDays(-1);

    /// <summary>month or quarter: the name of the query's parameter too.</summary>
    public string Kind => Months == 1 ? "month" : "quarter";

    /// <summary>The query that names it.</summary>
    public string Query => $"{Kind}={Name}";

    /// <summary>The period so many periods later; negative: earlier.</summary>
    public ReviewPeriod Plus(int periods) => Of(From.AddMonths(periods * Months), Months);

    /// <summary>The month a day lies in.</summary>
    public static ReviewPeriod Month(DateOnly day) => Of(day, 1);

    /// <summary>The quarter a day lies in.</summary>
    public static ReviewPeriod Quarter(DateOnly day) => Of(day, 3);

    /// <summary>Reads 2026-10 or 2026-Q4; null where it is neither.</summary>
    public static ReviewPeriod? Read(string? name)
    {
        if (name is null || !Shape().IsMatch(name)) return null;
        var year = int.Parse(name.AsSpan(0, 4), CultureInfo.InvariantCulture);
        return name[5] == 'Q' ? Of(new(year, ((name[6] - '1') * 3) + 1, 1), 3) : Of(new(year, int.Parse(name.AsSpan(5), CultureInfo.InvariantCulture), 1), 1);
    }

    /// <summary>The day a moment falls on in a zone.</summary>
    public static DateOnly Day(DateTimeOffset at, TimeZoneInfo zone) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, zone).DateTime);

    private static ReviewPeriod Of(DateOnly day, int months)
    {
        var month = months == 3 ? ((day.Month - 1) / 3 * 3) + 1 : day.Month;
        var from = new DateOnly(day.Year, month, 1);
        return new(months == 3 ? FormattableString.Invariant($"{day.Year:0000}-Q{(month + 2) / 3}") : FormattableString.Invariant($"{day.Year:0000}-{month:00}"), from, months);
    }

    [GeneratedRegex("^(19|20|21)[0-9]{2}-(0[1-9]|1[0-2]|Q[1-4])$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 100)]
    private static partial Regex Shape();
}
