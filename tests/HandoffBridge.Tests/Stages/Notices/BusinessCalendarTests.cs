using System.Globalization;
using HandoffBridge.Stages;
using HandoffBridge.Stages.Notices;
using NodaTime;

namespace HandoffBridge.Tests.Stages.Notices;

/// <summary>Working time, in the person's own zone, across clock changes.</summary>
public sealed class BusinessCalendarTests
{
    public static readonly string[] Zones =
        ["Europe/Berlin", "Europe/London", "Europe/Lisbon", "America/New_York", "America/Chicago", "America/Los_Angeles", "America/Santiago", "America/St_Johns", "Australia/Sydney", "Australia/Lord_Howe", "Pacific/Auckland", "Africa/Cairo"];

    private static BusinessCalendar Calendar(Action<ClockOptions>? change = null)
    {
        var options = new ClockOptions { TimeZone = "Europe/Berlin" };
        change?.Invoke(options);
        return new(options);
    }

    [Theory]
    [InlineData("2026-11-02T09:30+01:00", "04:00:00", "2026-11-02T13:30+01:00")]
    [InlineData("2026-11-02T09:00+01:00", "1.00:00:00", "2026-11-02T17:00+01:00")]
    [InlineData("2026-11-02T15:00+01:00", "04:00:00", "2026-11-03T11:00+01:00")]
    [InlineData("2026-11-06T16:00+01:00", "1.00:00:00", "2026-11-09T16:00+01:00")]
    [InlineData("2026-11-07T03:00+01:00", "00:00:00", "2026-11-09T09:00+01:00")]
    [InlineData("2026-12-24T16:00+01:00", "02:00:00", "2026-12-28T10:00+01:00")]
    [InlineData("2028-02-28T16:00+01:00", "1.00:00:00", "2028-02-29T16:00+01:00")]
    [InlineData("2028-02-29T16:30+01:00", "01:00:00", "2028-03-01T09:30+01:00")]
    [InlineData("2026-10-23T16:00+02:00", "02:00:00", "2026-10-26T10:00+01:00")]
    public void Counts_only_working_time(string start, string span, string end)
    {
        var calendar = Calendar(o => o.Holidays = [new(2026, 12, 25)]);
        calendar.Add(DateTimeOffset.Parse(start, CultureInfo.InvariantCulture), TimeSpan.Parse(span, CultureInfo.InvariantCulture), null).ShouldBe(DateTimeOffset.Parse(end, CultureInfo.InvariantCulture));
    }

    [Fact]
    public void Each_person_works_in_their_own_zone()
    {
        var calendar = Calendar(o => o.Zones = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase) { ["ada@seller.example"] = "America/Chicago" });
        var start = DateTimeOffset.Parse("2026-11-02T08:00Z", CultureInfo.InvariantCulture);
        calendar.Add(start, TimeSpan.Zero, "ada@seller.example").ShouldBe(DateTimeOffset.Parse("2026-11-02T15:00Z", CultureInfo.InvariantCulture));
        calendar.Add(start, TimeSpan.Zero, "tom@seller.example").ShouldBe(start);
    }

    [Fact]
    public void Around_every_clock_change_the_steps_keep_their_order_and_their_local_hours()
    {
        var checkedSteps = 0;
        foreach (var (zone, changes) in Zones.Select(z => (z, Changes(z))))
        {
            foreach (var change in changes)
            {
                foreach (var (opens, closes, days) in new[] { (9, 17, Enum.GetValues<DayOfWeek>()[1..6]), (0, 24, Enum.GetValues<DayOfWeek>()) })
                {
                    var calendar = Calendar(o => (o.TimeZone, o.Opens, o.Closes, o.WorkingDays) = (zone, TimeSpan.FromHours(opens), TimeSpan.FromHours(closes), days));
                    for (var minutes = -36 * 60; minutes <= 36 * 60; minutes += 30)
                    {
                        var opened = change.AddMinutes(minutes);
                        var clock = FormClock.Of(opened, null, new HandoffOptions(), calendar);
                        DateTimeOffset[] steps = [.. clock.Asks, clock.Due, clock.Overdue];
                        steps[0].ShouldBeGreaterThanOrEqualTo(opened);
                        for (var i = 1; i < steps.Length; i++) steps[i].ShouldBeGreaterThan(steps[i - 1]);
                        foreach (var step in steps)
                        {
                            var local = Instant.FromDateTimeOffset(step).InZone(DateTimeZoneProviders.Tzdb[zone]);
                            if (opens == 9) (local.TimeOfDay >= new LocalTime(9, 0) && local.TimeOfDay <= new LocalTime(17, 0)).ShouldBeTrue($"{zone} {step:O}");
                            checkedSteps++;
                        }
                    }
                }
            }
        }

        checkedSteps.ShouldBeGreaterThan(12 * 2 * 2 * 145 * 4);
    }

    /// <summary>The next two clock changes of a zone.</summary>
    public static IReadOnlyList<DateTimeOffset> Changes(string zone)
    {
        var tz = DateTimeZoneProviders.Tzdb[zone];
        var first = tz.GetZoneInterval(Instant.FromUtc(2026, 12, 1, 0, 0)).End;
        return [first.ToDateTimeOffset(), tz.GetZoneInterval(first).End.ToDateTimeOffset()];
    }
}
