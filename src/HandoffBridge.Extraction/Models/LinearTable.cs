using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using HandoffBridge.Extraction.Features;

namespace HandoffBridge.Extraction.Models;

/// <summary>
/// Weights of hashed features, one signed byte a kind, the eight kinds of a feature side by side: one load and one
/// add a feature. Sums are whole numbers, so that the order of adding cannot change the outcome on any machine.
/// </summary>
internal sealed class LinearTable
{
    /// <summary>Columns of a row: one for each kind of signal.</summary>
    public const int Kinds = 8;

    /// <summary>Takes 2^bits rows of eight weights, and what one unit of each column is worth.</summary>
    public LinearTable(int bits, sbyte[] weights, float[] scale)
    {
        Bits = bits;
        Weights = weights;
        Scale = scale;
    }

    /// <summary>Binary logarithm of the number of rows.</summary>
    public int Bits { get; }

    /// <summary>Row after row.</summary>
    public sbyte[] Weights { get; }

    /// <summary>What one unit of each column is worth.</summary>
    public float[] Scale { get; }

    /// <summary>What a family's sum counts: its share, evened out by the number of its features.</summary>
    public static float FamilyWeight(Family family, int count) => FamilyScale[(int)family] / MathF.Sqrt(count);

    private static ReadOnlySpan<float> FamilyScale => [1.0f, 1.0f, 0.6f, 0.8f, 0.7f, 0.4f, 0.4f, 1.0f, 1.0f, 0.8f, 0.8f, 0.5f];

    /// <summary>The row a feature falls into; families have rows of their own.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Row(uint hash, Family family, int bits) => Hashing.Bucket(hash + (uint)family * 0x9E3779B9u, bits);

    /// <summary>The weights of a feature, a signed byte a kind.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public long Bytes(uint hash, Family family) => Unsafe.ReadUnaligned<long>(ref Unsafe.As<sbyte, byte>(ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(Weights), Row(hash, family, Bits) * Kinds)));

    /// <summary>The same, ready to be added. No more than 256 of them fit a sum.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<short> Widen(long bytes) => Vector128.WidenLower(Vector128.CreateScalarUnsafe(bytes).AsSByte());

    /// <summary>Adds the features' weights to the scores.</summary>
    public void Score(FeatureList features, Span<float> scores)
    {
        for (var k = (Family)0; k < Family.Count; k++)
        {
            var hashes = features.Of(k);
            if (hashes.Length > 0) Add(k, Sum(hashes, k), hashes.Length, scores);
        }
    }

    /// <summary>The sum of the weights of a family's features.</summary>
    public Vector256<int> Sum(ReadOnlySpan<uint> hashes, Family family)
    {
        var sums = Vector256<int>.Zero;
        for (var from = 0; from < hashes.Length; from += 256)
        {
            var sum = Vector128<short>.Zero;
            foreach (var h in hashes.Slice(from, Math.Min(256, hashes.Length - from))) sum += Widen(Bytes(h, family));
            sums += Widen(sum);
        }

        return sums;
    }

    /// <summary>Has the rows fetched that will soon be summed.</summary>
    public void Fetch(ReadOnlySpan<uint> hashes, Family family)
    {
        ref var table = ref MemoryMarshal.GetArrayDataReference(Weights);
        foreach (var h in hashes) VectorMath.Prefetch(ref Unsafe.Add(ref table, Row(h, family, Bits) * Kinds), 1);
    }

    /// <summary>Adds a family's sum to the scores.</summary>
    public void Add(Family family, Vector256<int> sum, int count, Span<float> scores)
    {
        var weight = FamilyWeight(family, count);
        var worth = Vector256.ConvertToSingle(sum) * Vector256.Create<float>(Scale) * weight;
        (Vector256.Create<float>(scores) + worth).CopyTo(scores);
    }

    /// <summary>The same numbers with more room.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> Widen(Vector128<short> sum) => Vector256.Create(Vector128.WidenLower(sum), Vector128.WidenUpper(sum));
}
