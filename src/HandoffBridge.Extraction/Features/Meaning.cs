using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using HandoffBridge.Extraction.Models;

namespace HandoffBridge.Extraction.Features;

/// <summary>Meaning of a passage: the mean of its words' vectors, common words counting less (Arora et al., 2017), with length one.</summary>
internal static class Meaning
{
    /// <summary>Numbers of one mean, a whole multiple of eight.</summary>
    public static int Length { get; } = VectorMath.Padded(WordVectors.Shared.Dimensions);

    /// <summary>Half of a word of this rank counts.</summary>
    private const int HalfRank = 80;

    /// <summary>What a rare word counts; products of four weighted words fit 16 bits.</summary>
    private const int Whole = 64;

    private static readonly byte[] Weights = [.. Enumerable.Range(1, 16_384).Select(rank => (byte)Math.Round((double)Whole * rank / (rank + HalfRank)))];

    /// <summary>Writes the mean; zeros where no word has a vector. Names are left out: they carry a role instead.</summary>
    public static void Read(ReadOnlySpan<Token> tokens, Span<float> mean)
    {
        Span<int> sum = stackalloc int[WordVectors.Shared.ByteStride];
        Span<int> rows = stackalloc int[4];
        sum.Clear();
        var n = 0;
        foreach (ref readonly var t in tokens)
        {
            if (t.Vector < 0 || t.Role != Role.None) continue;
            rows[n++] = t.Vector;
            if (n < rows.Length) continue;
            Add(rows, sum);
            n = 0;
        }

        if (n > 0) Add(rows[..n], sum);
        for (var i = 0; i < mean.Length; i += 8) Vector256.ConvertToSingle(Vector256.Create<int>(sum[i..])).CopyTo(mean[i..]);
        var square = VectorMath.Dot(mean, mean);
        if (square == 0) return;
        var scale = 1f / MathF.Sqrt(square);
        for (var i = 0; i < mean.Length; i += 8) (Vector256.Create<float>(mean[i..]) * scale).CopyTo(mean[i..]);
    }

    /// <summary>Adds up to four weighted words.</summary>
    private static void Add(ReadOnlySpan<int> rows, Span<int> sum)
    {
        ref var a = ref Word(rows, 0, out var wa);
        ref var b = ref Word(rows, 1, out var wb);
        ref var c = ref Word(rows, 2, out var wc);
        ref var d = ref Word(rows, 3, out var wd);
        for (var i = 0; i < sum.Length; i += 16)
        {
            var four = (Widen(ref a, i) * wa) + (Widen(ref b, i) * wb) + (Widen(ref c, i) * wc) + (Widen(ref d, i) * wd);
            var (low, high) = Vector256.Widen(four);
            (Vector256.Create<int>(sum[i..]) + low).CopyTo(sum[i..]);
            (Vector256.Create<int>(sum[(i + 8)..]) + high).CopyTo(sum[(i + 8)..]);
        }
    }

    private static ref sbyte Word(ReadOnlySpan<int> rows, int i, out short weight)
    {
        var row = i < rows.Length ? rows[i] : 0;
        weight = i >= rows.Length ? (short)0 : row < Weights.Length ? Weights[row] : (short)Whole;
        return ref MemoryMarshal.GetReference(WordVectors.Shared.Row(row));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<short> Widen(ref sbyte from, int at) => Vector256.WidenLower(Vector128.LoadUnsafe(ref from, (nuint)at).ToVector256Unsafe());
}
