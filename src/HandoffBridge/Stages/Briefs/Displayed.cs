using System.Globalization;
using System.Text;

namespace HandoffBridge.Stages.Briefs;

/// <summary>Text from outside as it may be shown: one line, without control, direction or invisible characters, of bounded length.</summary>
internal static class Displayed
{
    /// <summary>Longest text shown in one piece; the whole quote stays in brief.json.</summary>
    public const int MaxLength = 1200;

    public static string Clean(string? text, int max = MaxLength)
    {
        if (string.IsNullOrEmpty(text)) return "";
        var result = new StringBuilder(Math.Min(text.Length, max + 2));
        var gap = false;
        for (var i = 0; i < text.Length; i++)
        {
            var pair = i + 1 < text.Length && char.IsSurrogatePair(text[i], text[i + 1]);
            if (char.IsWhiteSpace(text[i]) && text[i] != '\u00a0')
            {
                gap = result.Length > 0;
                continue;
            }

            if (!pair && Hidden(text[i])) continue;
            if (pair && CharUnicodeInfo.GetUnicodeCategory(text, i) == UnicodeCategory.Format)
            {
                i++;
                continue;
            }

            if (gap) result.Append(' ');
            gap = false;
            if (result.Length >= max) return result.Append('…').ToString();
            result.Append(text[i]);
            if (pair) result.Append(text[++i]);
        }

        return result.ToString();
    }

    // Lone surrogates, controls and format characters (zero width, direction marks, tags); the joiners that emoji and some scripts need stay.
    private static bool Hidden(char c) =>
        char.IsControl(c) || char.IsSurrogate(c) || (c is not ('\u200d' or '\u200c') && CharUnicodeInfo.GetUnicodeCategory(c) == UnicodeCategory.Format);
}
