using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace HandoffBridge.Extraction.Tests.Dates;

/// <summary>
/// One case of Microsoft Recognizers-Text, Specs/DateTime/English (MIT), as far as the signal guide's <c>due</c> can express it.
/// The rule of selection: one result only; a date or a date range whose calendar form is a day, month, quarter or year; its future
/// reading, on or after the reference date; a closed range (an open one, "after 2015", bounds a search, not a deed); no task mode,
/// which turns periods into days; no feast ("Christmas"), no season, no week ("week of X" is its Monday there, X here), no vague "the day", no clock time beside it, no fiscal year:
/// the guide gives those no <c>due</c> or another one. A range of days gives its first day, "end of" a period its last day.
/// </summary>
internal sealed partial record RecognizersCase(string Id, string Text, DateTimeOffset At, string Due)
{
    /// <summary>The case of a line; null where <c>due</c> cannot express it.</summary>
    public static RecognizersCase? Of(string line)
    {
        using var json = JsonDocument.Parse(line);
        var root = json.RootElement;
        if (root.GetProperty("ref").ValueKind != JsonValueKind.String) return null;
        var at = DateTimeOffset.Parse(root.GetProperty("ref").GetString()!, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
        var results = root.GetProperty("results");
        if (results.GetArrayLength() != 1) return null;
        var result = results[0];
        if (result.GetProperty("type").GetString() is not ("datetimeV2.date" or "datetimeV2.daterange")) return null;
        var span = result.GetProperty("text").GetString()!;
        if (!Calendar().IsMatch(span) || Foreign().IsMatch(span) || root.GetProperty("id").GetString()!.Contains("Tasks", StringComparison.Ordinal)) return null;
        var today = DateOnly.FromDateTime(at.DateTime);
        string? due = null;
        foreach (var value in result.GetProperty("values").EnumerateArray())
        {
            due ??= DueOf(value, span, today);
        }

        return due is null ? null : new RecognizersCase(root.GetProperty("id").GetString()!, root.GetProperty("text").GetString()!, at, due);
    }

    private static string? DueOf(JsonElement value, string span, DateOnly today)
    {
        var timex = value.GetProperty("timex").GetString() ?? "";
        if (Field(value, "value") is { } day && DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
        {
            if (MonthTimex().IsMatch(timex)) return date >= new DateOnly(today.Year, today.Month, 1) ? day[..7] : null;
            return date >= today ? day : null;
        }

        if (Field(value, "start") is null || Field(value, "end") is null) return null;
        if (!DateOnly.TryParseExact(Field(value, "start"), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var start)) return null;
        var period = PeriodOf(timex, start);
        if (period is null) return null;
        var last = LastDay(period);
        if (last < today) return null;
        if (span.Contains("end of", StringComparison.Ordinal)) return last.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        return period;
    }

    private static string? PeriodOf(string timex, DateOnly start)
    {
        if (DayTimex().IsMatch(timex)) return timex.StartsWith("XXXX", StringComparison.Ordinal) ? Day(start) : timex;
        if (MonthTimex().IsMatch(timex)) return start.ToString("yyyy-MM", CultureInfo.InvariantCulture);
        if (YearTimex().IsMatch(timex)) return timex;
        if (timex.EndsWith(",P3M)", StringComparison.Ordinal) && start is { Day: 1, Month: 1 or 4 or 7 or 10 }) return $"{start.Year}-Q{(start.Month + 2) / 3}";
        if (timex.EndsWith(",P1M)", StringComparison.Ordinal) && start.Day == 1) return start.ToString("yyyy-MM", CultureInfo.InvariantCulture);
        return timex.EndsWith("D)", StringComparison.Ordinal) && !timex.Contains("BD)", StringComparison.Ordinal) ? Day(start) : null;
    }

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static DateOnly LastDay(string period)
    {
        if (period.Length == 4) return new DateOnly(int.Parse(period, CultureInfo.InvariantCulture), 12, 31);
        if (period.Length == 10) return DateOnly.ParseExact(period, "yyyy-MM-dd", CultureInfo.InvariantCulture);
        var year = int.Parse(period[..4], CultureInfo.InvariantCulture);
        var month = period[5] == 'Q' ? (period[6] - '0') * 3 : int.Parse(period[5..], CultureInfo.InvariantCulture);
        return new DateOnly(year, month, DateTime.DaysInMonth(year, month));
    }

    private static string? Field(JsonElement value, string name) => value.TryGetProperty(name, out var field) ? field.GetString() : null;

    [GeneratedRegex(@"\d|jan|feb|mar|apr|may|june?|july?|aug|sep|oct|nov|dec|day\b|mon|tue|wed|thu|fri|sat|sun|week|month|quarter|year|tomorrow|tmr", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Calendar();

    [GeneratedRegex(@"christmas|easter|thanksgiving|halloween|patrick|earth day|new year|labou?r day|independence|jubilee|juneteenth|valentine|fools|father|mother|memorial|martin|luther|mlk|columbus|president|veteran|boxing|eve\b|ramadan|spring|summer|autumn|fall\b|winter|fiscal|fy|school|weekend|century|decade|pancake|black friday|cyber|groundhog|guy fawkes|inauguration|canberra|anzac|women|girl|teacher|youth|children|single|arbor|cinco|bastille|loving|mayday|may day|workers|week of|w/c|week (?:beginning|starting|commencing)|^(?:for |of )?the (?:day|month|year)$|epiphany|trinity|ascension|pentecost|palm|ash|good friday|maundy|whit|corpus|all saints|all souls|halloween|reformation", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Foreign();

    [GeneratedRegex(@"^(\d{4}|XXXX)-\d\d-\d\d$", RegexOptions.CultureInvariant)]
    private static partial Regex DayTimex();

    [GeneratedRegex(@"^(\d{4}|XXXX)-\d\d$", RegexOptions.CultureInvariant)]
    private static partial Regex MonthTimex();

    [GeneratedRegex(@"^\d{4}$", RegexOptions.CultureInvariant)]
    private static partial Regex YearTimex();
}
