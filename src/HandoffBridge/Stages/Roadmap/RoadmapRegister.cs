using System.Text.Json;
using System.Text.Json.Serialization;

namespace HandoffBridge.Stages.Roadmap;

/// <summary>Product's own word on each feature: the one place where a roadmap promise can be checked.</summary>
/// <param name="Features">In no particular order; empty where nobody keeps a register.</param>
public sealed record RoadmapRegister(IReadOnlyList<RoadmapFeature> Features)
{
    /// <summary>Nobody keeps a register.</summary>
    public static RoadmapRegister Empty { get; } = new([]);

    /// <summary>Legal statuses, from the firmest to the one that will never come.</summary>
    public static IReadOnlyList<string> Statuses { get; } = ["shipped", "committed", "planned", "under consideration", "declined"];

    /// <summary>Reads a register file.</summary>
    /// <exception cref="JsonException">It is no register; the message says where.</exception>
    public static RoadmapRegister Read(ReadOnlySpan<byte> utf8)
    {
        var register = JsonSerializer.Deserialize(utf8, RoadmapJson.Default.RoadmapRegister) ?? Empty;
        foreach (var feature in register.Features)
        {
            if (!Statuses.Contains(feature.Status, StringComparer.Ordinal))
                throw new JsonException($"The feature \"{feature.Name}\" has the status \"{feature.Status}\"; write one of {string.Join(", ", Statuses)}.");
        }

        return register;
    }
}

/// <summary>One feature.</summary>
/// <param name="Name">Product's name for it.</param>
/// <param name="Aliases">What customers and sellers call it.</param>
/// <param name="Status">One of <see cref="RoadmapRegister.Statuses"/>.</param>
/// <param name="Target">Calendar time as the signal guide writes it; null where product names none.</param>
/// <param name="Owner">Who answers for it; null where nobody does.</param>
/// <param name="AsOf">When product last said so.</param>
public sealed record RoadmapFeature(
    string Name, IReadOnlyList<string> Aliases, string Status, string? Target, string? Owner, DateOnly? AsOf);

/// <summary>The register, read without reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, ReadCommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true, WriteIndented = true)]
[JsonSerializable(typeof(RoadmapRegister))]
public sealed partial class RoadmapJson : JsonSerializerContext;
