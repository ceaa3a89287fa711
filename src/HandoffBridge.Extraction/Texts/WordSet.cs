using System.Collections.Frozen;

namespace HandoffBridge.Extraction.Texts;

/// <summary>A set of words looked up in the text itself, whatever their case.</summary>
internal sealed class WordSet
{
    private readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> _words;

    /// <param name="words">Words parted by blanks.</param>
    public WordSet(string words) =>
        _words = words.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .ToFrozenSet(StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();

    public bool Has(ReadOnlySpan<char> word) => word.Length is > 0 and < 32 && _words.Contains(word);
}
