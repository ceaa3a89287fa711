using NodaTime;
using NodaTime.TimeZones;

namespace HandoffBridge.Stages.Notices;

/// <summary>Working time of a person: from opening to closing on working days, in their own time zone.</summary>
/// <remarks>Working hours are turned into instants day by day, so that a clock change makes a day longer or shorter and nothing happens twice or never.</remarks>
public sealed class BusinessCalendar
{
    /// <summary>Longest search: ten years without a working day is a mistake in the settings.</summary>
    private const int MaxDays = 3660;

    private readonly ClockOptions _options;
    private readonly HashSet<DateOnly> _holidays;

    /// <summary>Takes the settings.</summary>
    public BusinessCalendar(ClockOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        (_options, _holidays) = (options, [.. options.Holidays]);
    }

    /// <summary>The moment after so much working time; with none, the first working moment from the start on.</summary>
    /// <param name="start">From when.</param>
    /// <param name="span">Working time; one day is one working day.</param>
    /// <param name="person">Whose time; null: the default zone.</param>
    public DateTimeOffset Add(DateTimeOffset start, TimeSpan span, string? person)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(span, TimeSpan.Zero);
        var zone = ZoneOf(person);
        var at = Instant.FromDateTimeOffset(start);
        var left = Duration.FromTimeSpan(((_options.Closes - _options.Opens) * span.Days) + (span - TimeSpan.FromDays(span.Days)));
        var day = at.InZone(zone).Date;
        for (var i = 0; i < MaxDays; i++, day = day.PlusDays(1))
        {
            if (!Works(day)) continue;
            var (opens, closes) = (Moment(day, _options.Opens, zone), Moment(day, _options.Closes, zone));
            if (at >= closes) continue;
            var from = at > opens ? at : opens;
            if (left <= closes - from) return (from + left).ToDateTimeOffset();
            left -= closes - from;
        }

        throw new InvalidOperationException("There is no working day in ten years.");
    }

    /// <summary>Working time between two moments; none where the second comes first.</summary>
    public TimeSpan Between(DateTimeOffset start, DateTimeOffset end, string? person)
    {
        var zone = ZoneOf(person);
        var (from, until) = (Instant.FromDateTimeOffset(start), Instant.FromDateTimeOffset(end));
        var (sum, last) = (Duration.Zero, until.InZone(zone).Date);
        for (var day = from.InZone(zone).Date; day <= last; day = day.PlusDays(1))
        {
            if (!Works(day)) continue;
            var (opens, closes) = (Instant.Max(from, Moment(day, _options.Opens, zone)), Instant.Min(until, Moment(day, _options.Closes, zone)));
            if (opens < closes) sum += closes - opens;
        }

        return sum.ToTimeSpan();
    }

    /// <summary>The person's time zone.</summary>
    public DateTimeZone ZoneOf(string? person) =>
        DateTimeZoneProviders.Tzdb[person is not null && _options.Zones.TryGetValue(person, out var own) ? own : _options.TimeZone];

    private bool Works(LocalDate day) =>
        _options.WorkingDays.Contains((DayOfWeek)((int)day.DayOfWeek % 7)) && !_holidays.Contains(day.ToDateOnly());

    // A time that a clock change skips is the moment it would have come; one that comes twice is the first.
    private static Instant Moment(LocalDate day, TimeSpan time, DateTimeZone zone) =>
        time == TimeSpan.FromDays(1) ? zone.AtStartOfDay(day.PlusDays(1)).ToInstant() : day.At(LocalTime.FromTicksSinceMidnight(time.Ticks)).InZone(zone, Resolvers.LenientResolver).ToInstant();
}
