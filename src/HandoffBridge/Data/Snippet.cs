using System.Globalization;
using System.Text;

namespace HandoffBridge.Data;

/// <summary>Some words of a text around what was searched for, each hit between ‹ and ›: the same on both engines.</summary>
internal static class Snippet
{
    /// <summary>Words shown.</summary>
    private const int Length = 16;

    /// <summary>Words before the first hit.</summary>
    private const int Lead = 4;

    /// <summary>Cuts it: the first place where most of the words searched for stand together.</summary>
    /// <param name="text">Such as a brief's words.</param>
    /// <param name="words">What was typed; a word is hit where one of the text begins with it, whatever its case and accents.</param>
    public static string Of(string text, string words)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(words);
        var asked = Asked(words);
        var from = Place(text, asked);
        var cut = new StringBuilder(from > 0 ? "…" : "");
        var at = from;
        for (var shown = 0; shown < Length && Next(text, at) is var (start, end) && start < end; shown++)
        {
            cut.Append(text, shown == 0 ? start : at, shown == 0 ? 0 : start - at);
            if (Hit(text.AsSpan(start, end - start), asked) < 0) cut.Append(text, start, end - start);
            else cut.Append('‹').Append(text, start, end - start).Append('›');
            at = end;
        }

        return cut.Append(Next(text, at) is var (more, last) && more < last ? "…" : "").ToString();
    }

    // Read once and only as far as needed: a list shows 25 of these, each of a whole brief.
    private static int Place(string text, List<string> asked)
    {
        Span<int> starts = stackalloc int[Length];
        Span<int> hits = stackalloc int[Length];
        var (best, from, number) = (0, 0, 0);
        for (var (start, end) = Next(text, 0); start < end && best < asked.Count; (start, end) = Next(text, end), number++)
        {
            (starts[number % Length], hits[number % Length]) = (start, Hit(text.AsSpan(start, end - start), asked));
            if (hits[number % Length] < 0) continue;
            // Behind each hit: how many of the words asked for does a stretch hold that begins at one of the hits before it?
            for (var first = Math.Max(0, number - (Length - Lead) + 1); first <= number; first++)
            {
                if (hits[first % Length] < 0) continue;
                var held = 0;
                for (var i = first; i <= number; i++) held |= hits[i % Length] < 0 ? 0 : 1 << hits[i % Length];
                if (int.PopCount(held) <= best) continue;
                best = int.PopCount(held);
                from = starts[(first - Math.Min(Lead, first)) % Length];
            }
        }

        return from;
    }

    private static (int Start, int End) Next(string text, int at)
    {
        while (at < text.Length && !char.IsLetterOrDigit(text[at])) at++;
        var start = at;
        while (at < text.Length && (char.IsLetterOrDigit(text[at]) || Accent(text[at]))) at++;
        return (start, at);
    }

    private static int Hit(ReadOnlySpan<char> word, List<string> asked)
    {
        if (!Ascii.IsValid(word)) word = Plain(word.ToString());
        for (var i = 0; i < asked.Count; i++)
        {
            if (word.StartsWith(asked[i], StringComparison.OrdinalIgnoreCase)) return i;
        }

        return -1;
    }

    private static List<string> Asked(string words)
    {
        var asked = new List<string>();
        for (var (start, end) = Next(words, 0); start < end && asked.Count < 12; (start, end) = Next(words, end))
        {
            var word = Plain(words[start..end]);
            if (!asked.Contains(word, StringComparer.OrdinalIgnoreCase)) asked.Add(word);
        }

        return asked;
    }

    private static string Plain(string word) => Ascii.IsValid(word) ? word : string.Concat(word.Normalize(NormalizationForm.FormD).Where(c => !Accent(c)));

    private static bool Accent(char c) => c > 127 && CharUnicodeInfo.GetUnicodeCategory(c) == UnicodeCategory.NonSpacingMark;
}
