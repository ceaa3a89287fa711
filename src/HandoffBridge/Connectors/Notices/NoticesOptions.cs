using System.ComponentModel.DataAnnotations;
using HandoffBridge.Settings;

namespace HandoffBridge.Connectors.Notices;

/// <summary>Notices.</summary>
[Settings("Notices")]
public sealed class NoticesOptions : IValidatableObject
{
    /// <summary>Bundling.</summary>
    [Meaning("Nobody gets more than one mail in this time; what comes meanwhile is bundled into the next.")]
    public TimeSpan BundleFor { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>Templates.</summary>
    [Meaning("Directory of the notice templates; a file there wins over the copy in the program.")]
    public string Templates { get; set; } = "templates/notices";

    /// <summary>Languages.</summary>
    [Meaning("Language of mails by address, as {\"ada@example.com\": \"de\"}; others get Web:Language.")]
    public IReadOnlyDictionary<string, string> Languages { get; set; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Slack.</summary>
    [Meaning("Incoming webhook of a Slack channel that hears of late and unassigned handoffs; empty: none.", Secret = true)]
    public string SlackUrl { get; set; } = "";

    /// <summary>Teams.</summary>
    [Meaning("Incoming webhook (workflow) of a Teams channel that hears of late and unassigned handoffs; empty: none.", Secret = true)]
    public string TeamsUrl { get; set; } = "";

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        foreach (var (name, url) in new[] { (nameof(SlackUrl), SlackUrl), (nameof(TeamsUrl), TeamsUrl) })
        {
            if (url.Length > 0 && !(Uri.TryCreate(url, UriKind.Absolute, out var uri) && (uri.Scheme == "https" || (uri.Scheme == "http" && uri.IsLoopback)))) yield return new("is not an address; write the webhook's address with https://.", [name]);
        }

        if (BundleFor < TimeSpan.Zero) yield return new("is negative; write 00:15:00 for a quarter of an hour.", [nameof(BundleFor)]);
    }
}
