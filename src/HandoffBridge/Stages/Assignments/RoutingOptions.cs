using System.ComponentModel.DataAnnotations;
using HandoffBridge.Connectors.Notices;
using HandoffBridge.Settings;

namespace HandoffBridge.Stages.Assignments;

/// <summary>Who takes which customer over.</summary>
[Settings("Routing")]
public sealed class RoutingOptions : IValidatableObject
{
    /// <summary>Rules.</summary>
    [Meaning("Rules in order, the first that fits decides: Name, Country, Region, Industry, Product, Kind, AmountFrom, AmountTo, Currency, To (a CSM's address or a queue).")]
    public IReadOnlyList<RoutingRule> Rules { get; set; } = [];

    /// <summary>Regions.</summary>
    [Meaning("Countries of a region, as {\"DACH\": \"DE, AT, CH\"}.")]
    public IReadOnlyDictionary<string, string> Regions { get; set; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Queues.</summary>
    [Meaning("Addresses of a queue's CSMs, as {\"midmarket\": \"eva@example.com, tom@example.com\"}; whoever has the fewest handoffs gets the next.")]
    public IReadOnlyDictionary<string, string> Queues { get; set; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Escalation.</summary>
    [Meaning("Business time after which a handoff without a CSM is reported.")]
    public TimeSpan UnassignedAfter { get; set; } = TimeSpan.FromHours(1);

    /// <summary>Whom.</summary>
    [Meaning("Address that hears of handoffs without a CSM; empty: Handoff:EscalateTo.")]
    public string EscalateTo { get; set; } = "";

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        for (var i = 0; i < Rules.Count; i++)
        {
            var (rule, place) = (Rules[i], $"rule {i + 1}");
            if (string.IsNullOrWhiteSpace(rule.Name)) yield return new($"has no Name in {place}; name every rule, so that people see which one decided.", [nameof(Rules)]);
            if (rule.Region is { Length: > 0 } region && !Regions.ContainsKey(region)) yield return new($"names the region \"{region}\" in {place}, which Routing:Regions does not have.", [nameof(Rules)]);
            if (!MimeText.IsAddress(rule.To) && !Queues.ContainsKey(rule.To)) yield return new($"leads to \"{rule.To}\" in {place}; write a CSM's address or a queue of Routing:Queues.", [nameof(Rules)]);
            if ((rule.AmountFrom ?? rule.AmountTo) is not null && string.IsNullOrWhiteSpace(rule.Currency)) yield return new($"has an amount without Currency in {place}; amounts are compared in their own currency only.", [nameof(Rules)]);
        }

        foreach (var (queue, members) in Queues)
        {
            if (RoutingRule.List(members) is not { Count: > 0 } list || list.Any(m => !MimeText.IsAddress(m))) yield return new($"has no or wrong addresses for \"{queue}\"; write them separated by commas.", [nameof(Queues)]);
        }
    }
}

/// <summary>One rule: every condition that is set must hold.</summary>
public sealed class RoutingRule
{
    /// <summary>Name people see.</summary>
    public string Name { get; set; } = "";
    /// <summary>Countries, separated by commas.</summary>
    public string? Country { get; set; }
    /// <summary>Region of Routing:Regions.</summary>
    public string? Region { get; set; }
    /// <summary>Words, separated by commas, one of which the industry contains.</summary>
    public string? Industry { get; set; }
    /// <summary>Words, separated by commas, one of which a signed product contains.</summary>
    public string? Product { get; set; }
    /// <summary>new, expansion, renewal; separated by commas.</summary>
    public string? Kind { get; set; }
    /// <summary>Smallest amount, inclusive.</summary>
    public decimal? AmountFrom { get; set; }
    /// <summary>Amount it must stay below.</summary>
    public decimal? AmountTo { get; set; }
    /// <summary>Currency of the amounts (ISO 4217).</summary>
    public string? Currency { get; set; }
    /// <summary>A CSM's address, or a queue of Routing:Queues.</summary>
    public string To { get; set; } = "";

    internal static IReadOnlyList<string> List(string? words) => (words ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
