using System.Globalization;

namespace HandoffBridge.Extraction.Scopes;

/// <summary>A figure of a text with the words it counts: 24 in "24 trainees on two sites".</summary>
/// <param name="Value">The figure.</param>
/// <param name="Nouns">Stems of the up to three words after it.</param>
/// <param name="Written">As written.</param>
/// <param name="Noun">The first of those words as written; empty where there is none.</param>
internal sealed record ScopeFigure(decimal Value, IReadOnlyList<string> Nouns, string Written, string Noun);

/// <summary>A text as the matcher compares it: its terms in order of appearance and its figures.</summary>
internal sealed record ScopePhrase(IReadOnlyList<string> Terms, IReadOnlyList<ScopeFigure> Figures)
{
    /// <summary>The kinds of work its terms belong to.</summary>
    public IReadOnlySet<string> Concepts { get; } = new HashSet<string>(Terms.Select(ScopeTerms.Concept).OfType<string>(), StringComparer.Ordinal);

    /// <summary>Lengths of time in days: 3 months is 90.</summary>
    public IReadOnlyList<(decimal Days, string Written)> Durations { get; } = [.. Figures.Select(Duration).OfType<(decimal, string)>()];

    private static (decimal Days, string Written)? Duration(ScopeFigure figure)
    {
        if (figure.Nouns.Count == 0) return null;
        decimal unit = figure.Nouns[0] switch { "dai" or "day" => 1, "week" => 7, "fortnight" => 14, "month" => 30, "year" => 365, "hour" or "hr" => 1 / 8m, _ => 0 };
        return unit == 0 ? null : (figure.Value * unit, figure.Written + " " + figure.Nouns[0] switch { "dai" => "days", var noun => noun + (figure.Value == 1 ? "" : "s") });
    }

    private static readonly string[] Numbers =
    [
        "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
        "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety",
    ];

    /// <summary>Reads a text.</summary>
    public static ScopePhrase Read(ReadOnlySpan<char> text, HashSet<string>? names = null)
    {
        var words = Words(text);
        var terms = new List<string>(words.Count);
        var figures = new List<ScopeFigure>();
        for (var i = 0; i < words.Count; i++)
        {
            var word = words[i];
            if (Figure(word) is { } value)
            {
                figures.Add(new ScopeFigure(value, Nouns(words, i + 1), word, NounAfter(words, i + 1)));
                continue;
            }

            if (ScopeTerms.IsStop(word) || names?.Contains(word) == true) continue;
            var stem = ScopeTerms.Stem(word);
            if (stem.Length < 2 || ScopeTerms.IsStop(stem)) continue;
            if (!terms.Contains(stem)) terms.Add(stem);
        }

        return new ScopePhrase(terms, figures);
    }

    private static string NounAfter(List<string> words, int from) =>
        from < words.Count && Figure(words[from]) is null && !ScopeTerms.IsStop(words[from]) ? words[from] : "";

    private static List<string> Nouns(List<string> words, int from)
    {
        var nouns = new List<string>(3);
        for (var i = from; i < words.Count && i < from + 4 && nouns.Count < 3; i++)
        {
            if (Figure(words[i]) is not null) break;
            if (!ScopeTerms.IsStop(words[i])) nouns.Add(ScopeTerms.Stem(words[i]));
        }

        return nouns;
    }

    internal static List<string> Words(ReadOnlySpan<char> text)
    {
        var words = new List<string>();
        for (var i = 0; i < text.Length;)
        {
            if (!char.IsLetterOrDigit(text[i]))
            {
                i++;
                continue;
            }

            var start = i;
            while (i < text.Length && (char.IsLetterOrDigit(text[i]) || Inside(text, i))) i++;
            words.Add(text[start..i].ToString().ToLowerInvariant().Replace('’', '\''));
        }

        return words;
    }

    private static bool Inside(ReadOnlySpan<char> text, int i)
    {
        if (i + 1 >= text.Length || i == 0) return false;
        if (text[i] is '\'' or '’') return char.IsLetter(text[i + 1]);
        return text[i] is '.' or ',' && char.IsAsciiDigit(text[i - 1]) && char.IsAsciiDigit(text[i + 1]);
    }

    /// <summary>The value of a figure word; null where it is none. 1,400 and 6.400 are thousands, 20k is 20,000.</summary>
    internal static decimal? Figure(string word)
    {
        if (!char.IsAsciiDigit(word[0]))
        {
            var at = Array.IndexOf(Numbers, word);
            return at < 1 ? null : at <= 20 ? at : (at - 18) * 10;
        }

        var scale = 1m;
        var digits = word;
        if (word.Length > 1 && word[^1] == 'k' && char.IsAsciiDigit(word[^2]))
        {
            scale = 1000;
            digits = word[..^1];
        }

        var separator = digits.LastIndexOfAny([',', '.']);
        if (separator > 0 && digits.Length - separator == 4) digits = digits.Replace(",", "", StringComparison.Ordinal).Replace(".", "", StringComparison.Ordinal);
        else if (separator > 0) digits = digits.Replace(',', '.');
        return decimal.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) ? value * scale : null;
    }
}
