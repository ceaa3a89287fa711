using System.Numerics;

namespace HandoffBridge.Extraction.Features;

/// <summary>Writes a passage's features: its own words, its neighbours', its frame and its word classes.</summary>
internal static class FeatureReader
{
    private static readonly uint[] Salts = [.. Enumerable.Range(0, 32).Select(i => Hashing.Of("salt" + i))];

    public static void Read(DocumentReading doc, int index, FeatureList f)
    {
        f.Clear();
        var passages = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(doc.Passages);
        ref readonly var p = ref passages[index];
        var tokens = doc.TokensOf(p);
        Words(tokens, f);
        Around(doc, index, -1, Salts[5], f);
        f.Close(Family.Before);
        Around(doc, index, 1, Salts[6], f);
        f.Close(Family.After);
        Frame(doc, p, tokens, index, f);
        f.Close(Family.Frame);
        Classes(doc.ClassesOf(p), f);
        Sided(doc, p, tokens, f);
        Context(doc, index, f);
    }

    // "we will" is our promise or theirs by who speaks: words and classes once more, with the voice
    private static void Sided(DocumentReading doc, in Passage p, ReadOnlySpan<Token> t, FeatureList f)
    {
        var voice = Hashing.Join(Salts[13], VoiceOf(doc, p));
        foreach (var x in t)
        {
            if (x.Shape != TokenShape.Mark) f.Add(Hashing.Join(voice, x.Hash));
        }

        var typed = Hashing.Join(Salts[14], Hashing.Join(Hashing.Of(doc.Document.Type), VoiceOf(doc, p)));
        for (var rest = Union(doc.ClassesOf(p)); rest != 0; rest &= rest - 1)
        {
            var c = (uint)BitOperations.TrailingZeroCount(rest);
            f.Add(Hashing.Join(voice, c));
            f.Add(Hashing.Join(typed, c));
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
            var salt = Hashing.Join(Salts[15], (uint)(step + 2));
            f.Add(Hashing.Join(salt, 1000 + (VoiceOf(doc, p) * 4) + here));
            f.Add(Hashing.Join(salt, 1100 + (uint)p.Layout));
            if (t.Length > 0 && t[^1].Mark == '?') f.Add(Hashing.Join(salt, 1200 + here));
            for (var rest = Union(doc.ClassesOf(p)); rest != 0; rest &= rest - 1) f.Add(Hashing.Join(salt, (uint)BitOperations.TrailingZeroCount(rest)));
        }

        f.Close(Family.Context);
    }

    private static ulong Union(ReadOnlySpan<ulong> classes)
    {
        var seen = 0UL;
        foreach (var c in classes) seen |= c;
        return seen;
    }

    private static uint VoiceOf(DocumentReading doc, in Passage p) => p.Layout == Layout.Turn || p.Voice != Voice.Unknown
        ? (p.Voice switch { Voice.Customer => 2u, Voice.Seller => 1u, _ => 3u })
        : doc.Document.Author?.Side == "customer" ? 2u : 1u;

    private static void Words(ReadOnlySpan<Token> t, FeatureList f)
    {
        for (var i = 0; i < t.Length; i++) f.Add(t[i].Hash);
        f.Close(Family.Words);
        f.Add(Hashing.Join(Salts[0], t.Length > 0 ? t[0].Hash : 0));
        for (var i = 0; i + 1 < t.Length; i++) f.Add(Hashing.Join(t[i].Hash, t[i + 1].Hash));
        f.Close(Family.Pairs);
        for (var i = 0; i + 2 < t.Length; i++) f.Add(Hashing.Join(Hashing.Join(t[i].Hash, t[i + 1].Hash), t[i + 2].Hash));
        f.Close(Family.Triples);
        for (var i = 0; i < t.Length; i++)
        {
            if (t[i].Shape != TokenShape.Word) continue;
            f.Add(Hashing.Join(Salts[1], t[i].Stem));
            f.Add(Hashing.Join(Salts[2], t[i].Tail));
        }

        f.Close(Family.Parts);
        for (var i = 0; i < t.Length; i++)
        {
            if (t[i].Shape == TokenShape.Mark) continue;
            for (var j = i + 2; j < Math.Min(i + 4, t.Length); j++)
            {
                if (t[j].Shape != TokenShape.Mark) f.Add(Hashing.Join(Salts[3], Hashing.Join(t[i].Hash, t[j].Hash)));
            }
        }

        f.Close(Family.Gaps);
    }

    private static void Around(DocumentReading doc, int index, int step, uint salt, FeatureList f)
    {
        var at = index + step;
        if (at < 0 || at >= doc.Passages.Count)
        {
            f.Add(salt);
            return;
        }

        var p = doc.Passages[at];
        var sameLine = p.Line == doc.Passages[index].Line ? Salts[7] : Salts[8];
        foreach (var t in doc.TokensOf(p))
        {
            f.Add(Hashing.Join(salt, t.Hash));
            f.Add(Hashing.Join(Hashing.Join(salt, sameLine), t.Hash));
        }
    }

    private static void Frame(DocumentReading doc, in Passage p, ReadOnlySpan<Token> t, int index, FeatureList f)
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
            foreach (var h in doc.TokensOf(doc.Passages[p.Heading])) Put(16, h.Stem);
        }
    }

    private static void Classes(ReadOnlySpan<ulong> classes, FeatureList f)
    {
        var seen = 0UL;
        foreach (var c in classes) seen |= c;
        for (var rest = seen; rest != 0; rest &= rest - 1) f.Add(Hashing.Join(Salts[11], (uint)BitOperations.TrailingZeroCount(rest)));
        f.Close(Family.Classes);
        for (var i = 0; i < classes.Length; i++)
        {
            for (var a = classes[i]; a != 0; a &= a - 1)
            {
                var x = (uint)BitOperations.TrailingZeroCount(a);
                for (var j = i + 1; j < Math.Min(classes.Length, i + 7); j++)
                {
                    for (var b = classes[j]; b != 0; b &= b - 1)
                        f.Add(Hashing.Join(Salts[12], (x << 8) | (uint)BitOperations.TrailingZeroCount(b)));
                }
            }
        }

        f.Close(Family.ClassPairs);
    }
}
