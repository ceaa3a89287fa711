using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using HandoffBridge.Extraction.Features;

namespace HandoffBridge.Extraction.Models;

/// <summary>
/// The model that reads every passage: what <see cref="LinearTable.Score"/> says of <see cref="FeatureReader"/>'s features,
/// and the meaning. Most features tell of one word, or of word classes alone; their weights are
/// found once for a word and kept, and only what tells of several words is looked up for each passage.
/// </summary>
internal sealed partial class FirstModel
{
    private const int Kinds = LinearTable.Kinds;
    private const int ClassBits = 64;
    // sums of longer passages would not fit 16 bits: they are read feature by feature
    private const int Longest = 120;

    private readonly LinearTable _table;
    private readonly float[] _bias;
    // [dimension][of the passage, of the one before, of the one after][kind]
    private readonly float[] _meaning;
    private readonly long[] _classes = new long[ClassBits];
    private readonly long[] _pairs = new long[ClassBits * ClassBits];
    // [voice][class]
    private readonly long[] _spoken = new long[4 * ClassBits];
    // [step + 2][class]
    private readonly long[] _nearby = new long[5 * ClassBits];

    /// <summary>Takes the weights of hashed features, a bias a kind, and kind after kind the weights of the three meanings.</summary>
    public FirstModel(LinearTable table, float[] bias, float[] meaning)
    {
        (_table, _bias) = (table, bias);
        _meaning = new float[meaning.Length];
        for (var kind = 0; kind < Kinds; kind++)
        {
            for (var whose = 0; whose < 3; whose++)
            {
                var share = whose == 0 ? 1f : PassageFacts.NeighbourShare;
                for (var d = 0; d < Meaning.Length; d++) _meaning[(((d * 3) + whose) * Kinds) + kind] = meaning[(((kind * 3) + whose) * Meaning.Length) + d] * share;
            }
        }

        for (var c = 0u; c < ClassBits; c++)
        {
            _classes[c] = table.Bytes(FeatureReader.Class(c), Family.Classes);
            for (var d = 0u; d < ClassBits; d++) _pairs[(c * ClassBits) + d] = table.Bytes(FeatureReader.ClassPair(c, d), Family.ClassPairs);
            for (var voice = 1u; voice <= 3; voice++) _spoken[(voice * ClassBits) + c] = table.Bytes(FeatureReader.Spoken(voice, c), Family.Sided);
            for (var step = -2; step <= 2; step++) _nearby[((step + 2) * ClassBits) + c] = table.Bytes(FeatureReader.Nearby(step, c), Family.Context);
        }
    }

    /// <summary>Writes the log-odds of the eight kinds for each of some passages of a document.</summary>
    public void Score(DocumentReading doc, List<int> speaking, Workspace w, Span<float> scores)
    {
        w.Start(doc, this);
        for (var i = 0; i < doc.Passages.Count; i++) w.Sums[i] = Read(doc, i, w);
        for (var i = 0; i < speaking.Count; i++)
        {
            var to = scores.Slice(i * Kinds, Kinds);
            _bias.CopyTo(to);
            Features(doc, speaking[i], w, to);
            AddMeaning(doc.Passages.Count, speaking[i], w, to);
        }
    }

    /// <summary>What a passage's words say by themselves, as itself and as a neighbour.</summary>
    private Sums Read(DocumentReading doc, int i, Workspace w)
    {
        var p = doc.Passages[i];
        var tokens = doc.TokensOf(p);
        var sums = new Sums { Voice = FeatureReader.VoiceOf(doc, p) };
        foreach (var c in doc.ClassesOf(p)) sums.Classes |= c;
        MeaningOf(doc.MeaningOf(i), w.Meanings.AsSpan(i * 3 * Kinds, 3 * Kinds));
        if (tokens.Length > Longest) return sums;
        var before = i + 1 < doc.Passages.Count && doc.Passages[i + 1].Line == p.Line ? Workspace.BeforeSame : Workspace.BeforeOther;
        var after = i > 0 && doc.Passages[i - 1].Line == p.Line ? Workspace.AfterSame : Workspace.AfterOther;
        var spoken = Workspace.Spoken + (int)sums.Voice;
        foreach (ref readonly var t in tokens)
        {
            var of = w.Of(t, _table);
            sums.Words += of[Workspace.Word];
            sums.Parts += of[Workspace.Parts];
            sums.Before += of[before];
            sums.After += of[after];
            sums.Spoken += of[spoken];
            if (t.Shape == TokenShape.Word) sums.WordCount++;
            if (t.Shape != TokenShape.Mark) sums.SpokenCount++;
        }

        return sums;
    }

    private void Features(DocumentReading doc, int i, Workspace w, Span<float> scores)
    {
        var p = doc.Passages[i];
        var tokens = doc.TokensOf(p);
        var f = w.Features;
        if (tokens.Length > Longest || Length(doc, i - 1) > Longest || Length(doc, i + 1) > Longest)
        {
            FeatureReader.Read(doc, i, f);
            _table.Score(f, scores);
            return;
        }

        f.Clear();
        f.Close(Family.Words);
        FeatureReader.Pairs(tokens, f);
        FeatureReader.Triples(tokens, f);
        f.Close(Family.Parts);
        FeatureReader.Gaps(tokens, f);
        f.Close(Family.Before);
        f.Close(Family.After);
        _table.Fetch(f.Of(Family.Pairs), Family.Pairs);
        _table.Fetch(f.Of(Family.Triples), Family.Triples);
        _table.Fetch(f.Of(Family.Gaps), Family.Gaps);
        FeatureReader.Frame(doc, p, tokens, i, f);
        ref readonly var own = ref w.Sums[i];
        Put(Family.Words, own.Words, tokens.Length, scores);
        Looked(Family.Pairs, f, scores);
        Looked(Family.Triples, f, scores);
        Put(Family.Parts, own.Parts, own.WordCount * 2, scores);
        Looked(Family.Gaps, f, scores);
        if (i > 0) Put(Family.Before, w.Sums[i - 1].Before, Length(doc, i - 1) * 2, scores);
        else Put(Family.Before, LinearTable.Widen(_table.Bytes(FeatureReader.NoNeighbour(-1), Family.Before)), 1, scores);
        if (i + 1 < doc.Passages.Count) Put(Family.After, w.Sums[i + 1].After, Length(doc, i + 1) * 2, scores);
        else Put(Family.After, LinearTable.Widen(_table.Bytes(FeatureReader.NoNeighbour(1), Family.After)), 1, scores);
        Looked(Family.Frame, f, scores);
        Put(Family.Classes, Sum(_classes, own.Classes), BitOperations.PopCount(own.Classes), scores);
        Pairs(doc.ClassesOf(p), scores);
        var typed = w.Typed(doc.Document.Type, own.Voice, _table);
        Put(Family.Sided, own.Spoken + Sum(_spoken.AsSpan((int)own.Voice * ClassBits, ClassBits), own.Classes) + Sum(typed, own.Classes), own.SpokenCount + (2 * BitOperations.PopCount(own.Classes)), scores);
        Context(doc, i, w, scores);
    }

    /// <summary>Which classes stand near each other.</summary>
    private void Pairs(ReadOnlySpan<ulong> classes, Span<float> scores)
    {
        var sums = Vector256<int>.Zero;
        var count = 0;
        for (var i = 0; i < classes.Length; i++)
        {
            for (var a = classes[i]; a != 0; a &= a - 1)
            {
                var row = _pairs.AsSpan(BitOperations.TrailingZeroCount(a) * ClassBits, ClassBits);
                var sum = Vector128<short>.Zero;
                foreach (var near in classes[(i + 1)..Math.Min(classes.Length, i + FeatureReader.ClassReach)])
                {
                    for (var b = near; b != 0; b &= b - 1)
                    {
                        sum += LinearTable.Widen(row[BitOperations.TrailingZeroCount(b)]);
                        count++;
                    }
                }

                sums += LinearTable.Widen(sum);
            }
        }

        if (count > 0) _table.Add(Family.ClassPairs, sums, count, scores);
    }

    /// <summary>Who speaks around, of what.</summary>
    private void Context(DocumentReading doc, int i, Workspace w, Span<float> scores)
    {
        var here = w.Sums[i].Voice;
        var sums = Vector256<int>.Zero;
        var count = 0;
        for (var step = -2; step <= 2; step++)
        {
            var at = i + step;
            if (step == 0 || (uint)at >= (uint)doc.Passages.Count) continue;
            var p = doc.Passages[at];
            ref readonly var there = ref w.Sums[at];
            var sum = Sum(_nearby.AsSpan((step + 2) * ClassBits, ClassBits), there.Classes)
                + LinearTable.Widen(_table.Bytes(FeatureReader.Nearby(step, FeatureReader.Voices(there.Voice, here)), Family.Context))
                + LinearTable.Widen(_table.Bytes(FeatureReader.Nearby(step, FeatureReader.Layouts(p.Layout)), Family.Context));
            count += 2 + BitOperations.PopCount(there.Classes);
            var tokens = doc.TokensOf(p);
            if (tokens.Length > 0 && tokens[^1].Mark == '?')
            {
                sum += LinearTable.Widen(_table.Bytes(FeatureReader.Nearby(step, FeatureReader.Asked(here)), Family.Context));
                count++;
            }

            sums += LinearTable.Widen(sum);
        }

        if (count > 0) _table.Add(Family.Context, sums, count, scores);
    }

    private static Vector128<short> Sum(ReadOnlySpan<long> rows, ulong classes)
    {
        var sum = Vector128<short>.Zero;
        for (; classes != 0; classes &= classes - 1) sum += LinearTable.Widen(rows[BitOperations.TrailingZeroCount(classes)]);
        return sum;
    }

    private static int Length(DocumentReading doc, int i) => (uint)i < (uint)doc.Passages.Count ? doc.Passages[i].LastToken - doc.Passages[i].FirstToken : 0;

    private void Put(Family family, Vector128<short> sum, int count, Span<float> scores)
    {
        if (count > 0) _table.Add(family, LinearTable.Widen(sum), count, scores);
    }

    private void Looked(Family family, FeatureList f, Span<float> scores)
    {
        var hashes = f.Of(family);
        if (hashes.Length > 0) _table.Add(family, _table.Sum(hashes, family), hashes.Length, scores);
    }

    /// <summary>What a meaning says of its passage, of the next and of the one before.</summary>
    private void MeaningOf(ReadOnlySpan<float> meaning, Span<float> to)
    {
        ref var at = ref MemoryMarshal.GetArrayDataReference(_meaning);
        var (a, b, c) = (Vector256<float>.Zero, Vector256<float>.Zero, Vector256<float>.Zero);
        for (var d = 0; d < meaning.Length; d++)
        {
            var m = Vector256.Create(meaning[d]);
            var row = (nuint)(d * 3 * Kinds);
            a += Vector256.LoadUnsafe(ref at, row) * m;
            b += Vector256.LoadUnsafe(ref at, row + Kinds) * m;
            c += Vector256.LoadUnsafe(ref at, row + (2 * Kinds)) * m;
        }

        a.CopyTo(to);
        b.CopyTo(to[Kinds..]);
        c.CopyTo(to[(2 * Kinds)..]);
    }

    private static void AddMeaning(int count, int i, Workspace w, Span<float> scores)
    {
        var sum = Vector256.Create<float>(scores) + Vector256.Create<float>(w.Meanings.AsSpan(i * 3 * Kinds));
        if (i > 0) sum += Vector256.Create<float>(w.Meanings.AsSpan(((i * 3) - 2) * Kinds));
        if (i + 1 < count) sum += Vector256.Create<float>(w.Meanings.AsSpan(((i * 3) + 5) * Kinds));
        sum.CopyTo(scores);
    }

    /// <summary>What was summed of a passage.</summary>
    [StructLayout(LayoutKind.Auto)]
    internal struct Sums
    {
        public Vector128<short> Words, Parts, Before, After, Spoken;
        public ulong Classes;
        public int WordCount, SpokenCount;
        public uint Voice;
    }
}
