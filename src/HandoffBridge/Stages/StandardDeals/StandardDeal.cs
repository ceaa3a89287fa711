using System.Text.Json;
using System.Text.Json.Serialization;

namespace HandoffBridge.Stages.StandardDeals;

/// <summary>What "standard" means: a limit for each term, each with the days between which it holds.</summary>
/// <param name="Limits">Several limits of one term follow each other in time.</param>
public sealed record StandardDeal(IReadOnlyList<TermLimit> Limits)
{
    /// <summary>Nobody defined a standard deal: nothing is compared.</summary>
    public static StandardDeal Empty { get; } = new([]);

    /// <summary>Terms that can be limited, in the order in which a brief lists them.</summary>
    public static IReadOnlyList<string> Terms { get; } =
        ["discount", "payment-days", "term-months", "billing", "free-period", "free-work", "ramp", "flex-down", "opt-out", "price-cap", "liability", "sla", "exclusivity", "other"];

    /// <summary>The limit of a term on a day; null where the standard deal does not speak of it.</summary>
    public TermLimit? On(DateOnly day, string term) =>
        Limits.LastOrDefault(l => l.Term == term && (l.From is null || l.From <= day) && (l.Until is null || l.Until >= day));

    /// <summary>Reads a standard deal file.</summary>
    /// <exception cref="JsonException">It is none; the message says where.</exception>
    public static StandardDeal Read(ReadOnlySpan<byte> utf8)
    {
        var standard = JsonSerializer.Deserialize(utf8, StandardDealJson.Default.StandardDeal) ?? Empty;
        foreach (var limit in standard.Limits)
        {
            if (!Terms.Contains(limit.Term, StringComparer.Ordinal))
                throw new JsonException($"The standard deal limits \"{limit.Term}\"; write one of {string.Join(", ", Terms)}.");
        }

        return standard;
    }
}

/// <summary>One limit. Without a number the term is not standard at all (opt-out, exclusivity).</summary>
/// <param name="Term">One of <see cref="StandardDeal.Terms"/>.</param>
/// <param name="AtMost">Highest standard value in the term's unit; null where there is none.</param>
/// <param name="AtLeast">Lowest standard value in the term's unit; null where there is none.</param>
/// <param name="From">First day it holds; null: always did.</param>
/// <param name="Until">Last day it holds; null: still does.</param>
public sealed record TermLimit(string Term, decimal? AtMost = null, decimal? AtLeast = null, DateOnly? From = null, DateOnly? Until = null);

/// <summary>The standard deal, read without reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, ReadCommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true, WriteIndented = true)]
[JsonSerializable(typeof(StandardDeal))]
public sealed partial class StandardDealJson : JsonSerializerContext;
