using System.Text;

namespace HandoffBridge.Stages.Forms;

/// <summary>Tells words that say something from words that fill a field. Kindly: the page says what is missing, nothing is thrown away.</summary>
public static class Filler
{
    private static readonly HashSet<string> Nothings = new(StringComparer.Ordinal)
    {
        "na", "none", "no", "nothing", "nil", "null", "tbd", "tba", "todo", "test", "asdf", "ok", "okay", "yes", "done", "see crm", "see notes", "see above", "as discussed", "unknown",
        "no idea", "dont know", "not sure", "not applicable", "to be defined", "to be discussed", "to be confirmed", "will follow", "later", "same", "same as before", "ask me", "call me",
        "keine", "nichts", "nein", "ja", "keine angabe", "unbekannt", "weiß nicht", "siehe crm", "siehe oben", "folgt", "später", "entfällt", "nicht relevant", "lorem ipsum", "blah", "bla",
    };

    /// <summary>Why the words do not count: the key of a text; null where they do.</summary>
    /// <param name="text">What was typed.</param>
    /// <param name="asked">The question or the item's own words: repeating them says nothing new.</param>
    /// <param name="elsewhere">What was typed in other handoffs.</param>
    public static string? Reason(string? text, string asked, IEnumerable<string> elsewhere)
    {
        ArgumentNullException.ThrowIfNull(elsewhere);
        var words = Fold(text);
        if (words.Length == 0) return "filler.empty";
        if (Nothings.Contains(words)) return "filler.nothing";
        if (words.Length < 3 || words.Distinct().Count() < 3) return "filler.nothing";
        if (words == Fold(asked)) return "filler.repeats";
        // A short true answer ("Ana Ruiz", "SAP ECC 6") may well stand in two handoffs; a paragraph does not.
        if (words.Length >= 40 && elsewhere.Any(e => Same(words, Fold(e)))) return "filler.copied";
        return null;
    }

    private static bool Same(string a, string b)
    {
        if (a == b) return true;
        if (b.Length < 40) return false;
        var (left, right) = (a.Split(' ').ToHashSet(StringComparer.Ordinal), b.Split(' ').ToHashSet(StringComparer.Ordinal));
        var shared = left.Count(right.Contains);
        return shared >= 0.9 * Math.Max(left.Count, right.Count);
    }

    private static string Fold(string? text)
    {
        var b = new StringBuilder();
        foreach (var c in text ?? "")
        {
            if (char.IsLetterOrDigit(c)) b.Append(char.ToLowerInvariant(c));
            else if (char.IsWhiteSpace(c) && b.Length > 0 && b[^1] != ' ') b.Append(' ');
        }

        return b.ToString().Trim();
    }
}
