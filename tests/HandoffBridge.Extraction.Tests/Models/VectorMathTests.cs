using System.Runtime.Intrinsics;
using HandoffBridge.Extraction.Models;

namespace HandoffBridge.Extraction.Tests.Models;

public sealed class VectorMathTests
{
    [Fact]
    public void Exp_is_right_to_the_last_but_one_digit()
    {
        for (var x = -80f; x <= 0; x += 0.037f) ((double)VectorMath.Exp(x)).ShouldBe(Math.Exp(x), Math.Exp(x) * 3e-7);
        VectorMath.Exp(-1000f).ShouldBeLessThan(1e-37f);
    }

    [Fact]
    public void Log_is_right_to_the_last_digit()
    {
        for (var x = 1e-6f; x < 1e6f; x *= 1.0137f) VectorMath.Log(x).ShouldBe((float)Math.Log(x));
    }

    [Fact]
    public void Pairs_are_multiplied_and_added_with_their_signs()
    {
        short[] a = [1, -2, 300, 4, -32767, 6, 7, 8, -9, 10, 11, 12, 13, 14, 15, 16];
        short[] b = [5, 7, -300, 4, 32767, 1, 0, 8, -9, 2, 1, 1, 1, 1, -1, 1];
        var sums = VectorMath.MultiplyAddPairs(Vector256.Create<short>(a), Vector256.Create<short>(b));
        for (var i = 0; i < 8; i++) sums[i].ShouldBe((a[2 * i] * b[2 * i]) + (a[(2 * i) + 1] * b[(2 * i) + 1]));
        VectorMath.Dot(a, b).ShouldBe(a.Zip(b, (x, y) => x * y).Sum());
    }
}
