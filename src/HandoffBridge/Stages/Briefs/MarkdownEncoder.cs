using System.Text;
using HandlebarsDotNet;

namespace HandoffBridge.Stages.Briefs;

/// <summary>
/// Makes a value literal in Markdown (CommonMark, GitHub, Redmine) and leaves normal text as it is. Redmine reads
/// macros, mentions and references after Markdown is done, where a backslash or an entity does not help; there an
/// invisible word joiner (U+2060) parts what must not be read together: {{, [[, #12, @login, user:login.
/// </summary>
internal sealed class MarkdownEncoder : ITextEncoder
{
    private const char Joiner = '\u2060';
    private static readonly string[] References = ["user", "attachment", "document", "source", "export", "commit", "version", "message", "forum", "news", "project", "wiki", "note", "sc"];

    public IFormatProvider? FormatProvider { get; }

    public void Encode(StringBuilder? text, TextWriter target) => target.Write(Encode(text?.ToString()));

    public void Encode(string? text, TextWriter target) => target.Write(Encode(text));

    public void Encode<T>(T? text, TextWriter target) where T : IEnumerator<char>
    {
        if (text is null) return;
        var value = new StringBuilder();
        while (text.MoveNext()) value.Append(text.Current);
        target.Write(Encode(value.ToString()));
    }

    internal static string Encode(string? text)
    {
        if (string.IsNullOrEmpty(text)) return "";
        var result = new StringBuilder(text.Length + 16);
        for (var i = 0; i < text.Length; i++) Write(result, text, i);
        return StartEscaped(result);
    }

    private static void Write(StringBuilder result, string text, int i)
    {
        var (before, c, after) = (i == 0 ? ' ' : text[i - 1], text[i], i + 1 == text.Length ? ' ' : text[i + 1]);
        switch (c)
        {
            case '\r' or '\n':
                result.Append(' ');
                break;
            case '<':
                result.Append("&lt;");
                break;
            case '&' when IsEntity(text, i):
                result.Append("&amp;");
                break;
            case '*' or '`' or '|':
                result.Append('\\').Append(c);
                break;
            case '\\' when char.IsPunctuation(after) || char.IsSymbol(after):
                result.Append("\\\\");
                break;
            case '_' when !char.IsLetterOrDigit(before) || !char.IsLetterOrDigit(after):
                result.Append("\\_");
                break;
            case '~' when after == '~' || before == '~':
                result.Append("\\~");
                break;
            case '[':
                result.Append("\\[");
                if (after == '[') result.Append(Joiner);
                break;
            case '{' when after is '{' or '%':
            case '#' when char.IsLetterOrDigit(after):
            case '@' when char.IsLetterOrDigit(after) || after == '_':
            case ':' when !char.IsWhiteSpace(after) && Refers(text, i):
                result.Append(c).Append(Joiner);
                break;
            default:
                result.Append(c);
                break;
        }
    }

    // "&amp;" would be read as "&"; "R&D" would not.
    private static bool IsEntity(string text, int at)
    {
        var end = at + 1;
        while (end < text.Length && end - at < 32 && (char.IsAsciiLetterOrDigit(text[end]) || text[end] == '#')) end++;
        return end > at + 1 && end < text.Length && text[end] == ';';
    }

    private static bool Refers(string text, int colon) =>
        Array.Exists(References, r => colon >= r.Length && string.Compare(text, colon - r.Length, r, 0, r.Length, StringComparison.OrdinalIgnoreCase) == 0
            && (colon == r.Length || !char.IsLetterOrDigit(text[colon - r.Length - 1])));

    // What would open a list, heading, quote or rule if the value began a line.
    private static string StartEscaped(StringBuilder value)
    {
        if (value[0] is '-' or '+' or '>' or '#' or '=' or ':') return value.Insert(0, '\\').ToString();
        var digits = 0;
        while (digits < value.Length && char.IsAsciiDigit(value[digits])) digits++;
        if (digits is > 0 and < 10 && digits + 1 < value.Length && value[digits] is '.' or ')' && value[digits + 1] == ' ') value.Insert(digits, '\\');
        return value.ToString();
    }
}
