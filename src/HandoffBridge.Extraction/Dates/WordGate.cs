namespace HandoffBridge.Extraction.Dates;

/// <summary>A cheap "may be in the list" by first letter, second letter and length: most words never reach the dictionary.</summary>
internal sealed class WordGate
{
    private readonly uint[] masks = new uint[26 * 16];
    private bool all;

    /// <summary>Lets a word through from now on.</summary>
    public void Add(ReadOnlySpan<char> word)
    {
        if (word.Length is < 1 or > 15 || Letter(word[0]) is var first && first > 25)
        {
            // words that begin outside a–z always pass
            all |= word.Length > 15;
            return;
        }

        masks[(first * 16) + word.Length] |= word.Length == 1 ? uint.MaxValue : 1u << Letter(word[1]);
    }

    /// <summary>Whether a word may be in the list; never false for one that is.</summary>
    public bool Passes(ReadOnlySpan<char> word)
    {
        if (word.Length > 15) return all;
        var first = Letter(word[0]);
        if (first > 25) return true;
        return (masks[(first * 16) + word.Length] & (word.Length == 1 ? uint.MaxValue : 1u << Letter(word[1]))) != 0;
    }

    /// <summary>0 to 25 for a letter, 31 for anything else.</summary>
    private static int Letter(char c) => char.IsAsciiLetter(c) ? (c | 0x20) - 'a' : 31;
}
