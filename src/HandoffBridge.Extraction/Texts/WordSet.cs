using System.Collections.Frozen;

namespace HandoffBridge.Extraction.Texts;

/// <summary>A set of words looked up in the text itself, whatever their case.</summary>
internal sealed class WordSet
{
    private readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> _words;

    private readonly bool[] _starts = new bool[128];
    private readonly int _longest;

    /// <param name="words">Words parted by blanks.</param>
    public WordSet(string words)
    {
        var set = words.Split(' ', StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.OrdinalIgnoreCase);
        _words = set.GetAlternateLookup<ReadOnlySpan<char>>();
        foreach (var word in set)
        {
            _longest = Math.Max(_longest, word.Length);
            if (word[0] >= 128) continue;
            _starts[char.ToLowerInvariant(word[0])] = true;
            _starts[char.ToUpperInvariant(word[0])] = true;
        }
    }

    public bool Has(ReadOnlySpan<char> word) =>
        word.Length > 0 && word.Length <= _longest && (word[0] >= 128 || _starts[word[0]]) && _words.Contains(word);
}
