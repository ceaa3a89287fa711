using System.Globalization;
using System.Text;

namespace HandoffBridge.Connectors.Notices;

/// <summary>
/// Writes a mail (RFC 5322, 2045, 2047). Every value that comes from outside is encoded or refused, so that a line
/// break in a name can neither add a header nor end the mail.
/// </summary>
internal static class MimeText
{
    /// <summary>Longest address of RFC 5321.</summary>
    private const int MaxAddress = 254;

    /// <summary>Bytes of one encoded word that keep its line within 76 characters, after "=?utf-8?B?" and "?=".</summary>
    private const int WordBytes = 36;

    /// <summary>Whether an address may stand in a mail's envelope and headers: printable ASCII, one @, nothing that means something to SMTP.</summary>
    public static bool IsAddress(string address)
    {
        var at = address.IndexOf('@', StringComparison.Ordinal);
        return at > 0 && at == address.LastIndexOf('@') && at < address.Length - 1 && address.Length <= MaxAddress && at <= 64
            && address.All(c => c is > ' ' and <= '~' and not ('<' or '>' or '"' or '(' or ')' or ',' or ';' or ':' or '\\' or '[' or ']'));
    }

    /// <summary>The whole mail with CRLF lines, not yet dot-stuffed.</summary>
    public static string Write(NoticeMessage message, string from, DateTimeOffset at)
    {
        var boundary = "b" + message.MessageId.Split('@')[0];
        var b = new StringBuilder();
        Line(b, "From: HandoffBridge <" + from + ">");
        Line(b, "To: <" + message.To + ">");
        Line(b, "Subject: " + Words(OneLine(message.Subject)));
        Line(b, "Date: " + at.ToString("ddd, dd MMM yyyy HH:mm:ss", CultureInfo.InvariantCulture) + " " + at.ToString("zzz", CultureInfo.InvariantCulture).Replace(":", "", StringComparison.Ordinal));
        Line(b, "Message-ID: <" + message.MessageId + ">");
        // RFC 3834: no out-of-office answers to a machine.
        Line(b, "Auto-Submitted: auto-generated");
        Line(b, "MIME-Version: 1.0");
        Line(b, "Content-Type: multipart/alternative; boundary=\"" + boundary + "\"");
        Line(b, "");
        Part(b, boundary, "text/plain", message.Text);
        Part(b, boundary, "text/html", message.Html);
        Line(b, "--" + boundary + "--");
        return b.ToString();
    }

    /// <summary>One line: control characters and line separators become blanks.</summary>
    public static string OneLine(string text)
    {
        var one = new string([.. text.Select(c => char.IsControl(c) || c is '\u2028' or '\u2029' ? ' ' : c)]).Trim();
        return one.Length <= 200 ? one : one[..(char.IsHighSurrogate(one[198]) ? 198 : 199)] + "…";
    }

    private static void Part(StringBuilder b, string boundary, string type, string text)
    {
        Line(b, "--" + boundary);
        Line(b, "Content-Type: " + type + "; charset=utf-8");
        Line(b, "Content-Transfer-Encoding: base64");
        Line(b, "");
        Line(b, Convert.ToBase64String(Encoding.UTF8.GetBytes(text.ReplaceLineEndings("\r\n")), Base64FormattingOptions.InsertLineBreaks));
    }

    private static void Line(StringBuilder b, string line) => b.Append(line).Append("\r\n");

    private static string Words(string text)
    {
        if (text.All(c => c is >= ' ' and <= '~') && text.Length < 60 && !text.Contains("=?", StringComparison.Ordinal)) return text;
        var words = new List<string>();
        var bytes = new List<byte>();
        Span<byte> one = stackalloc byte[4];
        foreach (var rune in text.EnumerateRunes())
        {
            var length = rune.EncodeToUtf8(one);
            if (bytes.Count + length > WordBytes) Flush();
            bytes.AddRange(one[..length]);
        }

        Flush();
        return string.Join("\r\n ", words);

        void Flush()
        {
            words.Add("=?utf-8?B?" + Convert.ToBase64String([.. bytes]) + "?=");
            bytes.Clear();
        }
    }
}
