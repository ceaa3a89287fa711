using System.Globalization;
using System.Text.Json;

namespace HandoffBridge.Connectors.Crm.Dataverse.Calls;

/// <summary>
/// One row as the Web API writes it. A column that is absent was not asked for or is not readable; it reads as null.
/// Labels (formatted values) are in the calling user's language and are for display only: nothing here parses one.
/// </summary>
internal readonly record struct Row(JsonElement Json)
{
    /// <summary>The text of a column; null where it is null, absent or no text.</summary>
    public string? Text(string column) => Json.TryGetProperty(column, out var v) && v.ValueKind == JsonValueKind.String ? v.GetString() : null;

    /// <summary>The text of a column; null where there is nothing to read.</summary>
    public string? Words(string column) => Text(column) is { } t && !string.IsNullOrWhiteSpace(t) ? t : null;

    /// <summary>A key or lookup value.</summary>
    public Guid? Id(string column) => Text(column) is { } t && Guid.TryParse(t, out var id) && id != Guid.Empty ? id : null;

    /// <summary>A number with every digit it was sent with; money and decimals come padded with zeros, which are dropped.</summary>
    public decimal? Number(string column)
    {
        if (!Json.TryGetProperty(column, out var v)) return null;
        if (v.ValueKind == JsonValueKind.Number && v.TryGetDecimal(out var d)) return Plain(d);
        // IEEE754Compatible answers write decimals as strings.
        return v.ValueKind == JsonValueKind.String && decimal.TryParse(v.GetString(), NumberStyles.Number, CultureInfo.InvariantCulture, out d) ? Plain(d) : null;
    }

    /// <summary>A choice by its value, never by its label.</summary>
    public int? Code(string column) => Number(column) is { } n && n == decimal.Truncate(n) && Math.Abs(n) < int.MaxValue ? (int)n : null;

    /// <summary>A yes/no column by its value; labels may be inverted.</summary>
    public bool? Flag(string column) => !Json.TryGetProperty(column, out var v) ? null
        : v.ValueKind == JsonValueKind.True ? true : v.ValueKind == JsonValueKind.False ? false : null;

    /// <summary>A UTC instant (behaviour UserLocal).</summary>
    public DateTimeOffset? Instant(string column) => Text(column) is { } t
        && DateTimeOffset.TryParse(t, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at) ? at : null;

    /// <summary>A calendar day (behaviour DateOnly): never shifted by a time zone.</summary>
    public DateOnly? Day(string column) => Text(column) is { Length: >= 10 } t
        && DateOnly.TryParseExact(t.AsSpan(0, 10), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    /// <summary>The version of the row: opaque, good only for comparing.</summary>
    public string Version() => Json.TryGetProperty("versionnumber", out var v) && v.ValueKind is JsonValueKind.Number or JsonValueKind.String ? v.ToString()
        : Text("@odata.etag") ?? Text("modifiedon") ?? "";

    /// <summary>A lookup's target's name as displayed; null where annotations were left out.</summary>
    public string? Label(string column) => Words(column + "@OData.Community.Display.V1.FormattedValue");

    /// <summary>Which table a lookup points to, such as "contact"; null where annotations were left out.</summary>
    public string? Target(string column) => Words(column + "@Microsoft.Dynamics.CRM.lookuplogicalname");

    /// <summary>An expanded collection. Its own nextLink is not followed: for one level it only repeats what is here
    /// (learn.microsoft.com/power-apps/developer/data-platform/webapi/query/join-tables).</summary>
    public IEnumerable<Row> Many(string navigation) =>
        Json.TryGetProperty(navigation, out var v) && v.ValueKind == JsonValueKind.Array ? v.EnumerateArray().Select(e => new Row(e)) : [];

    /// <summary>True for the entry that tells of a deleted row.</summary>
    public bool Deleted => Json.TryGetProperty("reason", out _) || Json.TryGetProperty("@removed", out _) || Json.TryGetProperty("@odata.removed", out _)
        || (Text("@odata.context")?.EndsWith("$deletedEntity", StringComparison.OrdinalIgnoreCase) ?? false);

    /// <summary>The key of a deleted row.</summary>
    public Guid? DeletedId(string key)
    {
        var id = Text("id") ?? Text("@odata.id") ?? Text("@id");
        if (id is null) return Id(key);
        var open = id.LastIndexOf('(');
        if (open >= 0 && id.EndsWith(')')) id = id[(open + 1)..^1];
        return Guid.TryParse(id, out var guid) ? guid : Id(key);
    }

    // Dividing by 1 with 28 zeros drops trailing zeros and keeps the value.
    private static decimal Plain(decimal d) => d / 1.0000000000000000000000000000m;
}
