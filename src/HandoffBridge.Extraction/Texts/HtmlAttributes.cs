namespace HandoffBridge.Extraction.Texts;

/// <summary>What a start tag's attributes mean for a reader.</summary>
[Flags]
internal enum HtmlRole
{
    None = 0,
    /// <summary>Not shown.</summary>
    Hidden = 1,
    /// <summary>An earlier message, as mail programs mark it.</summary>
    Quoted = 2,
    /// <summary>A signature, as mail programs mark it.</summary>
    Signature = 4,
}

/// <summary>Reads attributes one after the other; everything but style, class, id, type and hidden is skipped.</summary>
internal static class HtmlAttributes
{
    private static readonly string[] QuotedClasses = ["gmail_quote", "yahoo_quoted", "moz-cite", "OutlookMessageHeader", "protonmail_quote", "divRplyFwdMsg"];
    private static readonly string[] SignatureClasses = ["gmail_signature", "moz-signature", "protonmail_signature", "ms-outlook-mobile-signature"];

    public static HtmlRole Read(ReadOnlySpan<char> tag)
    {
        var role = HtmlRole.None;
        var i = 0;
        while (i < tag.Length)
        {
            while (i < tag.Length && (IsBlank(tag[i]) || tag[i] == '/')) i++;
            var nameAt = i;
            while (i < tag.Length && !IsBlank(tag[i]) && tag[i] is not '=' and not '/') i++;
            var name = tag[nameAt..i];
            while (i < tag.Length && IsBlank(tag[i])) i++;
            if (i >= tag.Length || tag[i] != '=')
            {
                role |= RoleOf(name, default);
                continue;
            }

            i++;
            role |= RoleOf(name, Value(tag, ref i));
        }

        return role;
    }

    private static ReadOnlySpan<char> Value(ReadOnlySpan<char> tag, ref int i)
    {
        while (i < tag.Length && IsBlank(tag[i])) i++;
        if (i >= tag.Length) return default;
        var start = i;
        if (tag[i] is '"' or '\'')
        {
            var close = tag[(i + 1)..].IndexOf(tag[i]);
            if (close >= 0)
            {
                i += close + 2;
                return tag.Slice(start + 1, close);
            }
        }

        while (i < tag.Length && !IsBlank(tag[i])) i++;
        return tag[start..i];
    }

    private static HtmlRole RoleOf(ReadOnlySpan<char> name, ReadOnlySpan<char> value)
    {
        if (name.Equals("hidden", StringComparison.OrdinalIgnoreCase)) return HtmlRole.Hidden;
        if (name.Equals("style", StringComparison.OrdinalIgnoreCase)) return IsUnseen(value) ? HtmlRole.Hidden : HtmlRole.None;
        if (name.Equals("type", StringComparison.OrdinalIgnoreCase)) return value.Equals("cite", StringComparison.OrdinalIgnoreCase) ? HtmlRole.Quoted : HtmlRole.None;
        if (!name.Equals("class", StringComparison.OrdinalIgnoreCase) && !name.Equals("id", StringComparison.OrdinalIgnoreCase)) return HtmlRole.None;
        if (HasAny(value, QuotedClasses)) return HtmlRole.Quoted;
        return HasAny(value, SignatureClasses) ? HtmlRole.Signature : HtmlRole.None;
    }

    private static bool HasAny(ReadOnlySpan<char> value, string[] names)
    {
        foreach (var name in names)
        {
            if (value.Contains(name, StringComparison.OrdinalIgnoreCase)) return true;
        }

        return false;
    }

    /// <summary>Whether a style keeps its element from being seen: display, visibility, size or opacity of nothing.</summary>
    private static bool IsUnseen(ReadOnlySpan<char> style)
    {
        foreach (var range in style.Split(';'))
        {
            var rule = style[range];
            var colon = rule.IndexOf(':');
            if (colon < 0) continue;
            var property = rule[..colon].Trim();
            var value = rule[(colon + 1)..].Trim();
            var important = value.IndexOf('!');
            if (important >= 0) value = value[..important].TrimEnd();
            if (Same(property, "display") && Same(value, "none")) return true;
            if (Same(property, "visibility") && (Same(value, "hidden") || Same(value, "collapse"))) return true;
            if (Same(property, "mso-hide") && Same(value, "all")) return true;
            if ((Same(property, "font-size") || Same(property, "opacity")) && IsNothing(value)) return true;
        }

        return false;
    }

    private static bool IsNothing(ReadOnlySpan<char> value)
    {
        var number = value.TrimEnd("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ%");
        return number.Length > 0 && number.IndexOfAnyExcept('0', '.') < 0;
    }

    private static bool Same(ReadOnlySpan<char> a, string b) => a.Equals(b, StringComparison.OrdinalIgnoreCase);

    private static bool IsBlank(char c) => c is ' ' or '\t' or '\n' or '\r' or '\f';
}
