using System.Runtime.InteropServices;

namespace HandoffBridge.Extraction.Scopes;

/// <summary>In how many lines and paragraphs of a deal each term stands: a rare term tells more.</summary>
internal sealed class TermCounts
{
    private readonly Dictionary<string, (int Count, int Last)> _terms = new(StringComparer.Ordinal);

    /// <summary>How many texts were counted.</summary>
    public int Texts { get; private set; }

    /// <summary>How many of them hold a term.</summary>
    public int TextsWith(string term) => _terms.TryGetValue(term, out var seen) ? seen.Count : 0;

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
            for (var at = 0; ScopeVocabulary.Next(paragraph, ref at) is { } word;)
            {
                if (word.Term is { } term) Add(term);
            }
        }
    }

    private void Add(string term)
    {
        ref var seen = ref CollectionsMarshal.GetValueRefOrAddDefault(_terms, term, out _);
        if (seen.Last == Texts) return;
        seen = (seen.Count + 1, Texts);
    }
}
