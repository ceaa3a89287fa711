using System.Text.Json;
using System.Text.Json.Serialization;

namespace HandoffBridge.Connectors.Crm.Dataverse.Watching;

/// <summary>Where the watch stands: stored by the caller with the changes it belongs to.</summary>
/// <param name="Organisation">The environment's id; a copy of the environment has another.</param>
/// <param name="Since">Wins before it start nothing.</param>
/// <param name="DeltaLink">Where the next changes of opportunities come from.</param>
/// <param name="ReadTo">The service's clock when the last poll began: everything modified well before it was seen.</param>
/// <param name="Seen">Fingerprints of rows beside the opportunity that the overlap will bring again.</param>
internal sealed record WatchCursor(Guid Organisation, DateTimeOffset Since, string DeltaLink, DateTimeOffset ReadTo, IReadOnlyList<string> Seen)
{
    /// <summary>
    /// How far each look at modifiedon reaches back. It is stamped when a transaction writes, not when it commits, in
    /// whole seconds, by servers whose clocks differ.
    /// </summary>
    public static readonly TimeSpan Overlap = TimeSpan.FromMinutes(10);

    /// <summary>Reads a stored cursor.</summary>
    /// <exception cref="ConnectorException">It is not one of ours.</exception>
    public static WatchCursor Read(string cursor)
    {
        try
        {
            if (JsonSerializer.Deserialize(cursor, WatchCursorJson.Default.WatchCursor) is { DeltaLink.Length: > 0, Seen: not null } c) return c;
        }
        catch (JsonException)
        {
            // told below
        }

        throw new ConnectorException(FailureKind.Permanent, "The stored place in Dataverse's changes cannot be read; delete it, and the watch starts anew from Crm:Dataverse:Since.");
    }

    /// <summary>Writes the cursor for storing.</summary>
    public string Write() => JsonSerializer.Serialize(this, WatchCursorJson.Default.WatchCursor);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(WatchCursor))]
internal sealed partial class WatchCursorJson : JsonSerializerContext;
