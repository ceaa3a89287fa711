namespace HandoffBridge.Stages.Notices;

/// <summary>When the AE is asked and reminded, when the manager hears of it, and when the brief goes on without the form.</summary>
/// <param name="Asks">Moments of the first notice and the reminders, in order.</param>
/// <param name="Due">When the form is due: the manager is told.</param>
/// <param name="Overdue">When the brief goes on.</param>
public sealed record FormClock(IReadOnlyList<DateTimeOffset> Asks, DateTimeOffset Due, DateTimeOffset Overdue)
{
    /// <summary>Sets the clock of a form opened at some moment.</summary>
    public static FormClock Of(DateTimeOffset opened, string? person, HandoffOptions handoff, BusinessCalendar calendar)
    {
        ArgumentNullException.ThrowIfNull(handoff);
        ArgumentNullException.ThrowIfNull(calendar);
        // A reminder after the due time would remind of what has been escalated.
        return new(
            [.. handoff.Reminders.Where(r => r > TimeSpan.Zero && r < handoff.FormDue).Order().Prepend(TimeSpan.Zero).Distinct().Select(r => calendar.Add(opened, r, person))],
            calendar.Add(opened, handoff.FormDue, person),
            calendar.Add(calendar.Add(opened, handoff.FormDue, person), handoff.OverdueAfter, person));
    }

    /// <summary>Number of the newest ask that is due; -1 before the first.</summary>
    public int AskDue(DateTimeOffset now)
    {
        var last = -1;
        while (last + 1 < Asks.Count && Asks[last + 1] <= now) last++;
        return last;
    }
}
