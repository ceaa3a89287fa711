using System.Runtime.InteropServices;

namespace HandoffBridge.Extraction.Scopes;

/// <summary>In how many lines and paragraphs of a deal each term stands: a rare term tells more.</summary>
internal sealed class TermCounts
{
    private readonly (int Count, int Last)[] _known = new (int, int)[ScopeVocabulary.Most];
    private readonly Dictionary<string, (int Count, int Last)> _others = new(StringComparer.Ordinal);

    /// <summary>How many texts were counted.</summary>
    public int Texts { get; private set; }

    /// <summary>What a term weighs that stands in none.</summary>
    public double Unseen => Math.Log(1 + Texts);

    /// <summary>How many of them hold a term.</summary>
    public int TextsWith(string term) =>
        (ScopeVocabulary.NumberOf(term) is >= 0 and var number ? _known[number].Count : 0) + (_others.TryGetValue(term, out var seen) ? seen.Count : 0);

    /// <summary>Counts the terms of one text.</summary>
    public void Add(IReadOnlyList<string> terms)
    {
        Texts++;
        foreach (var term in terms) Add(term);
    }

    /// <summary>Counts the terms of each line of a text that is not blank.</summary>
    public void AddParagraphs(ReadOnlySpan<char> text)
    {
        foreach (var line in text.Split('\n'))
        {
            var paragraph = text[line].Trim();
            if (paragraph.IsEmpty) continue;
            Texts++;
            for (var at = 0; ScopeVocabulary.NextTerm(paragraph, ref at, out var number, out var other);)
            {
                if (number >= 0) Add(ref _known[number]);
                else if (other is not null) Add(other);
            }
        }
    }

    private void Add(string term)
    {
        if (ScopeVocabulary.NumberOf(term) is >= 0 and var number) Add(ref _known[number]);
        else Add(ref CollectionsMarshal.GetValueRefOrAddDefault(_others, term, out _));
    }

    private void Add(ref (int Count, int Last) seen)
    {
        if (seen.Last != Texts) seen = (seen.Count + 1, Texts);
    }
}
