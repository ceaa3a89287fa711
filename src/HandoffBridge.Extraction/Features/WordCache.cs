using System.Runtime.InteropServices;

namespace HandoffBridge.Extraction.Features;

/// <summary>What the vectors and the word classes know of words met before, side by side: one look for both. For one thread.</summary>
internal sealed class WordCache
{
    private const int Bits = 13;
    private readonly Entry[] _entries = new Entry[1 << Bits];

    /// <summary>Tells the vector of each token, and the classes of the words and phrases that start at it.</summary>
    public void Mark(Span<Token> tokens, Span<ulong> classes)
    {
        for (var i = 0; i < tokens.Length; i++)
        {
            ref var t = ref tokens[i];
            ref readonly var known = ref Of(t.Word);
            t.Vector = t.Shape == TokenShape.Word ? known.Vector : -1;
            var mask = known.Mask;
            if (known.Phrases is { } phrases) mask |= Lexicon.MaskOf(phrases, tokens, i + 1);
            classes[i] = mask;
        }
    }

    private ref readonly Entry Of(uint word)
    {
        ref var entry = ref _entries[(word * 0x9E3779B1u) >> (32 - Bits)];
        if (entry.Word == word && entry.Filled) return ref entry;
        var (mask, phrases) = Lexicon.Shared.Find(word);
        entry = new Entry { Word = word, Filled = true, Vector = WordVectors.Shared.Find(word), Mask = mask, Phrases = phrases };
        return ref entry;
    }

    [StructLayout(LayoutKind.Auto)]
    private struct Entry
    {
        public ulong Mask;
        public Lexicon.Phrase[]? Phrases;
        public uint Word;
        public int Vector;
        public bool Filled;
    }
}
