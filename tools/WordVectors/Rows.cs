namespace HandoffBridge.WordVectors;

/// <summary>Sums over the rows of a matrix, always in the same order.</summary>
internal static class Rows
{
    /// <summary>Takes the mean off every row.</summary>
    public static void Centre(double[][] rows)
    {
        var mean = new double[rows[0].Length];
        foreach (var row in rows)
        {
            for (var d = 0; d < mean.Length; d++) mean[d] += row[d];
        }

        foreach (var row in rows)
        {
            for (var d = 0; d < mean.Length; d++) row[d] -= mean[d] / rows.Length;
        }
    }

    /// <summary>The covariance of centred rows.</summary>
    public static double[][] Covariance(double[][] rows)
    {
        var size = rows[0].Length;
        var sums = Enumerable.Range(0, size).Select(_ => new double[size]).ToArray();
        foreach (var row in rows)
        {
            for (var i = 0; i < size; i++)
            {
                var (x, sum) = (row[i], sums[i]);
                for (var j = i; j < size; j++) sum[j] += x * row[j];
            }
        }

        for (var i = 0; i < size; i++)
        {
            for (var j = i; j < size; j++) sums[j][i] = sums[i][j] /= rows.Length;
        }

        return sums;
    }

    /// <summary>Takes a direction of length one out of a row.</summary>
    public static void Remove(double[] row, double[] direction)
    {
        var dot = Dot(row, direction);
        for (var d = 0; d < row.Length; d++) row[d] -= dot * direction[d];
    }

    /// <summary>Gives a row length one; zeros stay zeros.</summary>
    public static void MakeUnit(double[] row)
    {
        var length = Math.Sqrt(Dot(row, row));
        if (length == 0) return;
        for (var d = 0; d < row.Length; d++) row[d] /= length;
    }

    /// <summary>The inner product.</summary>
    public static double Dot(double[] a, double[] b)
    {
        var sum = 0.0;
        for (var d = 0; d < a.Length; d++) sum += a[d] * b[d];
        return sum;
    }
}
