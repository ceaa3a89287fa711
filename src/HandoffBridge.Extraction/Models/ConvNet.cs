using HandoffBridge.Extraction.Features;

namespace HandoffBridge.Extraction.Models;

/// <summary>
/// A small network: filters three tokens wide over word vectors and token marks, the strongest answer of each kept,
/// joined with the passage's facts, one hidden layer, nine outputs ("none" and the eight kinds).
/// </summary>
internal sealed class ConvNet
{
    /// <summary>Tokens under a filter.</summary>
    public const int Window = 3;

    /// <summary>"None", then the eight kinds.</summary>
    public const int KindOutputs = 1 + LinearTable.Kinds;

    /// <summary>The kinds' outputs, then "no stance" and the six stances of politics.</summary>
    public const int Outputs = KindOutputs + StanceModel.Stances;

    /// <summary>Tokens read of a passage; longer ones are read this far.</summary>
    public const int MaxTokens = 64;

    private float[]? _columns;

    public required int Filters { get; init; }
    public required int Hidden { get; init; }
    /// <summary>[filter][place in the window][dimension].</summary>
    public required float[] Words { get; init; }
    /// <summary>[place in the window][mark][filter].</summary>
    public required float[] Marks { get; init; }
    public required float[] FilterBias { get; init; }
    /// <summary>[hidden][filters, then facts].</summary>
    public required float[] First { get; init; }
    public required float[] FirstBias { get; init; }
    /// <summary>[output][hidden].</summary>
    public required float[] Second { get; init; }
    public required float[] SecondBias { get; init; }

    /// <summary>Adds the probabilities of the eight kinds, and of the stances should it be politics.</summary>
    public void Score(ReadOnlySpan<Token> tokens, ReadOnlySpan<ulong> classes, ReadOnlySpan<float> facts, Workspace w, Span<float> kinds, Span<float> stances)
    {
        var input = w.Input.AsSpan(0, Filters + facts.Length);
        Convolve(tokens, classes, w, input[..Filters]);
        facts.CopyTo(input[Filters..]);
        var hidden = w.Hidden.AsSpan(0, Hidden);
        FirstBias.CopyTo(hidden);
        var columns = Columns();
        for (var i = 0; i < input.Length; i++)
        {
            // most classes and many filters are silent
            if (input[i] != 0) VectorMath.AddScaled(hidden, columns.AsSpan(i * Hidden, Hidden), input[i]);
        }

        foreach (ref var h in hidden) h = MathF.Max(0, h);
        Span<float> z = stackalloc float[Outputs];
        for (var k = 0; k < Outputs; k++) z[k] = SecondBias[k] + VectorMath.Dot(Second.AsSpan(k * Hidden, Hidden), hidden);
        Softmax(z[..KindOutputs]);
        Softmax(z[KindOutputs..]);
        for (var k = 1; k < KindOutputs; k++) kinds[k - 1] += z[k];
        for (var k = 0; k < stances.Length; k++) stances[k] += z[KindOutputs + k];
    }

    /// <summary>Turns outputs into probabilities.</summary>
    public static void Softmax(Span<float> z)
    {
        var top = z[0];
        foreach (var x in z) top = MathF.Max(top, x);
        var sum = 0f;
        foreach (ref var x in z)
        {
            x = MathF.Exp(x - top);
            sum += x;
        }

        foreach (ref var x in z) x /= sum;
    }

    /// <summary>The first layer's weights input after input, turned once.</summary>
    private float[] Columns()
    {
        if (_columns is { } known) return known;
        var inputs = First.Length / Hidden;
        var columns = new float[First.Length];
        for (var j = 0; j < Hidden; j++)
        {
            for (var i = 0; i < inputs; i++) columns[(i * Hidden) + j] = First[(j * inputs) + i];
        }

        return _columns = columns;
    }

    private void Convolve(ReadOnlySpan<Token> tokens, ReadOnlySpan<ulong> classes, Workspace w, Span<float> best)
    {
        var count = Math.Min(MaxTokens, tokens.Length);
        var answers = w.Answers.AsSpan(0, (count + 2) * Filters);
        for (var i = 0; i < count + 2; i++) FilterBias.CopyTo(answers[(i * Filters)..]);
        Span<byte> marks = stackalloc byte[24];
        for (var i = 0; i < count; i++)
        {
            // token i is the last, middle or first word under the filters that stand at i - 1, i and i + 1
            var known = w.AnswersOf(this, tokens[i].Role == Role.None ? tokens[i].Vector : -1);
            var n = TokenMarks.Read(tokens[i], classes[i], marks);
            for (var place = 0; place < Window; place++)
            {
                var to = answers.Slice((i + 2 - place) * Filters, Filters);
                if (known.Length > 0) VectorMath.Add(to, known.Slice(place * Filters, Filters));
                foreach (var m in marks[..n]) VectorMath.Add(to, Marks.AsSpan(((place * TokenMarks.Count) + m) * Filters, Filters));
            }
        }

        best.Clear();
        for (var i = 1; i <= count; i++) VectorMath.Maximum(best, answers.Slice(i * Filters, Filters));
    }

    /// <summary>Buffers of one thread, with the filters' answers to words met before.</summary>
    public sealed class Workspace
    {
        // frequent words keep their answers; rarer ones share slots
        private const int Frequent = 6144;
        private const int Shared = 4096;
        private readonly Dictionary<ConvNet, Memory> _memories = [];
        private readonly float[] _vector = new float[WordVectors.Shared.Stride];

        public float[] Answers { get; } = new float[(MaxTokens + 2) * 256];
        public float[] Input { get; } = new float[256 + PassageFacts.Length];
        public float[] Hidden { get; } = new float[256];

        /// <summary>The answers of all filters at all places to a word; empty where it has no vector.</summary>
        public ReadOnlySpan<float> AnswersOf(ConvNet net, int row)
        {
            if (row < 0) return [];
            if (!_memories.TryGetValue(net, out var memory)) _memories[net] = memory = new Memory((Frequent + Shared) * Window * net.Filters);
            var slot = row < Frequent ? row : Frequent + (row & (Shared - 1));
            var values = memory.Values.AsSpan(slot * Window * net.Filters, Window * net.Filters);
            if (memory.Rows[slot] == row + 1) return values;
            memory.Rows[slot] = row + 1;
            WordVectors.Shared.Read(row, _vector);
            for (var place = 0; place < Window; place++)
            {
                for (var f = 0; f < net.Filters; f++)
                    values[(place * net.Filters) + f] = VectorMath.Dot(net.Words.AsSpan(((f * Window) + place) * _vector.Length, _vector.Length), _vector);
            }

            return values;
        }

        private sealed class Memory(int length)
        {
            public int[] Rows { get; } = new int[Frequent + Shared];
            public float[] Values { get; } = GC.AllocateUninitializedArray<float>(length);
        }
    }
}
