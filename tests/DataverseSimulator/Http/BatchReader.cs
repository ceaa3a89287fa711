using System.Text;

namespace DataverseSimulator.Http;

/// <summary>Reads the bodies of $batch.</summary>
internal static class BatchReader
{
    public sealed record BatchPart(bool ChangeSet, List<Call> Calls);

    public static List<BatchPart> Read(string body, string boundary)
    {
        var parts = new List<BatchPart>();
        foreach (var part in Split(body, boundary))
        {
            var (headers, rest) = Headers(part);
            var type = headers.GetValueOrDefault("Content-Type") ?? "";
            if (type.StartsWith("multipart/mixed", StringComparison.OrdinalIgnoreCase))
            {
                var inner = type[(type.IndexOf("boundary=", StringComparison.OrdinalIgnoreCase) + 9)..].Trim('"', ' ');
                parts.Add(new(true, [.. Split(rest, inner).Select(p => Operation(Headers(p).After))]));
            }
            else if (type.StartsWith("application/http", StringComparison.OrdinalIgnoreCase)) parts.Add(new(false, [Operation(rest)]));
            else throw new RefusedException(400, "0x80060888", "A part of a batch must be application/http.");
        }

        if (parts.Count == 0) throw new RefusedException(400, "0x80060888", "The batch is empty.");
        return parts;
    }

    private static IEnumerable<string> Split(string body, string boundary)
    {
        var pieces = body.Replace("\r\n", "\n", StringComparison.Ordinal).Split("--" + boundary);
        if (pieces.Length < 2 || !pieces[^1].StartsWith("--", StringComparison.Ordinal)) throw new RefusedException(400, "0x80060888", "The batch is not closed.");
        return pieces[1..^1].Select(p => p.TrimStart('\n'));
    }

    private static (Dictionary<string, string> Headers, string After) Headers(string text)
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        while (true)
        {
            var cut = text.IndexOf('\n', StringComparison.Ordinal);
            var line = cut < 0 ? text : text[..cut];
            text = cut < 0 ? "" : text[(cut + 1)..];
            if (line.Length == 0) return (headers, text);
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon <= 0) throw new RefusedException(400, "0x80060888", "A header of a batch is malformed.");
            headers[line[..colon].Trim()] = line[(colon + 1)..].Trim();
        }
    }

    private static Call Operation(string text)
    {
        var cut = text.IndexOf('\n', StringComparison.Ordinal);
        var words = (cut < 0 ? text : text[..cut]).Split(' ');
        if (words.Length != 3 || words[2] != "HTTP/1.1") throw new RefusedException(400, "0x80060888", "The request line of a batch's part is malformed.");
        var (headers, body) = cut < 0 ? (new Dictionary<string, string>(), "") : Headers(text[(cut + 1)..]);
        return new Call(words[0], words[1], headers, Encoding.UTF8.GetBytes(body.TrimEnd('\n')));
    }
}
