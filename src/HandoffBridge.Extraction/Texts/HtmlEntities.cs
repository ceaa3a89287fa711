using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace HandoffBridge.Extraction.Texts;

/// <summary>Character references as browsers read them; a broken one stays text.</summary>
internal static class HtmlEntities
{
    /// <summary>The longest reference looked at, in characters behind the ampersand.</summary>
    private const int Longest = 32;

    // What old pages meant by 128 to 159: Windows-1252 (the HTML standard's table for numeric references).
    private const string Windows1252 =
        "\u20AC\u0081\u201A\u0192\u201E\u2026\u2020\u2021\u02C6\u2030\u0160\u2039\u0152\u008D\u017D\u008F" +
        "\u0090\u2018\u2019\u201C\u201D\u2022\u2013\u2014\u02DC\u2122\u0161\u203A\u0153\u009D\u017E\u0178";

    private static readonly FrozenDictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> Old = Table(HtmlEntityNames.Old);
    private static readonly FrozenDictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> Strict = Table(HtmlEntityNames.Strict);

    /// <summary>Reads the reference at the start of <paramref name="text"/>, which begins with an ampersand.</summary>
    /// <param name="text">The text from the ampersand on.</param>
    /// <param name="length">Characters consumed; 0 where it is no reference.</param>
    /// <returns>The character; null where the reference stands for nothing visible.</returns>
    public static Rune? Read(ReadOnlySpan<char> text, out int length)
    {
        length = 0;
        if (text.Length < 3) return null;
        return text[1] == '#' ? Number(text, out length) : Name(text, out length);
    }

    private static Rune? Number(ReadOnlySpan<char> text, out int length)
    {
        length = 0;
        var hex = text[2] is 'x' or 'X';
        var i = hex ? 3 : 2;
        var first = i;
        long code = 0;
        for (; i < text.Length && (hex ? char.IsAsciiHexDigit(text[i]) : char.IsAsciiDigit(text[i])); i++)
        {
            if (code <= 0x10FFFF) code = (code * (hex ? 16 : 10)) + (hex ? Convert.ToInt32(text[i].ToString(), 16) : text[i] - '0');
        }

        if (i == first) return null;
        length = i < text.Length && text[i] == ';' ? i + 1 : i;
        if (code is >= 0x80 and <= 0x9F) code = Windows1252[(int)code - 0x80];
        if (code is 0 or > 0x10FFFF or (>= 0xD800 and <= 0xDFFF)) return Rune.ReplacementChar;
        return Stands((int)code) ? new Rune((int)code) : null;
    }

    // Controls and noncharacters stand for nothing, tab and line ends excepted.
    private static bool Stands(int code) =>
        code is '\t' or '\n' or '\f' or '\r'
        || (code is >= 0x20 and not (>= 0x7F and <= 0x9F) and not (>= 0xFDD0 and <= 0xFDEF) && (code & 0xFFFE) != 0xFFFE);

    private static Rune? Name(ReadOnlySpan<char> text, out int length)
    {
        var end = 1;
        while (end < text.Length && end <= Longest && char.IsAsciiLetterOrDigit(text[end])) end++;
        var name = text[1..end];
        if (end < text.Length && text[end] == ';' && (Strict.TryGetValue(name, out var code) || Old.TryGetValue(name, out code)))
        {
            length = end + 1;
            return new Rune(code);
        }

        for (var n = Math.Min(name.Length, 6); n >= 2; n--)
        {
            if (!Old.TryGetValue(name[..n], out code)) continue;
            length = n + 1;
            return new Rune(code);
        }

        length = 0;
        return null;
    }

    private static FrozenDictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> Table(string pairs) =>
        pairs.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(p => p.Split('='))
            .ToFrozenDictionary(p => p[0], p => int.Parse(p[1], NumberStyles.HexNumber, CultureInfo.InvariantCulture), StringComparer.Ordinal)
            .GetAlternateLookup<ReadOnlySpan<char>>();
}
