using System.Runtime.InteropServices;

namespace HandoffBridge.Extraction.Scopes;

/// <summary>Cuts texts into <see cref="ScopeWord"/>s. Words met before are known again without being written down; safe for several threads.</summary>
internal static class ScopeVocabulary
{
    /// <summary>The most words known: those of a language that trails use fit. What comes when the table is full is made anew each time.</summary>
    public const int Most = Slots / 2;

    private const int Slots = 1 << 15, Longest = 64;
    // a word is known by 64 bits of hash; two of 16,384 words share them once in 10^11 such tables
    private static readonly Slot[] Known = new Slot[Slots];
    private static readonly ScopeWord[] Words = new ScopeWord[Most];
    private static readonly Dictionary<string, int> Terms = new(StringComparer.Ordinal);
    private static readonly Lock Writing = new();
    private static int _count;

    /// <summary>The words of a text, in order.</summary>
    public static List<ScopeWord> Read(ReadOnlySpan<char> text)
    {
        var words = new List<ScopeWord>(text.Length / 5);
        for (var at = 0; Next(text, ref at, out var start, out var hash);)
        {
            var slot = Find(hash);
            words.Add(slot.State > 0 ? Words[slot.State - 1] : Add(text[start..at], hash));
        }

        return words;
    }

    /// <summary>The number of the term the next word from an offset on is; -1 where it is no term, or where the term has no number and stands in <paramref name="other"/>.</summary>
    public static bool NextTerm(ReadOnlySpan<char> text, ref int at, out int number, out string? other)
    {
        (number, other) = (-1, null);
        if (!Next(text, ref at, out var start, out var hash)) return false;
        var slot = Find(hash);
        if (slot.State > 0)
        {
            number = slot.Term;
            if (number < 0) other = Words[slot.State - 1].Term;
            return true;
        }

        var word = Add(text[start..at], hash);
        number = word.TermNumber;
        if (number < 0) other = word.Term;
        return true;
    }

    /// <summary>The number of a term; -1 where it has none.</summary>
    public static int NumberOf(string term)
    {
        lock (Writing) return Terms.GetValueOrDefault(term, -1);
    }

    private static bool Next(ReadOnlySpan<char> text, ref int at, out int start, out ulong hash)
    {
        var i = at;
        while (i < text.Length && !IsLetterOrDigit(text[i])) i++;
        start = i;
        hash = 0xCBF29CE484222325ul;
        for (; i < text.Length && (IsLetterOrDigit(text[i]) || Inside(text, i)); i++) hash = (hash ^ Features.Tokenizer.Fold(text[i])) * 0x100000001B3ul;
        at = i;
        return i > start;
    }

    private static bool IsLetterOrDigit(char c) => c < 128 ? char.IsAsciiLetterOrDigit(c) : char.IsLetterOrDigit(c);

    private static bool Inside(ReadOnlySpan<char> text, int i)
    {
        if (i + 1 >= text.Length || i == 0) return false;
        if (text[i] is '\'' or '’') return char.IsLetter(text[i + 1]);
        return text[i] is '.' or ',' && char.IsAsciiDigit(text[i - 1]) && char.IsAsciiDigit(text[i + 1]);
    }

    private static Slot Find(ulong hash)
    {
        for (var at = At(hash); ; at = (at + 1) & (Slots - 1))
        {
            ref var slot = ref Known[at];
            // written last, read first: what stands beside it is whole
            var state = Volatile.Read(ref slot.State);
            if (state == 0 || slot.Hash == hash) return new Slot { State = state, Term = slot.Term };
        }
    }

    private static ScopeWord Add(ReadOnlySpan<char> text, ulong hash)
    {
        var word = new ScopeWord(text.ToString().ToLowerInvariant().Replace('’', '\''));
        lock (Writing)
        {
            if (word.Term is { } term && Terms.TryGetValue(term, out var number)) word.TermNumber = number;
            if (_count == Most || text.Length > Longest) return word;
            // what a longer word may have for a stem too has no number
            if (word.Term is { Length: < Longest / 2 } fresh && word.TermNumber < 0) Terms[fresh] = word.TermNumber = Terms.Count;
            var at = At(hash);
            while (Known[at].State != 0)
            {
                if (Known[at].Hash == hash) return word;
                at = (at + 1) & (Slots - 1);
            }

            Words[_count++] = word;
            (Known[at].Hash, Known[at].Term) = (hash, word.TermNumber);
            Volatile.Write(ref Known[at].State, _count);
        }

        return word;
    }

    private static int At(ulong hash) => (int)((hash ^ (hash >> 29)) & (Slots - 1));

    /// <summary>A word's hash, its number among the known plus one, and that of its term.</summary>
    [StructLayout(LayoutKind.Auto)]
    private struct Slot
    {
        public ulong Hash;
        public int State;
        public int Term;
    }
}
