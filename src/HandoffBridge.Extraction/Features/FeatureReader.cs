using System.Numerics;

namespace HandoffBridge.Extraction.Features;

/// <summary>Writes a passage's features: its own words, its neighbours', its frame and its word classes.</summary>
internal static class FeatureReader
{
    /// <summary>Classes of tokens less than this far apart make a pair.</summary>
    public const int ClassReach = 7;

    // every passage below it reads it
    private const int MaxHeading = 64;

    private static readonly uint[] Salts = [.. Enumerable.Range(0, 32).Select(i => Hashing.Of("salt" + i))];

    public static void Read(DocumentReading doc, int index, FeatureList f)
    {
        f.Clear();
        var passages = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(doc.Passages);
        ref readonly var p = ref passages[index];
        var tokens = doc.TokensOf(p);
        foreach (ref readonly var t in tokens) f.Add(t.Hash);
        f.Close(Family.Words);
        Pairs(tokens, f);
        Triples(tokens, f);
        Parts(tokens, f);
        Gaps(tokens, f);
        Around(doc, index, -1, f);
        f.Close(Family.Before);
        Around(doc, index, 1, f);
        f.Close(Family.After);
        Frame(doc, p, tokens, index, f);
        Classes(doc.ClassesOf(p), f);
        Sided(doc, p, tokens, f);
        Context(doc, index, f);
    }

    /// <summary>A neighbour's word, by side of the neighbour.</summary>
    public static uint Neighbour(uint word, int step) => Hashing.Join(step < 0 ? Salts[5] : Salts[6], word);

    /// <summary>The same, by whether the neighbour was written in one breath with the passage.</summary>
    public static uint Neighbour(uint word, int step, bool sameLine) => Hashing.Join(Hashing.Join(step < 0 ? Salts[5] : Salts[6], sameLine ? Salts[7] : Salts[8]), word);

    /// <summary>What stands where there is no neighbour.</summary>
    public static uint NoNeighbour(int step) => step < 0 ? Salts[5] : Salts[6];

    /// <summary>The first letters of a word.</summary>
    public static uint Stem(in Token t) => Hashing.Join(Salts[1], t.Stem);

    /// <summary>The last letters of a word.</summary>
    public static uint Tail(in Token t) => Hashing.Join(Salts[2], t.Tail);

    /// <summary>A word or class by who speaks: "we will" is our promise or theirs.</summary>
    public static uint Spoken(uint voice, uint what) => Hashing.Join(Hashing.Join(Salts[13], voice), what);

    /// <summary>A class by who speaks in what kind of document.</summary>
    public static uint Typed(uint type, uint voice, uint what) => Hashing.Join(Hashing.Join(Salts[14], Hashing.Join(type, voice)), what);

    /// <summary>A word class.</summary>
    public static uint Class(uint bit) => Hashing.Join(Salts[11], bit);

    /// <summary>Two classes near each other.</summary>
    public static uint ClassPair(uint first, uint second) => Hashing.Join(Salts[12], (first << 8) | second);

    /// <summary>What is known of a passage up to two away.</summary>
    public static uint Nearby(int step, uint what) => Hashing.Join(Hashing.Join(Salts[15], (uint)(step + 2)), what);

    /// <summary>Who speaks in a passage: 1 = we, 2 = the customer, 3 = not known.</summary>
    public static uint VoiceOf(DocumentReading doc, in Passage p) => p.Layout == Layout.Turn || p.Voice != Voice.Unknown
        ? (p.Voice switch { Voice.Customer => 2u, Voice.Seller => 1u, _ => 3u })
        : doc.Document.Author?.Side == "customer" ? 2u : 1u;

    /// <summary>Words that stand together, and the first.</summary>
    public static void Pairs(ReadOnlySpan<Token> t, FeatureList f)
    {
        f.Add(Hashing.Join(Salts[0], t.Length > 0 ? t[0].Hash : 0));
        for (var i = 0; i + 1 < t.Length; i++) f.Add(Hashing.Join(t[i].Hash, t[i + 1].Hash));
        f.Close(Family.Pairs);
    }

    /// <summary>Three words that stand together.</summary>
    public static void Triples(ReadOnlySpan<Token> t, FeatureList f)
    {
        for (var i = 0; i + 2 < t.Length; i++) f.Add(Hashing.Join(Hashing.Join(t[i].Hash, t[i + 1].Hash), t[i + 2].Hash));
        f.Close(Family.Triples);
    }

    private static void Parts(ReadOnlySpan<Token> tokens, FeatureList f)
    {
        foreach (ref readonly var t in tokens)
        {
            if (t.Shape != TokenShape.Word) continue;
            f.Add(Stem(t));
            f.Add(Tail(t));
        }

        f.Close(Family.Parts);
    }

    /// <summary>Words with one or two between them.</summary>
    public static void Gaps(ReadOnlySpan<Token> t, FeatureList f)
    {
        for (var i = 0; i + 2 < t.Length; i++)
        {
            if (t[i].Shape == TokenShape.Mark) continue;
            if (t[i + 2].Shape != TokenShape.Mark) f.Add(Hashing.Join(Salts[3], Hashing.Join(t[i].Hash, t[i + 2].Hash)));
            if (i + 3 < t.Length && t[i + 3].Shape != TokenShape.Mark) f.Add(Hashing.Join(Salts[3], Hashing.Join(t[i].Hash, t[i + 3].Hash)));
        }

        f.Close(Family.Gaps);
    }

    private static void Around(DocumentReading doc, int index, int step, FeatureList f)
    {
        var at = index + step;
        if (at < 0 || at >= doc.Passages.Count)
        {
            f.Add(NoNeighbour(step));
            return;
        }

        var p = doc.Passages[at];
        var sameLine = p.Line == doc.Passages[index].Line;
        foreach (ref readonly var t in doc.TokensOf(p))
        {
            f.Add(Neighbour(t.Hash, step));
            f.Add(Neighbour(t.Hash, step, sameLine));
        }
    }

    /// <summary>Where and how the passage stands, in what document, under what heading, with whom in it.</summary>
    public static void Frame(DocumentReading doc, in Passage p, ReadOnlySpan<Token> t, int index, FeatureList f)
    {
        var d = doc.Document;
        var type = Hashing.Of(d.Type);
        var side = d.Author?.Side == "customer" ? 2u : 1u;
        var voice = p.Voice == Voice.Unknown ? (p.Layout == Layout.Turn ? 3u : side) : p.Voice == Voice.Customer ? 2u : 1u;
        void Put(uint kind, uint value) => f.Add(Hashing.Join(Salts[10], Hashing.Join(kind, value)));
        Put(1, type);
        Put(2, side);
        Put(3, Hashing.Join(type, side));
        Put(4, voice);
        Put(5, (uint)p.Layout);
        Put(6, Hashing.Join(type, voice));
        Put(7, (uint)Math.Min(p.Order, 4));
        Put(8, (uint)BitOperations.Log2((uint)t.Length + 1));
        Put(9, (uint)(index * 5 / Math.Max(1, doc.Passages.Count)));
        if (t.Length > 0)
        {
            Put(10, t[0].Hash);
            Put(11, Hashing.Join(voice, t[0].Hash));
            Put(12, t[^1].Hash);
            if (t.Length > 1) Put(13, Hashing.Join(t[0].Hash, t[1].Hash));
        }

        foreach (var x in t)
        {
            if (x.Mark == '?') Put(14, 1);
            if (x.Role != Role.None) Put(15, Hashing.Join((uint)x.Role, voice));
            foreach (var trait in doc.Roles.TraitsOf(x)) Put(18, trait);
        }

        for (var i = 0; i < Math.Min(8, doc.Subject.Length); i++) Put(17, doc.Subject[i].Stem);
        if (p.Heading >= 0)
        {
            var heading = doc.TokensOf(doc.Passages[p.Heading]);
            foreach (ref readonly var h in heading[..Math.Min(MaxHeading, heading.Length)]) Put(16, h.Stem);
        }

        f.Close(Family.Frame);
    }

    private static void Classes(ReadOnlySpan<ulong> classes, FeatureList f)
    {
        for (var rest = Union(classes); rest != 0; rest &= rest - 1) f.Add(Class((uint)BitOperations.TrailingZeroCount(rest)));
        f.Close(Family.Classes);
        for (var i = 0; i < classes.Length; i++)
        {
            for (var a = classes[i]; a != 0; a &= a - 1)
            {
                var x = (uint)BitOperations.TrailingZeroCount(a);
                for (var j = i + 1; j < Math.Min(classes.Length, i + ClassReach); j++)
                {
                    for (var b = classes[j]; b != 0; b &= b - 1) f.Add(ClassPair(x, (uint)BitOperations.TrailingZeroCount(b)));
                }
            }
        }

        f.Close(Family.ClassPairs);
    }

    private static void Sided(DocumentReading doc, in Passage p, ReadOnlySpan<Token> tokens, FeatureList f)
    {
        var voice = VoiceOf(doc, p);
        foreach (ref readonly var t in tokens)
        {
            if (t.Shape != TokenShape.Mark) f.Add(Spoken(voice, t.Hash));
        }

        var type = Hashing.Of(doc.Document.Type);
        for (var rest = Union(doc.ClassesOf(p)); rest != 0; rest &= rest - 1)
        {
            var c = (uint)BitOperations.TrailingZeroCount(rest);
            f.Add(Spoken(voice, c));
            f.Add(Typed(type, voice, c));
        }

        f.Close(Family.Sided);
    }

    private static void Context(DocumentReading doc, int index, FeatureList f)
    {
        var here = VoiceOf(doc, doc.Passages[index]);
        for (var step = -2; step <= 2; step++)
        {
            var at = index + step;
            if (step == 0 || at < 0 || at >= doc.Passages.Count) continue;
            var p = doc.Passages[at];
            var t = doc.TokensOf(p);
            f.Add(Nearby(step, Voices(VoiceOf(doc, p), here)));
            f.Add(Nearby(step, Layouts(p.Layout)));
            if (t.Length > 0 && t[^1].Mark == '?') f.Add(Nearby(step, Asked(here)));
            for (var rest = Union(doc.ClassesOf(p)); rest != 0; rest &= rest - 1) f.Add(Nearby(step, (uint)BitOperations.TrailingZeroCount(rest)));
        }

        f.Close(Family.Context);
    }

    /// <summary>Who speaks there and here, for <see cref="Nearby"/>.</summary>
    public static uint Voices(uint there, uint here) => 1000 + (there * 4) + here;

    /// <summary>How it stands on the page, for <see cref="Nearby"/>.</summary>
    public static uint Layouts(Layout layout) => 1100 + (uint)layout;

    /// <summary>A question, for <see cref="Nearby"/>.</summary>
    public static uint Asked(uint here) => 1200 + here;

    private static ulong Union(ReadOnlySpan<ulong> classes)
    {
        var seen = 0UL;
        foreach (var c in classes) seen |= c;
        return seen;
    }
}
