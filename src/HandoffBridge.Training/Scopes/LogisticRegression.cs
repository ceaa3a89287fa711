namespace HandoffBridge.Training.Scopes;

/// <summary>L2-regularised logistic regression by Newton's method: few features, few rows, the same result on every machine.</summary>
internal static class LogisticRegression
{
    /// <summary>Fits weights; the first feature is the intercept and is not penalised, those from <paramref name="split"/> on have a penalty of their own.</summary>
    public static double[] Fit(IReadOnlyList<double[]> rows, IReadOnlyList<bool> labels, int split, double penalty, double tailPenalty, int iterations = 30)
    {
        var n = rows[0].Length;
        var weights = new double[n];
        for (var round = 0; round < iterations; round++)
        {
            var gradient = new double[n];
            var hessian = new double[n, n];
            for (var r = 0; r < rows.Count; r++)
            {
                var p = Probability(weights, rows[r]);
                var error = p - (labels[r] ? 1 : 0);
                var curve = Math.Max(p * (1 - p), 1e-6);
                for (var i = 0; i < n; i++)
                {
                    var x = rows[r][i];
                    if (x == 0) continue;
                    gradient[i] += error * x;
                    for (var j = 0; j <= i; j++) hessian[i, j] += curve * x * rows[r][j];
                }
            }

            for (var i = 0; i < n; i++)
            {
                var ridge = i == 0 ? 1e-6 : i < split ? penalty : tailPenalty;
                gradient[i] += ridge * weights[i];
                hessian[i, i] += ridge;
                for (var j = 0; j < i; j++) hessian[j, i] = hessian[i, j];
            }

            var step = Solve(hessian, gradient);
            var largest = 0.0;
            for (var i = 0; i < n; i++)
            {
                weights[i] -= step[i];
                largest = Math.Max(largest, Math.Abs(step[i]));
            }

            if (largest < 1e-10) break;
        }

        return weights;
    }

    /// <summary>The probability of a row under weights.</summary>
    public static double Probability(double[] weights, double[] row)
    {
        var sum = 0.0;
        for (var i = 0; i < weights.Length; i++) sum += weights[i] * row[i];
        return 1 / (1 + Math.Exp(-sum));
    }

    /// <summary>Gaussian elimination with partial pivoting.</summary>
    private static double[] Solve(double[,] matrix, double[] right)
    {
        var n = right.Length;
        var a = (double[,])matrix.Clone();
        var x = (double[])right.Clone();
        for (var column = 0; column < n; column++)
        {
            var pivot = column;
            for (var row = column + 1; row < n; row++)
            {
                if (Math.Abs(a[row, column]) > Math.Abs(a[pivot, column])) pivot = row;
            }

            for (var j = 0; j < n && pivot != column; j++) (a[column, j], a[pivot, j]) = (a[pivot, j], a[column, j]);
            if (pivot != column) (x[column], x[pivot]) = (x[pivot], x[column]);
            for (var row = column + 1; row < n; row++)
            {
                var factor = a[row, column] / a[column, column];
                if (factor == 0) continue;
                for (var j = column; j < n; j++) a[row, j] -= factor * a[column, j];
                x[row] -= factor * x[column];
            }
        }

        for (var row = n - 1; row >= 0; row--)
        {
            for (var j = row + 1; j < n; j++) x[row] -= a[row, j] * x[j];
            x[row] /= a[row, row];
        }

        return x;
    }
}
