namespace HandoffBridge.Extraction.Scopes;

/// <summary>Cuts texts into <see cref="ScopeWord"/>s. Words met before are known again without being written down; safe for several threads.</summary>
internal static class ScopeVocabulary
{
    // the words of a language that trails use fit; what comes when the table is full is made anew each time
    private const int Slots = 1 << 15, Most = Slots / 2, Longest = 64;
    private static readonly ScopeWord?[] Known = new ScopeWord?[Slots];
    private static readonly Lock Writing = new();
    private static int _count;

    /// <summary>The words of a text, in order.</summary>
    public static List<ScopeWord> Words(ReadOnlySpan<char> text)
    {
        var words = new List<ScopeWord>(text.Length / 5);
        for (var at = 0; Next(text, ref at) is { } word;) words.Add(word);
        return words;
    }

    /// <summary>The next word from an offset on; null behind the last.</summary>
    public static ScopeWord? Next(ReadOnlySpan<char> text, ref int at)
    {
        while (at < text.Length && !char.IsLetterOrDigit(text[at])) at++;
        if (at == text.Length) return null;
        Span<char> folded = stackalloc char[Longest];
        var start = at;
        var hash = 2166136261u;
        for (; at < text.Length && (char.IsLetterOrDigit(text[at]) || Inside(text, at)); at++)
        {
            var c = Features.Tokenizer.Fold(text[at]);
            hash = (hash ^ c) * 16777619u;
            if (at - start < Longest) folded[at - start] = c;
        }

        return at - start <= Longest
            ? Find(folded[..(at - start)], hash)
            : new ScopeWord(text[start..at].ToString().ToLowerInvariant().Replace('’', '\''), hash);
    }

    private static bool Inside(ReadOnlySpan<char> text, int i)
    {
        if (i + 1 >= text.Length || i == 0) return false;
        if (text[i] is '\'' or '’') return char.IsLetter(text[i + 1]);
        return text[i] is '.' or ',' && char.IsAsciiDigit(text[i - 1]) && char.IsAsciiDigit(text[i + 1]);
    }

    private static ScopeWord Find(ReadOnlySpan<char> folded, uint hash)
    {
        var slot = Slot(hash);
        for (; Volatile.Read(ref Known[slot]) is { } known; slot = (slot + 1) & (Slots - 1))
        {
            if (known.Hash == hash && folded.SequenceEqual(known.Text)) return known;
        }

        var word = new ScopeWord(folded.ToString(), hash);
        lock (Writing)
        {
            if (_count == Most) return word;
            while (Known[slot] is not null) slot = (slot + 1) & (Slots - 1);
            Volatile.Write(ref Known[slot], word);
            _count++;
        }

        return word;
    }

    private static int Slot(uint hash) => (int)((hash ^ (hash >> 15)) & (Slots - 1));
}
