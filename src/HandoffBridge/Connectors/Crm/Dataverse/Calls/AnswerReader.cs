using System.Buffers;
using System.Net;
using System.Text.Json;

namespace HandoffBridge.Connectors.Crm.Dataverse.Calls;

/// <summary>Reads answers that may be hostile: size counted after unpacking, time between two pieces limited, JSON of limited depth and without doubled names.</summary>
internal static class AnswerReader
{
    /// <summary>JSON nesting that is read: rows with one level of expanded rows need four.</summary>
    public const int MaxDepth = 32;

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = MaxDepth, AllowDuplicateProperties = false };

    /// <summary>Reads the body within the limits and checks what it is.</summary>
    /// <exception cref="AnswerTooLargeException">More than is read.</exception>
    /// <exception cref="GarbledAnswerException">A web page, cut or broken JSON.</exception>
    public static async Task<Answer> ReadAsync(Answer bare, HttpContent content, DataverseOptions options, CancellationTokenSource limit)
    {
        var max = options.MaxAnswerMegabytes * 1024 * 1024;
        var body = await BodyAsync(content, max, options, limit);
        if (bare.ContentType?.StartsWith("multipart/", StringComparison.OrdinalIgnoreCase) == true)
        {
            // Cut in the middle: noticed here, so that it is asked for again.
            Multipart.Read(bare.ContentType, body);
            return bare with { Body = body };
        }

        return WithJson(bare with { Body = body });
    }

    /// <summary>The answer with its JSON parsed; error answers may come without any.</summary>
    public static Answer WithJson(Answer answer)
    {
        if (answer.Body.IsEmpty)
        {
            return answer.Ok && answer.Status is HttpStatusCode.OK
                ? throw new GarbledAnswerException("Dataverse answered 200 without a body.")
                : answer;
        }

        try
        {
            if (answer.Ok && answer.ContentType is { } type && type.Contains("html", StringComparison.OrdinalIgnoreCase)) throw WebPage();
            return answer with { Json = JsonElement.Parse(answer.Body.Span, Strict), Body = default };
        }
        catch (JsonException e)
        {
            if (!answer.Ok) return answer with { Body = default };
            if (answer.Body.Span.TrimStart("\uFEFF \r\n\t"u8).StartsWith("<"u8)) throw WebPage();
            throw new GarbledAnswerException("Dataverse's answer is cut or is no valid JSON.", e);
        }
    }

    private static GarbledAnswerException WebPage() => new(
        "Dataverse's address answered with a web page instead of data: a sign-in page or a proxy stands in between; check Crm:Dataverse:Url.");

    private static async Task<byte[]> BodyAsync(HttpContent content, int max, DataverseOptions options, CancellationTokenSource limit)
    {
        // A length that is announced is refused before it is read.
        if (content.Headers.ContentLength > max) throw new AnswerTooLargeException(options.MaxAnswerMegabytes);
        using var idle = CancellationTokenSource.CreateLinkedTokenSource(limit.Token);
        await using var stream = await content.ReadAsStreamAsync(limit.Token);
        var buffer = ArrayPool<byte>.Shared.Rent(64 * 1024);
        var length = 0;
        try
        {
            while (true)
            {
                if (length == buffer.Length)
                {
                    var larger = ArrayPool<byte>.Shared.Rent(Math.Min(buffer.Length * 2, max + 64 * 1024));
                    buffer.AsSpan(0, length).CopyTo(larger);
                    ArrayPool<byte>.Shared.Return(buffer);
                    buffer = larger;
                }

                idle.CancelAfter(options.IdleTimeout);
                var read = await stream.ReadAsync(buffer.AsMemory(length), idle.Token);
                if (read == 0) return buffer.AsSpan(0, length).ToArray();
                length += read;
                if (length > max) throw new AnswerTooLargeException(options.MaxAnswerMegabytes);
            }
        }
        catch (InvalidDataException e)
        {
            throw new GarbledAnswerException("Dataverse's answer cannot be unpacked.", e);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
