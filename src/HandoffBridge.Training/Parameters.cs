using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace HandoffBridge.Training;

/// <summary>One array of parameters with its gradient and Adam's two moments (Kingma and Ba, 2015), decay apart (Loshchilov and Hutter, 2019).</summary>
internal sealed class Parameters
{
    private readonly float[] _mean;
    private readonly float[] _square;
    private readonly float _decay;

    private Parameters(float[] values, float decay)
    {
        Values = values;
        Gradient = new float[values.Length];
        _mean = new float[values.Length];
        _square = new float[values.Length];
        _decay = decay;
    }

    public float[] Values { get; }
    public float[] Gradient { get; }

    /// <summary>Random parameters of this spread.</summary>
    public static Parameters Random(int length, float spread, float decay, Randomness random)
    {
        var values = new float[length];
        for (var i = 0; i < length; i++) values[i] = spread * random.Normal();
        return new Parameters(values, decay);
    }

    /// <summary>Zeros, without decay.</summary>
    public static Parameters Zero(int length) => new(new float[length], 0);

    /// <summary>Moves the values against the gradient, whose sum over a batch is divided by its size, and forgets it.</summary>
    public void Step(float rate, float share, int step)
    {
        const float B1 = 0.9f, B2 = 0.999f;
        var r = Vector256.Create(rate / (1 - MathF.Pow(B1, step)));
        var c = Vector256.Create(1 / (1 - MathF.Pow(B2, step)));
        var keep = Vector256.Create(1 - (rate * _decay));
        var w = MemoryMarshal.Cast<float, Vector256<float>>(Values.AsSpan());
        var g = MemoryMarshal.Cast<float, Vector256<float>>(Gradient.AsSpan());
        var m = MemoryMarshal.Cast<float, Vector256<float>>(_mean.AsSpan());
        var v = MemoryMarshal.Cast<float, Vector256<float>>(_square.AsSpan());
        for (var i = 0; i < w.Length; i++)
        {
            var gradient = g[i] * share;
            m[i] = (m[i] * B1) + (gradient * (1 - B1));
            v[i] = (v[i] * B2) + (gradient * gradient * (1 - B2));
            w[i] = (w[i] * keep) - (r * m[i] / (Vector256.Sqrt(v[i] * c) + Vector256.Create(1e-8f)));
        }

        Array.Clear(Gradient);
    }
}
