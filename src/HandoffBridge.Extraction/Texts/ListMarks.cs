using System.Globalization;
using System.Text;

namespace HandoffBridge.Extraction.Texts;

/// <summary>How a line starts.</summary>
internal enum ListMark
{
    None,
    /// <summary>-, •, ☐, an arrow, an emoji…</summary>
    Sign,
    /// <summary>1. 2) a) iv. 4.2</summary>
    Number,
    /// <summary>#, ##: a heading of Markdown.</summary>
    Hash,
}

/// <summary>Measures the marks a list item starts with: "- [ ] ", "3) ", "⚠ ".</summary>
internal static class ListMarks
{
    private const string Signs = "-*•–—·▪●○◦‣⁃∙■□►▸▶~+→⇒➔➜➤☐☑☒✓✔✗✘✅❌!»§◆◇★☆⚠";

    /// <param name="line">The line from its first visible character on.</param>
    /// <param name="arrowQuotes">True where ">" marks an earlier message; false where it is a list mark.</param>
    /// <param name="number">The number the last bare-numbered line had; carried from line to line.</param>
    /// <param name="length">Characters of marks and the white space behind them.</param>
    public static ListMark Measure(ReadOnlySpan<char> line, bool arrowQuotes, ref int number, out int length)
    {
        length = 0;
        var mark = ListMark.None;
        for (var i = 0; i < 3; i++)
        {
            var one = One(line[length..], arrowQuotes, first: i == 0, ref number, out var step);
            if (one == ListMark.None || length + step >= line.Length) break;
            mark = mark == ListMark.None ? one : mark;
            length += step;
            if (mark != ListMark.Sign) break;
        }

        return mark;
    }

    private static ListMark One(ReadOnlySpan<char> line, bool arrowQuotes, bool first, ref int number, out int length)
    {
        length = 0;
        if (line.Length < 2) return ListMark.None;
        var c = line[0];
        if (c == '#') return Behind(line, Run(line, '#'), needBlank: true, out length) ? ListMark.Hash : ListMark.None;
        if (c == '[' && Box(line) is > 0 and var box) return Behind(line, box, needBlank: false, out length) ? ListMark.Sign : ListMark.None;
        if (c == '>' && !arrowQuotes) return Behind(line, Run(line, '>'), needBlank: false, out length) ? ListMark.Sign : ListMark.None;
        if (c is '-' or '=' or '–' && line[1] == '>') return Behind(line, 2, needBlank: false, out length) ? ListMark.Sign : ListMark.None;
        if (Signs.Contains(c, StringComparison.Ordinal))
        {
            var glued = c is '•' or '▪' or '●' or '☐' or '→' or '·' || (c is '-' or '–' or '*' && first && char.IsLetter(line[1]));
            return Behind(line, line[1] == '\uFE0F' ? 2 : 1, needBlank: !glued, out length) ? ListMark.Sign : ListMark.None;
        }

        if (Emoji(line) is > 0 and var emoji) return Behind(line, emoji, needBlank: true, out length) ? ListMark.Sign : ListMark.None;
        return Numbered(line, ref number, out length) ? ListMark.Number : ListMark.None;
    }

    private static bool Numbered(ReadOnlySpan<char> line, ref int number, out int length)
    {
        length = 0;
        var open = line[0] == '(' ? 1 : 0;
        var i = open;
        while (i < line.Length && i - open < 3 && char.IsAsciiDigit(line[i])) i++;
        if (i == open) return Lettered(line, open, out length);
        if (i >= line.Length) return false;
        var value = int.Parse(line[open..i], NumberStyles.None, CultureInfo.InvariantCulture);
        if (open == 1) return line[i] == ')' && Behind(line, i + 1, needBlank: true, out length);
        switch (line[i])
        {
            case ')':
                number = value;
                return Behind(line, i + 1, needBlank: false, out length);
            case '.' or '/' or ':' when i + 1 < line.Length && Characters.IsBlank(line[i + 1]):
                number = value;
                return Behind(line, i + 1, needBlank: true, out length);
            case '.':
                return Section(line, i, out length);
            case ' ' or '\t':
                if (i + 2 < line.Length && line[i + 1] is '-' or '–' or '—' && line[i + 2] == ' ') return Behind(line, i + 2, needBlank: true, out length);
                if (value != number + 1 || i + 1 >= line.Length || !char.IsLetter(line[i + 1])) return false;
                number = value;
                return Behind(line, i, needBlank: true, out length);
            default:
                return false;
        }
    }

    // "4.9 Penetration test", "2.3.1. Access": digits and points, then a capital.
    private static bool Section(ReadOnlySpan<char> line, int i, out int length)
    {
        length = 0;
        while (i < line.Length && (line[i] == '.' || char.IsAsciiDigit(line[i])) && i < 12) i++;
        if (i + 1 >= line.Length || !Characters.IsBlank(line[i]) || !Characters.IsUpper(line[i + 1])) return false;
        return Behind(line, i, needBlank: true, out length);
    }

    // "a)", "(b)", "c." and small roman numbers; a capital with a point is rather an initial.
    private static bool Lettered(ReadOnlySpan<char> line, int open, out int length)
    {
        length = 0;
        var i = open;
        if (i >= line.Length || !char.IsAsciiLetter(line[i])) return false;
        while (i < line.Length && i - open < 4 && line[i] is 'i' or 'v' or 'x') i++;
        if (i == open) i++;
        if (i >= line.Length || (line[i] != ')' && (line[i] != '.' || open == 1 || char.IsAsciiLetterUpper(line[i - 1])))) return false;
        return Behind(line, i + 1, needBlank: true, out length);
    }

    private static int Run(ReadOnlySpan<char> line, char c)
    {
        var i = line.IndexOfAnyExcept(c);
        return i < 0 ? line.Length : i;
    }

    // "[ ]", "[x]", "[]"
    private static int Box(ReadOnlySpan<char> line)
    {
        if (line.StartsWith("[]")) return 2;
        return line.Length > 2 && line[2] == ']' && line[1] is ' ' or 'x' or 'X' or '✓' or '-' ? 3 : 0;
    }

    private static int Emoji(ReadOnlySpan<char> line)
    {
        if (Rune.DecodeFromUtf16(line, out var rune, out var length) != OperationStatusDone || Rune.GetUnicodeCategory(rune) != UnicodeCategory.OtherSymbol) return 0;
        while (length < line.Length && line[length] is '\uFE0F' or '\u200D') length++;
        return length;
    }

    private const System.Buffers.OperationStatus OperationStatusDone = System.Buffers.OperationStatus.Done;

    private static bool Behind(ReadOnlySpan<char> line, int mark, bool needBlank, out int length)
    {
        length = mark;
        while (length < line.Length && Characters.IsBlank(line[length])) length++;
        return length < line.Length && (!needBlank || length > mark);
    }
}
