using System.Runtime.CompilerServices;
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

    /// <summary>Words that are added in one go.</summary>
    private const int Chunk = 64;

    /// <summary>Writes the mean; zeros where no word has a vector. Names are left out: they carry a role instead.</summary>
    [SkipLocalsInit]
    public static void Read(ReadOnlySpan<Token> tokens, Span<float> mean)
    {
        Span<int> sum = stackalloc int[WordVectors.Shared.ByteStride];
        Span<int> rows = stackalloc int[Chunk];
        Span<short> weights = stackalloc short[Chunk];
        sum.Clear();
        var n = 0;
        foreach (ref readonly var t in tokens)
        {
            if (t.Vector < 0 || t.Role != Role.None) continue;
            rows[n] = t.Vector;
            weights[n++] = t.Vector < Weights.Length ? Weights[t.Vector] : (short)Whole;
            if (n < Chunk) continue;
            WordVectors.Shared.Add(rows, weights, sum);
            n = 0;
        }

        for (; n % 4 != 0; n++) (rows[n], weights[n]) = (0, 0);
        WordVectors.Shared.Add(rows[..n], weights, sum);
        for (var i = 0; i < mean.Length; i += 8) Vector256.ConvertToSingle(Vector256.Create<int>(sum[i..])).CopyTo(mean[i..]);
        var square = VectorMath.Dot(mean, mean);
        if (square == 0) return;
        var scale = 1f / MathF.Sqrt(square);
        for (var i = 0; i < mean.Length; i += 8) (Vector256.Create<float>(mean[i..]) * scale).CopyTo(mean[i..]);
    }
}
