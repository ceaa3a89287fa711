using System.ComponentModel.DataAnnotations;
using HandoffBridge.Settings;

namespace HandoffBridge.Stages.Reviews;

/// <summary>The operating review.</summary>
[Settings("Review")]
public sealed class ReviewsOptions : IValidatableObject
{
    /// <summary>Whose months.</summary>
    [Meaning("Time zone whose months and quarters are counted, as an IANA name such as Europe/Berlin.")]
    public string TimeZone { get; set; } = "UTC";

    /// <summary>Currency of the total.</summary>
    [Meaning("Currency the review adds up in where Review:Rates knows every currency of a number; empty: never adds up across currencies.")]
    public string Currency { get; set; } = "";

    /// <summary>Rates.</summary>
    [Meaning("What one unit of a currency is worth in Review:Currency, such as { \"USD\": 0.92 }.")]
    public IReadOnlyDictionary<string, decimal> Rates { get; set; } = new Dictionary<string, decimal>(StringComparer.Ordinal);

    /// <summary>Teams.</summary>
    [Meaning("Team of each account executive by address, such as { \"dana@seller.example\": \"North\" }.")]
    public IReadOnlyDictionary<string, string> Teams { get; set; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Who is mailed.</summary>
    [Meaning("Addresses the review of the last month is mailed to, as a list; empty: nobody.")]
    public IReadOnlyList<string> MailTo { get; set; } = [];

    /// <summary>When it is mailed.</summary>
    [Meaning("Day of the month on which the review of the month before is mailed, 1 to 28.")]
    [Range(1, 28, ErrorMessage = "is not a day every month has; write 1 to 28.")]
    public int MailDay { get; set; } = 3;

    /// <summary>The zone.</summary>
    public TimeZoneInfo Zone => TimeZoneInfo.FindSystemTimeZoneById(TimeZone);

    /// <summary>The team of an account executive; null where none is named.</summary>
    public string? TeamOf(string? email) => email is null ? null : Teams.FirstOrDefault(t => string.Equals(t.Key, email, StringComparison.OrdinalIgnoreCase)).Value;

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(TimeZone, out _))
            yield return new($"is \"{TimeZone}\", which is no time zone; write an IANA name such as Europe/Berlin or America/New_York.", [nameof(TimeZone)]);
        if (Rates.Values.Any(r => r <= 0)) yield return new("holds a rate that is not above 0; write what one unit is worth in Review:Currency.", [nameof(Rates)]);
    }
}
