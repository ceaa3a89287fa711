using System.Runtime.InteropServices;

namespace HandoffBridge.Extraction.Features;

/// <summary>What the vectors and the word classes know of words met before, side by side: one look for both. For one thread.</summary>
internal sealed class WordCache
{
    private const int Bits = 14;
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
            if (known.Phrases > 1 && i + 1 < tokens.Length && (known.Seconds >> Lexicon.SecondBit(tokens[i + 1].Word) & 1) != 0) mask |= Lexicon.Shared.MaskOf(known.Phrases - 1, tokens, i + 1);
            classes[i] = mask;
        }
    }

    private ref readonly Entry Of(uint word)
    {
        ref var entry = ref _entries[(word * 0x9E3779B1u) >> (32 - Bits)];
        if (entry.Word == word && entry.Phrases > 0) return ref entry;
        var (mask, phrases) = Lexicon.Shared.Find(word);
        entry = new Entry { Word = word, Vector = WordVectors.Shared.Find(word), Mask = mask, Phrases = phrases + 1, Seconds = phrases > 0 ? Lexicon.Shared.SecondsOf(phrases) : 0 };
        return ref entry;
    }

    [StructLayout(LayoutKind.Auto)]
    private struct Entry
    {
        public ulong Mask;
        public uint Word;
        public int Vector;
        // 0 where nothing is known yet; otherwise one more than the number of the phrases, which count from 1
        public int Phrases;
        // a bit for each second word of the phrases
        public ulong Seconds;
    }
}
