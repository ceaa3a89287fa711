using HandoffBridge.Connectors.Notices;

namespace HandoffBridge.Stages.Notices;

/// <summary>Who hears of what is late: the AE's manager, or the address for all; and the channels.</summary>
public sealed class Escalation(HandoffOptions handoff, NoticesOptions notices)
{
    /// <summary>Channels that are configured.</summary>
    public IReadOnlyList<string> Channels { get; } =
        [.. new[] { notices.SlackUrl.Length > 0 ? ChannelSender.Slack : null, notices.TeamsUrl.Length > 0 ? ChannelSender.Teams : null }.OfType<string>()];

    /// <summary>Recipients for an AE's late form.</summary>
    /// <param name="owner">AE's address; null where unknown.</param>
    public IReadOnlyList<string> Of(string? owner)
    {
        var manager = owner is not null && handoff.Managers.TryGetValue(owner, out var own) ? own : handoff.EscalateTo;
        return [.. new[] { manager.Trim().ToLowerInvariant() }.Where(m => m.Length > 0), .. Channels];
    }
}
