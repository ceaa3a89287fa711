using System.Collections.Frozen;
using System.Globalization;
using HandoffBridge.Extraction.Dates;

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

    private static readonly FrozenDictionary<string, int> NumberAt = Numbers.Index().ToFrozenDictionary(n => n.Item, n => n.Index, StringComparer.Ordinal);

    /// <summary>Reads a text.</summary>
    public static ScopePhrase Read(ReadOnlySpan<char> text, HashSet<string>? names = null) => Read(ScopeVocabulary.Read(text), names);

    /// <summary>Reads a text that is cut into words.</summary>
    public static ScopePhrase Read(List<ScopeWord> words, HashSet<string>? names = null)
    {
        var terms = new List<string>(words.Count);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var figures = new List<ScopeFigure>();
        for (var i = 0; i < words.Count; i++)
        {
            var word = words[i];
            if (word.Figure is { } value)
            {
                // "31 Dec" counts nothing
                if (!IsMonth(words, i + 1) && !IsMonth(words, i - 1)) figures.Add(new ScopeFigure(value, Nouns(words, i + 1), word.Text, NounAfter(words, i + 1)));
            }
            else if (word.Term is { } term && names?.Contains(word.Text) != true && seen.Add(term)) terms.Add(term);
        }

        return new ScopePhrase(terms, figures);
    }

    private static bool IsMonth(List<ScopeWord> words, int at) => at >= 0 && at < words.Count && DateVocabulary.Find(words[at].Text).Word == Word.Month;

    private static string NounAfter(List<ScopeWord> words, int from) =>
        from < words.Count && words[from].Figure is null && !words[from].IsStop ? words[from].Text : "";

    private static List<string> Nouns(List<ScopeWord> words, int from)
    {
        var nouns = new List<string>(3);
        for (var i = from; i < words.Count && i < from + 4 && nouns.Count < 3; i++)
        {
            if (words[i].Figure is not null) break;
            if (!words[i].IsStop) nouns.Add(words[i].Stem);
        }

        return nouns;
    }

    /// <summary>Longer figures are serial numbers; times a year they would not fit.</summary>
    private const decimal MostValue = 1e15m;

    /// <summary>The value of a figure word; null where it is none. 1,400 and 6.400 are thousands, 20k is 20,000.</summary>
    internal static decimal? Figure(string word)
    {
        if (!char.IsAsciiDigit(word[0]))
        {
            var at = NumberAt.GetValueOrDefault(word);
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
        return decimal.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) && value < MostValue ? value * scale : null;
    }
}
