using System.Text.RegularExpressions;

namespace HandoffBridge.Training;

/// <summary>Word overlap of quotes as the judge (score.py) measures it.</summary>
internal static partial class Overlap
{
    /// <summary>Lower-cased words with straight apostrophes.</summary>
    public static string[] Words(string text) =>
        [.. Word().Matches(text).Select(m => m.Value.ToLowerInvariant().Replace('’', '\''))];

    /// <summary>Dice coefficient over word multisets.</summary>
    public static double Dice(string[] a, string[] b)
    {
        if (a.Length == 0 || b.Length == 0) return 0;
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var w in a) counts[w] = counts.GetValueOrDefault(w) + 1;
        var common = 0;
        foreach (var w in b)
        {
            if (counts.GetValueOrDefault(w) <= 0) continue;
            counts[w]--;
            common++;
        }

        return 2.0 * common / (a.Length + b.Length);
    }

    /// <summary>Whether the needle's words stand in the text, in order and without a gap.</summary>
    public static bool Inside(string[] needle, string[] text)
    {
        if (needle.Length == 0) return false;
        for (var i = 0; i + needle.Length <= text.Length; i++)
        {
            if (text.AsSpan(i, needle.Length).SequenceEqual(needle)) return true;
        }

        return false;
    }

    [GeneratedRegex(@"[^\W_]+(?:['’][^\W_]+)*", RegexOptions.CultureInvariant, 10000)]
    private static partial Regex Word();
}
