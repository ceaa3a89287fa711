using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using HandoffBridge.Extraction.Features;

namespace HandoffBridge.Extraction.Models;

/// <summary>
/// Several <see cref="ConvNet"/>s that read the same passages, in 16-bit whole numbers: sums are exact, so that neither
/// their order nor the machine can change an outcome. The answers of all filters to a token are kept, and passages go
/// through the first layer four at a time, so that its weights are fetched once for them.
/// </summary>
internal sealed partial class Networks
{
    /// <summary>Passages of one pass through the layers.</summary>
    public const int Rows = 4;

    private const int Lanes = 16;
    // filters that answer to a word at once
    private const int Tile = 64;
    // binary points
    private const int AnswerPlaces = 4, InputPlaces = 9, HiddenPlaces = 10, OutputWeightPlaces = 12;
    private const int VectorPlaces = 8, MarkPlaces = 9;

    private readonly int _count, _filters, _hidden, _facts, _allFilters, _stride;
    // [sixty-four of place, net and filter][pair of dimensions][filter][of the pair]
    private readonly short[] _words;
    // [mark][place][net, filter]
    private readonly short[] _marks;
    private readonly short[] _filterBias;
    // [net][sixteen hidden units][pair of inputs][hidden unit][of the pair]
    private readonly sbyte[] _first;
    // binary points of a network's sums
    private readonly int[] _sumPlaces;
    private readonly int[] _firstBias;
    // [net][output][hidden]
    private readonly short[] _second;
    private readonly float[] _secondBias;
    // [net][four pairs of inputs], one bit each: whether any weight of the pair is not zero
    private readonly byte[] _reads;

    /// <summary>Takes networks of one shape.</summary>
    public Networks(IReadOnlyList<ConvNet> nets)
    {
        Nets = nets;
        (_count, _filters, _hidden) = (nets.Count, nets[0].Filters, nets[0].Hidden);
        if (_filters % Tile != 0 || _hidden % Lanes != 0 || nets.Any(n => n.Filters != _filters || n.Hidden != _hidden)) throw new InvalidDataException("The networks must be of one shape, filters in whole sixty-fours and hidden units in sixteens.");
        _facts = (nets[0].First.Length / _hidden) - _filters;
        if (_facts != PassageFacts.Length) throw new InvalidDataException($"The networks were trained on {_facts} facts of a passage and are read with {PassageFacts.Length}: train the model again.");
        _allFilters = _count * _filters;
        _stride = WordVectors.Shared.ByteStride;
        _words = new short[ConvNet.Window * _allFilters * _stride];
        _marks = new short[TokenMarks.Count * ConvNet.Window * _allFilters];
        _filterBias = new short[_allFilters];
        _first = new sbyte[_count * _hidden * Inputs];
        _sumPlaces = new int[_count];
        _firstBias = new int[_count * _hidden];
        _second = new short[_count * ConvNet.Outputs * _hidden];
        _secondBias = new float[_count * ConvNet.Outputs];
        _reads = new byte[_count * Inputs / 8];
        for (var n = 0; n < _count; n++) Pack(nets[n], n);
    }

    /// <summary>What it was made of.</summary>
    public IReadOnlyList<ConvNet> Nets { get; }

    private int Inputs => _filters + _facts;

    // a token's answers: [place][net, filter]
    private int Entry => ConvNet.Window * _allFilters;

    /// <summary>Sets passage <paramref name="row"/> of the next pass.</summary>
    public void Put(int row, ReadOnlySpan<Token> tokens, ReadOnlySpan<ulong> classes, ReadOnlySpan<float> facts, Workspace w)
    {
        w.Fit(this);
        var input = w.Input.AsSpan(row * w.InputLength, w.InputLength);
        Convolve(tokens, classes, w, input[.._allFilters]);
        ToShorts(facts, input.Slice(_allFilters, _facts));
    }

    /// <summary>Reads the first <paramref name="rows"/> passages that were put; probabilities are the networks' mean.</summary>
    /// <param name="rows">How many, up to <see cref="Rows"/>.</param>
    /// <param name="w">Where the passages were put.</param>
    /// <param name="kinds">Of each passage the probabilities of the eight kinds.</param>
    /// <param name="stances">Of each passage "no stance" and the stances, should it be politics.</param>
    public void Read(int rows, Workspace w, Span<float> kinds, Span<float> stances)
    {
        for (var row = rows; row < Rows; row++) w.Input.AsSpan(row * w.InputLength, w.InputLength).Clear();
        kinds.Clear();
        stances.Clear();
        Span<float> z = stackalloc float[ConvNet.Outputs];
        for (var n = 0; n < _count; n++)
        {
            var facts = Active(n, _filters / 2, Inputs / 2, (_count - 1) * _filters / 2, 0, w);
            Layer(n, Active(n, 0, _filters / 2, n * _filters / 2, facts, w), w);
            for (var row = 0; row < rows; row++)
            {
                Outputs(n, w.Hidden.AsSpan(row * _hidden, _hidden), z);
                for (var k = 1; k < ConvNet.KindOutputs; k++) kinds[(row * LinearTable.Kinds) + k - 1] += z[k] / _count;
                for (var k = 0; k < StanceModel.Stances; k++) stances[(row * StanceModel.Stances) + k] += z[ConvNet.KindOutputs + k] / _count;
            }
        }
    }

    /// <summary>The hidden units of one network for all rows.</summary>
    private void Layer(int n, int active, Workspace w)
    {
        var pairs = w.Pairs.AsSpan(0, active);
        ref var weights = ref MemoryMarshal.GetArrayDataReference(_first);
        ref var x = ref Unsafe.As<short, int>(ref MemoryMarshal.GetArrayDataReference(w.Input));
        var step = w.InputLength / 2;
        var shift = _sumPlaces[n] - HiddenPlaces;
        for (var block = 0; block < _hidden; block += Lanes)
        {
            ref var from = ref Unsafe.Add(ref weights, ((n * _hidden) + block) * Inputs);
            var bias = Vector256.Create<int>(_firstBias.AsSpan((n * _hidden) + block));
            var bias2 = Vector256.Create<int>(_firstBias.AsSpan((n * _hidden) + block + 8));
            var (a0, a1, b0, b1, c0, c1, d0, d1) = (bias, bias2, bias, bias2, bias, bias2, bias, bias2);
            foreach (var (weight, input) in pairs)
            {
                var w0 = VectorMath.Widen(ref from, weight);
                var w1 = VectorMath.Widen(ref from, weight + Lanes);
                ref var at = ref Unsafe.Add(ref x, input);
                var v = Vector256.Create(at).AsInt16();
                a0 += VectorMath.MultiplyAddPairs(w0, v);
                a1 += VectorMath.MultiplyAddPairs(w1, v);
                v = Vector256.Create(Unsafe.Add(ref at, step)).AsInt16();
                b0 += VectorMath.MultiplyAddPairs(w0, v);
                b1 += VectorMath.MultiplyAddPairs(w1, v);
                v = Vector256.Create(Unsafe.Add(ref at, 2 * step)).AsInt16();
                c0 += VectorMath.MultiplyAddPairs(w0, v);
                c1 += VectorMath.MultiplyAddPairs(w1, v);
                v = Vector256.Create(Unsafe.Add(ref at, 3 * step)).AsInt16();
                d0 += VectorMath.MultiplyAddPairs(w0, v);
                d1 += VectorMath.MultiplyAddPairs(w1, v);
            }

            Rectify(a0, a1, shift, w.Hidden.AsSpan(block));
            Rectify(b0, b1, shift, w.Hidden.AsSpan(_hidden + block));
            Rectify(c0, c1, shift, w.Hidden.AsSpan((2 * _hidden) + block));
            Rectify(d0, d1, shift, w.Hidden.AsSpan((3 * _hidden) + block));
        }
    }

    private static void Rectify(Vector256<int> low, Vector256<int> high, int shift, Span<short> to)
    {
        var top = Vector256.Create((int)short.MaxValue);
        low = Vector256.Min(Vector256.Max(low, Vector256<int>.Zero) >> shift, top);
        high = Vector256.Min(Vector256.Max(high, Vector256<int>.Zero) >> shift, top);
        Vector256.Narrow(low, high).CopyTo(to);
    }

    /// <summary>Lists those pairs of inputs that a network weighs and that are not silent in all rows, as most classes and many filters are.</summary>
    /// <param name="n">The network.</param>
    /// <param name="from">First pair of a network's inputs.</param>
    /// <param name="to">Pair after the last, a whole multiple of four later.</param>
    /// <param name="ahead">How much later they stand in a row, where the filters of all networks lie before the facts they share.</param>
    /// <param name="count">Pairs that are listed already.</param>
    /// <param name="w">Where the rows stand.</param>
    private int Active(int n, int from, int to, int ahead, int count, Workspace w)
    {
        var x = MemoryMarshal.Cast<short, int>(w.Input.AsSpan());
        var step = w.InputLength / 2;
        var pairs = w.Pairs;
        for (var p = from; p < to; p += 4)
        {
            var weighed = _reads[((n * Inputs / 2) + p) / 4];
            if (weighed == 0) continue;
            var at = p + ahead;
            var any = Vector128.Create<int>(x[at..]) | Vector128.Create<int>(x[(at + step)..]) | Vector128.Create<int>(x[(at + (2 * step))..]) | Vector128.Create<int>(x[(at + (3 * step))..]);
            var loud = ~Vector128.Equals(any, Vector128<int>.Zero).ExtractMostSignificantBits() & weighed;
            for (; loud != 0; loud &= loud - 1)
            {
                var pair = p + System.Numerics.BitOperations.TrailingZeroCount(loud);
                pairs[count++] = (pair * 2 * Lanes, pair + ahead);
            }
        }

        return count;
    }

    private void Outputs(int n, ReadOnlySpan<short> hidden, Span<float> z)
    {
        const float Unit = 1f / (1 << (HiddenPlaces + OutputWeightPlaces));
        for (var k = 0; k < ConvNet.Outputs; k++)
        {
            var at = (n * ConvNet.Outputs) + k;
            z[k] = _secondBias[at] + (VectorMath.Dot(_second.AsSpan(at * _hidden, _hidden), hidden) * Unit);
        }

        ConvNet.Softmax(z[..ConvNet.KindOutputs]);
        ConvNet.Softmax(z[ConvNet.KindOutputs..]);
    }

    /// <summary>The strongest answer of each filter.</summary>
    [SkipLocalsInit]
    private void Convolve(ReadOnlySpan<Token> tokens, ReadOnlySpan<ulong> classes, Workspace w, Span<short> best)
    {
        var count = Math.Min(ConvNet.MaxTokens, tokens.Length);
        Span<int> at = stackalloc int[ConvNet.MaxTokens + 2];
        w.Next();
        at[0] = w.Silence;
        at[count + 1] = w.Silence;
        for (var i = 0; i < count; i++) at[i + 1] = w.AnswersTo(this, tokens[i], classes[i]);
        ref var answers = ref MemoryMarshal.GetArrayDataReference(w.Answers);
        for (var f = 0; f < _allFilters; f += Lanes)
        {
            var bias = Vector256.Create<short>(_filterBias.AsSpan(f));
            var top = Vector256<short>.Zero;
            for (var i = 1; i <= count; i++)
            {
                var answer = VectorMath.Widen(ref answers, at[i - 1] + f)
                    + VectorMath.Widen(ref answers, at[i] + _allFilters + f)
                    + VectorMath.Widen(ref answers, at[i + 1] + (2 * _allFilters) + f);
                top = Vector256.Max(top, answer + bias);
            }

            (top << (InputPlaces - AnswerPlaces)).CopyTo(best[f..]);
        }
    }

    /// <summary>Works out the answers of all filters at all places to a token.</summary>
    private void Answer(int row, ReadOnlySpan<byte> marks, Workspace w, Span<sbyte> to)
    {
        Span<short> vector = stackalloc short[_stride];
        if (row >= 0) WordVectors.Shared.Read(row, vector);
        var sums = w.Sums.AsSpan(0, to.Length);
        sums.Clear();
        for (var f = 0; f < to.Length && row >= 0; f += Tile) Answer(f, MemoryMarshal.Cast<short, int>(vector), sums.Slice(f, Tile));
        foreach (var m in marks)
        {
            for (var f = 0; f < to.Length; f += Lanes) (Vector256.Create<short>(sums[f..]) + Vector256.Create<short>(_marks.AsSpan((m * to.Length) + f))).CopyTo(sums[f..]);
        }

        for (var f = 0; f < to.Length; f += 2 * Lanes) Vector256.Narrow(ToBytes(sums[f..]), ToBytes(sums[(f + Lanes)..])).CopyTo(to[f..]);

        static Vector256<short> ToBytes(ReadOnlySpan<short> sums)
        {
            const int Places = MarkPlaces - AnswerPlaces;
            var x = (Vector256.Create(sums) + Vector256.Create((short)(1 << (Places - 1)))) >> Places;
            return Vector256.Max(Vector256.Min(x, Vector256.Create((short)sbyte.MaxValue)), Vector256.Create((short)-sbyte.MaxValue));
        }
    }

    private void Answer(int block, ReadOnlySpan<int> pairs, Span<short> to)
    {
        const int Step = Lanes;
        ref var at = ref _words[block * _stride];
        var round = Vector256.Create(1 << (VectorPlaces - 1));
        var (a, b, c, d, e, f, g, h) = (round, round, round, round, round, round, round, round);
        foreach (var pair in pairs)
        {
            var v = Vector256.Create(pair).AsInt16();
            a += VectorMath.MultiplyAddPairs(Vector256.LoadUnsafe(ref at), v);
            b += VectorMath.MultiplyAddPairs(Vector256.LoadUnsafe(ref at, Step), v);
            c += VectorMath.MultiplyAddPairs(Vector256.LoadUnsafe(ref at, 2 * Step), v);
            d += VectorMath.MultiplyAddPairs(Vector256.LoadUnsafe(ref at, 3 * Step), v);
            e += VectorMath.MultiplyAddPairs(Vector256.LoadUnsafe(ref at, 4 * Step), v);
            f += VectorMath.MultiplyAddPairs(Vector256.LoadUnsafe(ref at, 5 * Step), v);
            g += VectorMath.MultiplyAddPairs(Vector256.LoadUnsafe(ref at, 6 * Step), v);
            h += VectorMath.MultiplyAddPairs(Vector256.LoadUnsafe(ref at, 7 * Step), v);
            at = ref Unsafe.Add(ref at, 8 * Step);
        }

        Narrow(a, b).CopyTo(to);
        Narrow(c, d).CopyTo(to[Lanes..]);
        Narrow(e, f).CopyTo(to[(2 * Lanes)..]);
        Narrow(g, h).CopyTo(to[(3 * Lanes)..]);

        static Vector256<short> Narrow(Vector256<int> low, Vector256<int> high)
        {
            var most = Vector256.Create(20_000);
            return Vector256.Narrow(
                Vector256.Max(Vector256.Min(low >> VectorPlaces, most), -most),
                Vector256.Max(Vector256.Min(high >> VectorPlaces, most), -most));
        }
    }

    private static void ToShorts(ReadOnlySpan<float> facts, Span<short> to)
    {
        var scale = Vector256.Create((float)(1 << InputPlaces));
        var top = Vector256.Create(32767f);
        for (var i = 0; i < to.Length; i += 8)
        {
            var x = Vector256.Create<float>(facts[i..]) * scale;
            var whole = Vector256.ConvertToInt32(Vector256.Round(Vector256.Max(Vector256.Min(x, top), -top)));
            Vector128.Narrow(whole.GetLower(), whole.GetUpper()).CopyTo(to[i..]);
        }
    }

    private void Pack(ConvNet net, int n)
    {
        var dimensions = WordVectors.Shared.Stride;
        for (var place = 0; place < ConvNet.Window; place++)
        {
            for (var f = 0; f < _filters; f++)
            {
                var row = (place * _allFilters) + (n * _filters) + f;
                var to = ((row & -Tile) * _stride) + (row % Tile * 2);
                for (var d = 0; d < dimensions; d++) _words[to + (d / 2 * 2 * Tile) + (d % 2)] = Fixed(net.Words[(((f * ConvNet.Window) + place) * dimensions) + d] * WordVectors.Unit, MarkPlaces + VectorPlaces);
                for (var m = 0; m < TokenMarks.Count; m++)
                    _marks[(((m * ConvNet.Window) + place) * _allFilters) + (n * _filters) + f] = Fixed(net.Marks[(((place * TokenMarks.Count) + m) * _filters) + f], MarkPlaces);
            }
        }

        for (var f = 0; f < _filters; f++) _filterBias[(n * _filters) + f] = Fixed(net.FilterBias[f], AnswerPlaces);
        // as many places as the heaviest weight leaves
        var places = 0;
        while (places < 12 && net.First.Max(MathF.Abs) * (2 << places) <= sbyte.MaxValue) places++;
        _sumPlaces[n] = InputPlaces + places;
        for (var h = 0; h < _hidden; h++)
        {
            _firstBias[(n * _hidden) + h] = (int)MathF.Round(net.FirstBias[h] * (1 << _sumPlaces[n]));
            var block = ((n * _hidden) + (h & -Lanes)) * Inputs;
            for (var i = 0; i < Inputs; i++)
            {
                if (net.First[(h * Inputs) + i] != 0) _reads[((n * Inputs) + i) / 8] |= (byte)(1 << (i / 2 % 4));
                _first[block + ((i / 2) * 2 * Lanes) + ((h % Lanes) * 2) + (i % 2)] = (sbyte)MathF.Round(net.First[(h * Inputs) + i] * (1 << places));
            }
        }

        for (var k = 0; k < ConvNet.Outputs; k++)
        {
            _secondBias[(n * ConvNet.Outputs) + k] = net.SecondBias[k];
            for (var h = 0; h < _hidden; h++) _second[(((n * ConvNet.Outputs) + k) * _hidden) + h] = Fixed(net.Second[(k * _hidden) + h], OutputWeightPlaces);
        }
    }

    private static short Fixed(float x, int places) => (short)Math.Clamp(MathF.Round(x * (1 << places)), -32767f, 32767f);
}
