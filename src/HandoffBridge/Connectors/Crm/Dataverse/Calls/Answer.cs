using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace HandoffBridge.Connectors.Crm.Dataverse.Calls;

/// <summary>One whole answer of the service: of a request, or of one part of a batch.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="ContentType">Content-Type with parameters; null where none was sent.</param>
/// <param name="Body">The unpacked body, within the limits.</param>
internal sealed record Answer(HttpStatusCode Status, string? ContentType, ReadOnlyMemory<byte> Body)
{
    /// <summary>The service's clock; null where it sent none.</summary>
    public DateTimeOffset? Date { get; init; }

    /// <summary>Retry-After as sent; null where none was.</summary>
    public string? RetryAfter { get; init; }

    /// <summary>Where a redirect leads; null where there is none.</summary>
    public string? Location { get; init; }

    /// <summary>The body as JSON: set for every 2xx answer with a body, and for errors that carry JSON.</summary>
    public JsonElement Json { get; init; }

    /// <summary>True for 2xx.</summary>
    public bool Ok => (int)Status is >= 200 and < 300;

    /// <summary>True where waiting may help: the service is busy, limiting or broken for the moment.</summary>
    public bool Passing => (int)Status is 408 or 429 or 500 or 502 or 503 or 504;

    /// <summary>The "value" rows of a collection, or the row itself.</summary>
    public IEnumerable<Row> Rows => Json.ValueKind != JsonValueKind.Object ? []
        : Json.TryGetProperty("value", out var v) && v.ValueKind == JsonValueKind.Array ? v.EnumerateArray().Select(e => new Row(e))
        : [new Row(Json)];

    /// <summary>The link to the next page; null on the last.</summary>
    public string? NextLink => Link("@odata.nextLink") ?? Link("@nextLink");

    /// <summary>The link to later changes; null where changes are not tracked or pages follow.</summary>
    public string? DeltaLink => Link("@odata.deltaLink") ?? Link("@deltaLink");

    /// <summary>Message of an error answer; "" where it carries none.</summary>
    public string Error => Json.ValueKind == JsonValueKind.Object && Json.TryGetProperty("error", out var e) && e.ValueKind == JsonValueKind.Object
        && e.TryGetProperty("message", out var m) && m.ValueKind == JsonValueKind.String ? m.GetString()! : "";

    private string? Link(string name) =>
        Json.ValueKind == JsonValueKind.Object && Json.TryGetProperty(name, out var l) && l.ValueKind == JsonValueKind.String ? l.GetString() : null;

    /// <summary>How long Retry-After asks to wait; null where it is absent or unreadable.</summary>
    public TimeSpan? Wait(DateTimeOffset now)
    {
        if (RetryAfter is null || !RetryConditionHeaderValue.TryParse(RetryAfter, out var value)) return null;
        if (value.Delta is { } delta) return delta;
        // A date is meant by the service's clock, which may differ from ours.
        return value.Date is { } date ? TimeSpan.FromTicks(Math.Max(0, (date - (Date ?? now)).Ticks)) : null;
    }
}

/// <summary>An answer larger than is read: the caller may ask for less.</summary>
internal sealed class AnswerTooLargeException(int megabytes)
    : Exception(FormattableString.Invariant($"An answer of Dataverse is larger than {megabytes} MB (Crm:Dataverse:MaxAnswerMegabytes)."));

/// <summary>An answer that is not what it should be: cut, garbled, or a web page. Asking again may help.</summary>
internal sealed class GarbledAnswerException(string message, Exception? inner = null) : Exception(message, inner);
