using HandoffBridge.Settings;

namespace HandoffBridge.Stages;

/// <summary>How handoffs run.</summary>
[Settings("Handoff")]
public sealed class HandoffOptions
{
    /// <summary>Whether the first, unconfirmed version goes out at once.</summary>
    [Meaning("true: the first version goes out at once, marked unconfirmed; false: only confirmed or overdue versions.")]
    public bool PublishDrafts { get; set; } = true;

    /// <summary>Business time the AE has for the form.</summary>
    [Meaning("Business time the AE has for the form, as d.hh:mm:ss; one day is one business day.")]
    public TimeSpan FormDue { get; set; } = TimeSpan.FromDays(1);

    /// <summary>When the AE is reminded.</summary>
    [Meaning("Business time after the first notice at which the AE is reminded, as a list.")]
    public IReadOnlyList<TimeSpan> Reminders { get; set; } = [TimeSpan.FromHours(4), TimeSpan.FromHours(7)];

    /// <summary>When the brief goes on.</summary>
    [Meaning("Business time after the form was due at which the brief goes on without it, marked overdue.")]
    public TimeSpan OverdueAfter { get; set; } = TimeSpan.FromHours(4);

    /// <summary>Managers.</summary>
    [Meaning("Address of an AE's manager, who hears of late forms, as {\"ada@example.com\": \"mia@example.com\"}.")]
    public IReadOnlyDictionary<string, string> Managers { get; set; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Address that hears of forms that are late.</summary>
    [Meaning("Address that hears of late forms where the AE's manager is not known; empty: nobody.")]
    public string EscalateTo { get; set; } = "";
}
