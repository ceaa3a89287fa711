using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace HandoffBridge.Extraction.Models;

/// <summary>
/// Sums of products in eight lanes and in one order, without fused operations, so that every machine gives the same
/// bits. Lengths must be whole multiples of eight.
/// </summary>
internal static class VectorMath
{
    /// <summary>The next whole multiple of eight.</summary>
    public static int Padded(int length) => (length + 7) & ~7;

    /// <summary>a · b.</summary>
    public static float Dot(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        var x = MemoryMarshal.Cast<float, Vector256<float>>(a);
        var y = MemoryMarshal.Cast<float, Vector256<float>>(b);
        var even = Vector256<float>.Zero;
        var odd = Vector256<float>.Zero;
        var i = 0;
        for (; i + 1 < x.Length && i + 1 < y.Length; i += 2)
        {
            even += x[i] * y[i];
            odd += x[i + 1] * y[i + 1];
        }

        if (i < x.Length) even += x[i] * y[i];
        return Vector256.Sum(even + odd);
    }

    /// <summary>y += a · x.</summary>
    public static void AddScaled(Span<float> y, ReadOnlySpan<float> x, float a)
    {
        var to = MemoryMarshal.Cast<float, Vector256<float>>(y);
        var from = MemoryMarshal.Cast<float, Vector256<float>>(x);
        var scale = Vector256.Create(a);
        for (var i = 0; i < to.Length && i < from.Length; i++) to[i] += from[i] * scale;
    }

    /// <summary>y += x.</summary>
    public static void Add(Span<float> y, ReadOnlySpan<float> x)
    {
        var to = MemoryMarshal.Cast<float, Vector256<float>>(y);
        var from = MemoryMarshal.Cast<float, Vector256<float>>(x);
        for (var i = 0; i < to.Length && i < from.Length; i++) to[i] += from[i];
    }

    /// <summary>y = max(y, x).</summary>
    public static void Maximum(Span<float> y, ReadOnlySpan<float> x)
    {
        var to = MemoryMarshal.Cast<float, Vector256<float>>(y);
        var from = MemoryMarshal.Cast<float, Vector256<float>>(x);
        for (var i = 0; i < to.Length && i < from.Length; i++) to[i] = Vector256.Max(to[i], from[i]);
    }
}
