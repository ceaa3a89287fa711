namespace HandoffBridge.Training;

/// <summary>L2-regularised logistic regression by dual coordinate descent (Yu, Huang and Lin, 2011): no step size, the same bytes every time.</summary>
internal static class LogisticTrainer
{
    /// <summary>Trains one label; examples with weight 0 are left out.</summary>
    public static float[] Train(IReadOnlyList<Example> items, int dimension, Func<Example, int> label, double c, double positive, int passes, uint seed)
    {
        var used = items.Where(e => label(e) >= 0).ToArray();
        var dense = used.Length > 0 ? used[0].Dense.Length : 0;
        var w = new float[dimension + dense + 1];
        var n = used.Length;
        var alpha = new double[n];
        var other = new double[n];
        var q = new double[n];
        var y = new int[n];
        var upper = new double[n];
        for (var i = 0; i < n; i++)
        {
            y[i] = label(used[i]) == 1 ? 1 : -1;
            upper[i] = y[i] > 0 ? c * positive : c;
            alpha[i] = Math.Min(0.001 * upper[i], 1e-8);
            other[i] = upper[i] - alpha[i];
            double s = 1;
            foreach (var v in used[i].Value) s += v * v;
            foreach (var v in used[i].Dense) s += v * v;
            q[i] = s;
            Axpy(w, used[i], (float)(y[i] * alpha[i]), dimension);
        }

        var order = Enumerable.Range(0, n).ToArray();
        var random = seed;
        for (var pass = 0; pass < passes; pass++)
        {
            for (var i = n - 1; i > 0; i--)
            {
                random = random * 1664525u + 1013904223u;
                var j = (int)(random % (uint)(i + 1));
                (order[i], order[j]) = (order[j], order[i]);
            }

            var moved = 0.0;
            foreach (var i in order)
            {
                var ywx = y[i] * (double)Dot(w, used[i], dimension);
                double a = q[i], b = ywx, c1 = alpha[i], c2 = other[i], cc = upper[i];
                var first = true;
                if (0.5 * a * (c2 - c1) + b < 0) first = false;
                var z = first ? c1 : c2;
                var old = z;
                var sign = first ? 1.0 : -1.0;
                if (cc - z < 0.5 * cc) z = 0.1 * z;
                var gp = a * (z - old) + sign * b + Math.Log(z / (cc - z));
                for (var it = 0; it < 100 && Math.Abs(gp) >= 1e-3; it++)
                {
                    var gpp = a + cc / (cc - z) / z;
                    var t = z - gp / gpp;
                    z = t <= 0 ? z * 0.1 : Math.Min(t, cc - 1e-12);
                    gp = a * (z - old) + sign * b + Math.Log(z / (cc - z));
                }

                if (first)
                {
                    alpha[i] = z;
                    other[i] = cc - z;
                }
                else
                {
                    other[i] = z;
                    alpha[i] = cc - z;
                }

                var delta = sign * (z - old) * y[i];
                moved = Math.Max(moved, Math.Abs(z - old) / cc);
                if (delta != 0) Axpy(w, used[i], (float)delta, dimension);
            }

            if (moved < 0.01) break;
        }

        return w;
    }

    public static float Dot(float[] w, Example e, int dimension)
    {
        var s = w[^1];
        for (var k = 0; k < e.Index.Length; k++) s += w[e.Index[k]] * e.Value[k];
        for (var k = 0; k < e.Dense.Length; k++) s += w[dimension + k] * e.Dense[k];
        return s;
    }

    private static void Axpy(float[] w, Example e, float a, int dimension)
    {
        for (var k = 0; k < e.Index.Length; k++) w[e.Index[k]] += a * e.Value[k];
        for (var k = 0; k < e.Dense.Length; k++) w[dimension + k] += a * e.Dense[k];
        w[^1] += a;
    }
}
