using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace HandoffBridge.Connectors.Crm.Dataverse;

/// <summary>
/// Reads what Dataverse's webhooks send: a RemoteExecutionContext, unsigned, sent at most twice
/// (learn.microsoft.com/power-apps/developer/data-platform/use-webhooks). It is a hint and nothing more: the deal is read again.
/// Beyond 256 KB the platform drops everything but the primary record's name and id.
/// </summary>
public static class DataverseWebhook
{
    /// <summary>The header that carries the shared secret.</summary>
    public const string SecretHeader = "X-HandoffBridge-Secret";

    /// <summary>Largest body read, in bytes.</summary>
    public const int MaxBytes = 1024 * 1024;

    private static readonly JsonDocumentOptions Json = new() { MaxDepth = 64 };

    /// <summary>Compares in constant time, without telling how long the secret is.</summary>
    /// <param name="sent">What the header says; null where it is missing.</param>
    /// <param name="secrets">The secrets in force; null and empty ones are none.</param>
    public static bool Knows(string? sent, params ReadOnlySpan<string?> secrets)
    {
        var known = false;
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(sent ?? ""));
        foreach (var secret in secrets)
            known |= CryptographicOperations.FixedTimeEquals(hash, SHA256.HashData(Encoding.UTF8.GetBytes(secret ?? ""))) & !string.IsNullOrEmpty(secret);
        return known;
    }

    /// <summary>
    /// The hint in a body: the opportunity's id, or "table:id" where another record names none, which only wakes the poll;
    /// null where the body is no execution context.
    /// </summary>
    public static string? Hint(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body, Json);
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object || Id(root, "PrimaryEntityId") is not { } id || Text(root, "PrimaryEntityName") is not { Length: > 0 and <= 128 } table) return null;
            if (table.Equals("opportunity", StringComparison.OrdinalIgnoreCase) && id != Guid.Empty) return id.ToString("D");
            return (root.TryGetProperty("InputParameters", out var parameters) ? Opportunity(parameters, 0) : null)?.ToString("D") ?? $"{table}:{id:D}";
        }
        catch (JsonException)
        {
            return null;
        }
    }

    // The first reference to an opportunity among the parameters: of a close activity, a note, a connection.
    private static Guid? Opportunity(JsonElement element, int depth)
    {
        if (depth > 16) return null;
        if (element.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in element.EnumerateArray())
                if (Opportunity(item, depth + 1) is { } id) return id;
        }
        else if (element.ValueKind == JsonValueKind.Object)
        {
            if (Text(element, "LogicalName") == "opportunity" && Id(element, "Id") is { } id && id != Guid.Empty) return id;
            foreach (var property in element.EnumerateObject())
                if (property.Value.ValueKind is JsonValueKind.Array or JsonValueKind.Object && Opportunity(property.Value, depth + 1) is { } inner) return inner;
        }

        return null;
    }

    private static string? Text(JsonElement o, string name) => o.TryGetProperty(name, out var v) && v.ValueKind == JsonValueKind.String ? v.GetString() : null;

    private static Guid? Id(JsonElement o, string name) => Guid.TryParse(Text(o, name), out var id) ? id : null;
}
