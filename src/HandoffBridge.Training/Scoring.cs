using System.Text.RegularExpressions;
using HandoffBridge.Extraction.Signals;

namespace HandoffBridge.Training;

/// <summary>Word overlap of quotes as the judge measures it.</summary>
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

    [GeneratedRegex(@"[^\W_]+(?:['’][^\W_]+)*", RegexOptions.CultureInvariant, 10000)]
    private static partial Regex Word();
}

/// <summary>Counts of one kind.</summary>
internal struct Tally
{
    public int Right, Wrong, Missed;

    public readonly double Precision => Right + Wrong == 0 ? 0 : (double)Right / (Right + Wrong);
    public readonly double Recall => Right + Missed == 0 ? 0 : (double)Right / (Right + Missed);
    public readonly double F1 => 2 * Right + Wrong + Missed == 0 ? 0 : 2.0 * Right / (2 * Right + Wrong + Missed);
}
