using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

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

    /// <summary>The highest of eight.</summary>
    public static float Highest(ReadOnlySpan<float> eight)
    {
        var top = eight[0];
        foreach (var x in eight) top = MathF.Max(top, x);
        return top;
    }

    /// <summary>a · b in whole numbers. Lengths must be whole multiples of sixteen.</summary>
    public static int Dot(ReadOnlySpan<short> a, ReadOnlySpan<short> b)
    {
        var x = MemoryMarshal.Cast<short, Vector256<short>>(a);
        var y = MemoryMarshal.Cast<short, Vector256<short>>(b);
        var sum = Vector256<int>.Zero;
        for (var i = 0; i < x.Length && i < y.Length; i++) sum += MultiplyAddPairs(x[i], y[i]);
        return Vector256.Sum(sum);
    }

    /// <summary>Products of neighbours, two and two added.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> MultiplyAddPairs(Vector256<short> a, Vector256<short> b)
    {
        if (Avx2.IsSupported) return Avx2.MultiplyAddAdjacent(a, b);
        var (x, y) = (a.AsInt32(), b.AsInt32());
        return (((x << 16) >> 16) * ((y << 16) >> 16)) + ((x >> 16) * (y >> 16));
    }

    /// <summary>Sixteen bytes with more room.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<short> Widen(ref sbyte from, int at) => Vector256.WidenLower(Vector128.LoadUnsafe(ref from, (nuint)at).ToVector256Unsafe());

    /// <summary>Has some bytes fetched that will soon be read; changes nothing but time.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void Prefetch(ref sbyte from, int length)
    {
        const int Line = 64;
        if (!Sse.IsSupported) return;
        var at = (byte*)Unsafe.AsPointer(ref from);
        for (var i = 0; i < length; i += Line) Sse.Prefetch0(at + i);
    }

    /// <summary>e^x for x up to 0; the runtime's own is the C library's, which differs from machine to machine.</summary>
    public static float Exp(float x)
    {
        const float PerLog = 1.44269504f, High = 0.693359375f, Low = -2.12194440e-4f;
        x = MathF.Max(x, -87f);
        var whole = MathF.Floor((x * PerLog) + 0.5f);
        var r = x - (whole * High) - (whole * Low);
        // Cephes, expf
        var y = 1.9875691500e-4f;
        y = (y * r) + 1.3981999507e-3f;
        y = (y * r) + 8.3334519073e-3f;
        y = (y * r) + 4.1665795894e-2f;
        y = (y * r) + 1.6666665459e-1f;
        y = (y * r) + 5.0000001201e-1f;
        y = (y * r * r) + r + 1f;
        return y * BitConverter.Int32BitsToSingle(((int)whole + 127) << 23);
    }

    /// <summary>The natural logarithm of a normal number above 0, by the same rule on every machine.</summary>
    public static float Log(float x)
    {
        const double Two = 0.69314718055994531, Root = 1.4142135623730951;
        var bits = BitConverter.DoubleToInt64Bits(x);
        var power = (int)(bits >> 52) - 1023;
        var rest = BitConverter.Int64BitsToDouble((bits & 0xFFFFFFFFFFFFFL) | 0x3FF0000000000000L);
        if (rest > Root) (rest, power) = (rest / 2, power + 1);
        var s = (rest - 1) / (rest + 1);
        var square = s * s;
        var series = 0.0;
        for (var k = 17; k >= 1; k -= 2) series = (series * square) + (1.0 / k);
        return (float)((power * Two) + (2 * s * series));
    }
}
