namespace HandoffBridge.Training;

/// <summary>L2-regularised logistic regression by dual coordinate descent (Yu, Huang and Lin, 2011): no step size, the same bytes every time.</summary>
internal sealed class LogisticTrainer
{
    private const double Penalty = 3.0;
    private const double PositiveWeight = 2.0;
    private const int Passes = 12;
    private readonly int _rows;
    private readonly int _shift;
    private readonly int _dense;

    private readonly Func<Example, SparseRow> _features;

    private LogisticTrainer(int bits, int dense, Func<Example, SparseRow> features)
    {
        _features = features;
        _rows = 1 << bits;
        _shift = ExampleSet.Bits - bits;
        _dense = dense;
        Weights = new float[_rows + dense + 1];
    }

    /// <summary>How many sparse weights there are.</summary>
    public int Rows => _rows;

    /// <summary>Sparse weights, dense weights, bias.</summary>
    public float[] Weights { get; }

    /// <summary>Learns one label; examples with a negative label are left out.</summary>
    public static LogisticTrainer Train(IEnumerable<Example> items, Func<Example, int> label)
    {
        var used = items.Where(e => label(e) >= 0).ToArray();
        var trainer = new LogisticTrainer(ExampleSet.Bits, Extraction.Features.PassageFacts.MeaningLength, e => e.Kinds);
        trainer.Descend(used, [.. used.Select(e => label(e) == 1 ? 1 : -1)]);
        return trainer;
    }

    /// <summary>Learns one stance (−1 = none) of politics passages, from the passage alone.</summary>
    public static LogisticTrainer TrainStance(Example[] politics, int stance)
    {
        var trainer = new LogisticTrainer(StanceBits, Extraction.Features.Meaning.Length, e => e.Stances);
        trainer.Descend(politics, [.. politics.Select(e => e.Stance == stance ? 1 : -1)]);
        return trainer;
    }

    /// <summary>Binary logarithm of the rows of the stances' weights: a few thousand examples fill no more.</summary>
    private const int StanceBits = 17;

    /// <summary>Log-odds of an example.</summary>
    public float Score(Example e)
    {
        var s = Weights[^1];
        var (index, value) = _features(e);
        for (var k = 0; k < index.Length; k++) s += Weights[index[k] >> _shift] * value[k];
        for (var k = 0; k < _dense; k++) s += Weights[_rows + k] * e.Meaning[k];
        return s;
    }

    private void Descend(Example[] items, int[] sign)
    {
        var n = items.Length;
        var alpha = new double[n];
        var upper = new double[n];
        var square = new double[n];
        for (var i = 0; i < n; i++)
        {
            upper[i] = sign[i] > 0 ? Penalty * PositiveWeight : Penalty;
            alpha[i] = Math.Min(0.001 * upper[i], 1e-8);
            square[i] = 1 + _features(items[i]).Value.Sum(v => (double)v * v) + items[i].Meaning.Take(_dense).Sum(v => (double)v * v);
            Move(items[i], (float)(sign[i] * alpha[i]));
        }

        var order = Enumerable.Range(0, n).ToArray();
        var random = new Randomness(7);
        for (var pass = 0; pass < Passes; pass++)
        {
            random.Shuffle(order);
            foreach (var i in order)
            {
                var next = Solve(square[i], sign[i] * (double)Score(items[i]), alpha[i], upper[i]);
                if (next != alpha[i]) Move(items[i], (float)((next - alpha[i]) * sign[i]));
                alpha[i] = next;
            }
        }
    }

    /// <summary>The one-variable problem, by Newton's method in whichever of alpha and upper - alpha is the smaller.</summary>
    private static double Solve(double a, double b, double alpha, double upper)
    {
        var other = upper - alpha;
        var low = 0.5 * a * (other - alpha) + b >= 0;
        var z = low ? alpha : other;
        var old = z;
        var sign = low ? 1.0 : -1.0;
        if (upper - z < 0.5 * upper) z *= 0.1;
        var slope = (a * (z - old)) + (sign * b) + Math.Log(z / (upper - z));
        for (var it = 0; it < 100 && Math.Abs(slope) >= 1e-3; it++)
        {
            var curve = a + (upper / (upper - z) / z);
            var t = z - (slope / curve);
            z = t <= 0 ? z * 0.1 : Math.Min(t, upper - 1e-12);
            slope = (a * (z - old)) + (sign * b) + Math.Log(z / (upper - z));
        }

        return low ? z : upper - z;
    }

    private void Move(Example e, float step)
    {
        var (index, value) = _features(e);
        for (var k = 0; k < index.Length; k++) Weights[index[k] >> _shift] += step * value[k];
        for (var k = 0; k < _dense; k++) Weights[_rows + k] += step * e.Meaning[k];
        Weights[^1] += step;
    }
}
