using System.Text;

namespace HandoffBridge.Connectors.Onboarding.Redmine;

/// <summary>
/// Text in Redmine is live: {{macros}} run, #12 and [[pages]] link, @login mails that user. A customer's words can hold
/// all of it, and neither a backslash nor an entity helps; a zero-width space between the characters does.
/// </summary>
internal static class RedmineText
{
    private const char Gap = '\u200B';

    /// <summary>A whole page whose Markdown is already encoded: only Redmine's own live marks are stilled.</summary>
    public static string Page(string markdown, RedmineFormatting formatting) =>
        formatting == RedmineFormatting.Textile ? "<pre>\n" + Still(markdown).Replace("</pre", "<" + Gap + "/pre", StringComparison.OrdinalIgnoreCase) + "\n</pre>" : Still(markdown);

    /// <summary>A work item's text, which is plain.</summary>
    public static string Body(string text, string? owner, Uri link, RedmineFormatting formatting)
    {
        var b = new StringBuilder();
        b.Append(formatting == RedmineFormatting.Textile ? Still(text).Replace("<", "&lt;", StringComparison.Ordinal) : Plain(Still(text)));
        if (owner is not null) b.Append("\n\nOwner: ").Append(formatting == RedmineFormatting.Textile ? Still(owner) : Plain(Still(owner)));
        return b.Append("\n\n").Append(link).ToString();
    }

    /// <summary>One line without control characters.</summary>
    public static string Line(string text) => Still(text).ReplaceLineEndings(" ");

    /// <summary>Stills what Redmine would run, and drops control characters (a NUL is a server error on PostgreSQL).</summary>
    private static string Still(string text)
    {
        var b = new StringBuilder(text.Length + 16);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (char.IsControl(c) && c is not ('\n' or '\t')) continue;
            b.Append(c);
            var next = i + 1 < text.Length ? text[i + 1] : '\0';
            if ((c == '{' && next == '{') || (c == '[' && next == '[') || (c == '@' && char.IsLetterOrDigit(next)) || (c == '#' && char.IsLetterOrDigit(next))) b.Append(Gap);
        }

        return b.ToString();
    }

    private static string Plain(string text)
    {
        var b = new StringBuilder(text.Length + 16);
        foreach (var c in text)
        {
            if (c is '\\' or '`' or '*' or '_' or '<' or '>' or '[' or ']' or '|' or '~') b.Append('\\');
            b.Append(c);
        }

        // Two blanks at the end of a line keep it a line.
        return b.Replace("\n\n", "\u0001").Replace("\n", "  \n").Replace("\u0001", "\n\n").ToString();
    }
}
