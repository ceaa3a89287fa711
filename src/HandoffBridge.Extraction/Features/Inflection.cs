namespace HandoffBridge.Extraction.Features;

/// <summary>Regular English inflection of lexicon entries: "promise+" stands for promise, promises, promised and promising.</summary>
internal static class Inflection
{
    /// <summary>All forms of an entry; the entry itself where it carries no "+".</summary>
    public static IEnumerable<string> Forms(string entry)
    {
        var plus = entry.IndexOf('+', StringComparison.Ordinal);
        if (plus < 0) return [entry];
        var stem = entry[..plus];
        var tail = entry[(plus + 1)..];
        return Endings(stem).Select(f => f + tail);
    }

    private static IEnumerable<string> Endings(string w)
    {
        yield return w;
        if (w.Length < 2) yield break;
        var last = w[^1];
        var before = w[^2];
        if (last == 'e')
        {
            yield return w + "s";
            yield return w + "d";
            yield return w[..^1] + "ing";
        }
        else if (last == 'y' && !IsVowel(before))
        {
            yield return w[..^1] + "ies";
            yield return w[..^1] + "ied";
            yield return w + "ing";
        }
        else
        {
            yield return w + (last is 's' or 'x' or 'z' or 'o' || w.EndsWith("ch", StringComparison.Ordinal) || w.EndsWith("sh", StringComparison.Ordinal) ? "es" : "s");
            yield return w + "ed";
            yield return w + "ing";
            if (!IsVowel(last) && last is not ('w' or 'x' or 'y') && IsVowel(before) && w.Length > 2 && !IsVowel(w[^3]))
            {
                yield return w + last + "ed";
                yield return w + last + "ing";
            }
        }
    }

    private static bool IsVowel(char c) => c is 'a' or 'e' or 'i' or 'o' or 'u';
}
