using System.Text;
using System.Text.Json;

namespace DataverseSimulator.Http;

/// <summary>A request: of its own or inside a batch.</summary>
public sealed record Call(string Method, string Target, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    /// <summary>A header; "" where it is missing.</summary>
    public string Header(string name) => Headers.GetValueOrDefault(name) ?? "";
}

/// <summary>An answer.</summary>
public sealed record Reply(int Status, byte[] Body, string? ContentType = "application/json; odata.metadata=minimal")
{
    /// <summary>Further headers.</summary>
    public Dictionary<string, string> Headers { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>How many operations it took.</summary>
    public int Operations { get; init; } = 1;

    /// <summary>An answer without body.</summary>
    public static Reply Empty(int status) => new(status, [], null);

    /// <summary>An error as the Web API words it.</summary>
    public static Reply Error(int status, string code, string message)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteStartObject("error");
            json.WriteString("code", code);
            json.WriteString("message", message);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return new(status, stream.ToArray());
    }

    /// <summary>The body as text.</summary>
    public string Text => Encoding.UTF8.GetString(Body);
}

/// <summary>A refusal to be answered.</summary>
public sealed class RefusedException(int status, string code, string message) : Exception(message)
{
    /// <summary>The answer.</summary>
    public Reply Reply => Reply.Error(status, code, Message);
}
