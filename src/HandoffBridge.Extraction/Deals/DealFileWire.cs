using System.Text.Json;
using System.Text.Json.Serialization;

namespace HandoffBridge.Extraction.Deals;

/// <summary>The file as it may be written: everything optional, so that what is missing can be named.</summary>
internal sealed record Wire(
    WireDeal? Deal, WireAccount? Account, IReadOnlyList<WireContact>? Contacts, IReadOnlyList<WireLine>? Lines,
    IReadOnlyList<WireDocument>? Documents, IReadOnlyList<LabelledSignal>? Signals, IReadOnlyList<TeamMember>? Team)
{
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? Unknown { get; set; }
}

internal sealed record WireDeal(string? Id, string? Name, DateTimeOffset? WonAt, decimal? Amount, string? Currency, int? TermMonths, string? Kind, Person? Owner)
{
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? Unknown { get; set; }
}

internal sealed record WireAccount(string? Id, string? Name, string? Industry, string? Country)
{
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? Unknown { get; set; }
}

internal sealed record WireContact(string? Id, string? Name, string? Title, string? Email, string? Role);

internal sealed record WireLine(string? Id, string? Product, string? Description, decimal? Quantity, decimal? UnitPrice, decimal? DiscountPercent, string? Billing);

internal sealed record WireDocument(string? Id, string? Type, string? Subject, string? Format, Author? Author, DateTimeOffset? At, string? Text);

/// <summary>Reading: strict about duplicate keys, since a second "text" would silently win.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, AllowDuplicateProperties = false)]
[JsonSerializable(typeof(Wire))]
internal sealed partial class DealFileWireJson : JsonSerializerContext;

/// <summary>Writing deal files (snapshots, exports), and reading back what was written here.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(DealFile))]
public sealed partial class DealFileJson : JsonSerializerContext;
