using System.ComponentModel.DataAnnotations;
using HandoffBridge.Settings;
using NodaTime;

namespace HandoffBridge.Stages.Notices;

/// <summary>When people work.</summary>
[Settings("Clock")]
public sealed class ClockOptions : IValidatableObject
{
    /// <summary>Working days.</summary>
    [Meaning("Days people work, as a list.")]
    public IReadOnlyList<DayOfWeek> WorkingDays { get; set; } = [DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday];

    /// <summary>Opening.</summary>
    [Meaning("When a working day begins, in the person's own time.")]
    public TimeSpan Opens { get; set; } = TimeSpan.FromHours(9);

    /// <summary>Closing.</summary>
    [Meaning("When a working day ends, in the person's own time; 1.00:00:00 is midnight.")]
    public TimeSpan Closes { get; set; } = TimeSpan.FromHours(17);

    /// <summary>Holidays.</summary>
    [Meaning("Days nobody works, as a list such as 2026-12-25.")]
    public IReadOnlyList<DateOnly> Holidays { get; set; } = [];

    /// <summary>Time zone.</summary>
    [Meaning("Time zone (IANA name) of people whose own is not known, such as Europe/Berlin.")]
    public string TimeZone { get; set; } = "Etc/UTC";

    /// <summary>Zones.</summary>
    [Meaning("Time zone of people by address, as {\"ada@example.com\": \"America/Chicago\"}.")]
    public IReadOnlyDictionary<string, string> Zones { get; set; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (WorkingDays.Count == 0) yield return new("is empty; name at least one day.", [nameof(WorkingDays)]);
        if (Opens < TimeSpan.Zero || Closes > TimeSpan.FromDays(1) || Opens >= Closes) yield return new("must be after Clock:Opens, and both within one day.", [nameof(Closes)]);
        if (DateTimeZoneProviders.Tzdb.GetZoneOrNull(TimeZone) is null) yield return new($"is \"{TimeZone}\", which is no IANA time zone; write one such as Europe/Berlin.", [nameof(TimeZone)]);
        foreach (var (person, zone) in Zones)
        {
            if (DateTimeZoneProviders.Tzdb.GetZoneOrNull(zone) is null) yield return new($"gives \"{person}\" the zone \"{zone}\", which is no IANA time zone; write one such as Europe/Berlin.", [nameof(Zones)]);
        }
    }
}
