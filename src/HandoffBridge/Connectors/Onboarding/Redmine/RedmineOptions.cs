using System.ComponentModel.DataAnnotations;
using HandoffBridge.Settings;

namespace HandoffBridge.Connectors.Onboarding.Redmine;

/// <summary>How the customer's Redmine reads text.</summary>
public enum RedmineFormatting
{
    /// <summary>CommonMark or Markdown: Administration › Settings › General › Text formatting.</summary>
    CommonMark,
    /// <summary>Textile: briefs are put there as preformatted text.</summary>
    Textile,
}

/// <summary>The Redmine target.</summary>
[Settings("Onboarding:Redmine")]
public sealed class RedmineOptions : IValidatableObject
{
    /// <summary>Address of Redmine.</summary>
    [Meaning("Address of Redmine, such as https://projects.example.com.")]
    public string Url { get; set; } = "";

    /// <summary>API key.</summary>
    [Meaning("API access key of a Redmine user that may create projects (My account › API access key).", Secret = true)]
    public string ApiKey { get; set; } = "";

    /// <summary>Parent project.</summary>
    [Meaning("Identifier of the project under which handoffs are made; empty: at the top.")]
    public string ParentProject { get; set; } = "";

    /// <summary>Tracker of work items.</summary>
    [Meaning("Name of the tracker of work items; empty: Redmine's first.")]
    public string Tracker { get; set; } = "";

    /// <summary>Text formatting.</summary>
    [Meaning("CommonMark or Textile, as Administration > Settings > Text formatting says: the REST API does not tell.")]
    public RedmineFormatting Formatting { get; set; } = RedmineFormatting.CommonMark;

    /// <summary>Whether politics may be written there.</summary>
    [Meaning("true: restricted matters (people and politics) are written there too; false: they stay in HandoffBridge.")]
    public bool Trusted { get; set; }

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Url.Length > 0 && (!Uri.TryCreate(Url, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https")))
            yield return new($"is \"{Url}\", which is not an address; write it with https://.", [nameof(Url)]);
    }
}
