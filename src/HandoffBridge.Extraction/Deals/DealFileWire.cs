using System.Text.Json;
using System.Text.Json.Serialization;

namespace HandoffBridge.Extraction.Deals;

/// <summary>The file as it may be written: everything optional, so that what is missing can be named.</summary>
internal sealed record Wire(
    WireDeal? Deal, WireAccount? Account, IReadOnlyList<WireContact?>? Contacts, IReadOnlyList<WireLine?>? Lines,
    IReadOnlyList<WireDocument?>? Documents, IReadOnlyList<LabelledSignal?>? Signals, IReadOnlyList<TeamMember?>? Team)
{
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? Unknown { get; set; }
}

internal sealed record WireDeal(string? Id, string? Name, [property: JsonConverter(typeof(OffsetDate))] DateTimeOffset? WonAt, decimal? Amount, string? Currency, int? TermMonths, string? Kind, Person? Owner)
{
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? Unknown { get; set; }
}

internal sealed record WireAccount(string? Id, string? Name, string? Industry, string? Country)
{
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? Unknown { get; set; }
}

internal sealed record WireContact(string? Id, string? Name, string? Title, string? Email, string? Role)
{
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? Unknown { get; set; }
}

internal sealed record WireLine(string? Id, string? Product, string? Description, decimal? Quantity, decimal? UnitPrice, decimal? DiscountPercent, string? Billing)
{
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? Unknown { get; set; }
}

internal sealed record WireDocument(string? Id, string? Type, string? Subject, string? Format, Author? Author, [property: JsonConverter(typeof(OffsetDate))] DateTimeOffset? At, string? Text)
{
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? Unknown { get; set; }
}

/// <summary>Reading: strict about duplicate keys, since a second "text" would silently win.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, AllowDuplicateProperties = false)]
[JsonSerializable(typeof(Wire))]
internal sealed partial class DealFileWireJson : JsonSerializerContext;

/// <summary>Writing deal files (snapshots, exports), and reading back what was written here.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(DealFile))]
public sealed partial class DealFileJson : JsonSerializerContext;

/// <summary>Reads ISO 8601; a time without an offset is UTC wherever the program runs.</summary>
internal sealed class OffsetDate : JsonConverter<DateTimeOffset?>
{
    public override DateTimeOffset? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.Null) return null;
        if (reader.TokenType != JsonTokenType.String || !reader.TryGetDateTime(out var date)) throw new JsonException("could not be converted to System.DateTimeOffset");
        return date.Kind == DateTimeKind.Unspecified ? new DateTimeOffset(DateTime.SpecifyKind(date, DateTimeKind.Utc)) : reader.GetDateTimeOffset();
    }

    public override void Write(Utf8JsonWriter writer, DateTimeOffset? value, JsonSerializerOptions options)
    {
        if (value is { } date) writer.WriteStringValue(date);
        else writer.WriteNullValue();
    }
}
