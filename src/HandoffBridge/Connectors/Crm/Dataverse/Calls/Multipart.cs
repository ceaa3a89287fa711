using System.Globalization;
using System.Net;
using System.Text;

namespace HandoffBridge.Connectors.Crm.Dataverse.Calls;

/// <summary>One GET inside a batch.</summary>
/// <param name="Path">Relative to the service root: "accounts?$select=name".</param>
/// <param name="PageSize">Rows a page; null for the service's 5,000.</param>
internal sealed record BatchGet(string Path, int? PageSize = null);

/// <summary>
/// The multipart bodies of $batch, written and read by hand
/// (learn.microsoft.com/power-apps/developer/data-platform/webapi/execute-batch-operations-using-web-api): CRLF, absolute
/// paths, at most 1,000 operations, a URL of at most 64 KB. Read with tolerance: quoted or bare boundary, CRLF or LF,
/// change sets within.
/// </summary>
internal static class Multipart
{
    /// <summary>Operations one batch may hold.</summary>
    public const int MaxOperations = 1000;

    /// <summary>Writes the batch.</summary>
    public static byte[] Write(string boundary, string root, IEnumerable<BatchGet> gets)
    {
        var text = new StringBuilder();
        foreach (var get in gets)
        {
            text.Append("--").Append(boundary).Append("\r\nContent-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n\r\n")
                .Append("GET ").Append(root).Append(get.Path).Append(" HTTP/1.1\r\n")
                .Append("Accept: application/json\r\nOData-MaxVersion: 4.0\r\nOData-Version: 4.0\r\nIf-None-Match: null\r\n")
                .Append("Prefer: ").Append(Prefer(get.PageSize)).Append("\r\n\r\n\r\n");
        }

        return Encoding.ASCII.GetBytes(text.Append("--").Append(boundary).Append("--\r\n").ToString());
    }

    /// <summary>The Prefer header of a read: annotations, and rows a page.</summary>
    public static string Prefer(int? pageSize) =>
        (pageSize is { } n ? string.Create(CultureInfo.InvariantCulture, $"odata.maxpagesize={n},") : "") + "odata.include-annotations=\"*\"";

    /// <summary>Reads the parts in their order.</summary>
    /// <exception cref="GarbledAnswerException">The answer is cut or is no multipart body.</exception>
    public static List<Answer> Read(string? contentType, ReadOnlyMemory<byte> body)
    {
        var answers = new List<Answer>();
        Read(contentType, body, answers, depth: 0);
        return answers;
    }

    private static void Read(string? contentType, ReadOnlyMemory<byte> body, List<Answer> answers, int depth)
    {
        if (depth > 2) throw new GarbledAnswerException("A batch answer nests change sets in change sets.");
        var delimiter = Encoding.ASCII.GetBytes("--" + (Boundary(contentType) ?? FirstLineBoundary(body.Span)));
        var at = Next(body.Span, delimiter, 0);
        if (at < 0) throw new GarbledAnswerException("A batch answer has no part.");
        while (true)
        {
            var start = at + delimiter.Length;
            if (body.Span[start..].StartsWith("--"u8)) return;
            var end = Next(body.Span, delimiter, start);
            if (end < 0) throw new GarbledAnswerException("A batch answer is cut: its last boundary is missing.");
            Part(Trim(body[start..end]), answers, depth);
            at = end;
            if (answers.Count > MaxOperations) throw new GarbledAnswerException("A batch answer has more parts than a batch can have.");
        }
    }

    private static void Part(ReadOnlyMemory<byte> part, List<Answer> answers, int depth)
    {
        var (headers, rest) = Headers(part);
        headers.TryGetValue("Content-Type", out var type);
        if (type is not null && type.StartsWith("multipart/", StringComparison.OrdinalIgnoreCase))
        {
            Read(type, rest, answers, depth + 1);
            return;
        }

        var (line, afterLine) = Line(rest);
        var words = line.Split(' ', 3);
        if (words.Length < 2 || !words[0].StartsWith("HTTP/", StringComparison.OrdinalIgnoreCase) || !int.TryParse(words[1], NumberStyles.None, CultureInfo.InvariantCulture, out var status))
            throw new GarbledAnswerException("A part of a batch answer has no status line.");
        var (inner, content) = Headers(afterLine);
        inner.TryGetValue("Content-Type", out var contentType);
        inner.TryGetValue("Retry-After", out var retryAfter);
        answers.Add(new Answer((HttpStatusCode)status, contentType, Trim(content)) { RetryAfter = retryAfter });
    }

    private static (Dictionary<string, string> Headers, ReadOnlyMemory<byte> After) Headers(ReadOnlyMemory<byte> bytes)
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        while (bytes.Length > 0)
        {
            var (line, rest) = Line(bytes);
            bytes = rest;
            if (line.Length == 0) break;
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon > 0) headers[line[..colon].Trim()] = line[(colon + 1)..].Trim();
        }

        return (headers, bytes);
    }

    private static (string Line, ReadOnlyMemory<byte> After) Line(ReadOnlyMemory<byte> bytes)
    {
        var nl = bytes.Span.IndexOf((byte)'\n');
        if (nl < 0) return (Encoding.UTF8.GetString(bytes.Span).TrimEnd('\r'), default);
        return (Encoding.UTF8.GetString(bytes.Span[..nl]).TrimEnd('\r'), bytes[(nl + 1)..]);
    }

    // A boundary counts only at the start of a line; JSON escapes line ends inside its strings.
    private static int Next(ReadOnlySpan<byte> body, ReadOnlySpan<byte> delimiter, int from)
    {
        while (true)
        {
            var found = body[from..].IndexOf(delimiter);
            if (found < 0) return -1;
            var at = from + found;
            var after = at + delimiter.Length;
            if ((at == 0 || body[at - 1] == '\n') && (after >= body.Length || body[after] is (byte)'\r' or (byte)'\n' or (byte)'-' or (byte)' ' or (byte)'\t')) return at;
            from = after;
        }
    }

    private static ReadOnlyMemory<byte> Trim(ReadOnlyMemory<byte> bytes)
    {
        var span = bytes.Span;
        var start = 0;
        var end = span.Length;
        while (start < end && span[start] is (byte)'\r' or (byte)'\n' or (byte)' ' or (byte)'\t') start++;
        while (end > start && span[end - 1] is (byte)'\r' or (byte)'\n' or (byte)' ' or (byte)'\t') end--;
        return bytes[start..end];
    }

    private static string? Boundary(string? contentType)
    {
        foreach (var parameter in (contentType ?? "").Split(';').Skip(1))
        {
            var p = parameter.Trim();
            if (p.StartsWith("boundary=", StringComparison.OrdinalIgnoreCase)) return p[9..].Trim().Trim('"') is { Length: > 0 } b ? b : null;
        }

        return null;
    }

    private static string FirstLineBoundary(ReadOnlySpan<byte> body)
    {
        var text = Encoding.ASCII.GetString(body[..Math.Min(body.Length, 400)]).TrimStart();
        var line = text.Split('\n')[0].TrimEnd('\r', ' ');
        return line.StartsWith("--", StringComparison.Ordinal) && line.Length > 2 ? line[2..] : throw new GarbledAnswerException("A batch answer names no boundary.");
    }
}
