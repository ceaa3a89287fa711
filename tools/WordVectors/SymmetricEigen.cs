namespace HandoffBridge.WordVectors;

/// <summary>
/// Eigenvalues and eigenvectors of a symmetric matrix by cyclic Jacobi rotations (Golub and Van Loan, Matrix
/// Computations, 8.5): slow, exact, and the same at every run.
/// </summary>
internal static class SymmetricEigen
{
    private const int MostSweeps = 60;

    /// <summary>Values from the largest to the smallest, and the vector of each, of length one; its largest number is positive.</summary>
    /// <param name="matrix">The matrix; used up.</param>
    public static (double[] Values, double[][] Vectors) Of(double[][] matrix)
    {
        var size = matrix.Length;
        var vectors = Enumerable.Range(0, size).Select(i => new double[size]).ToArray();
        for (var i = 0; i < size; i++) vectors[i][i] = 1;
        for (var sweep = 0; sweep < MostSweeps && !IsDiagonal(matrix); sweep++)
        {
            for (var p = 0; p < size; p++)
            {
                for (var q = p + 1; q < size; q++) Rotate(matrix, vectors, p, q);
            }
        }

        var order = Enumerable.Range(0, size).OrderByDescending(i => matrix[i][i]).ToArray();
        foreach (var vector in vectors) FixSign(vector);
        return (Array.ConvertAll(order, i => matrix[i][i]), Array.ConvertAll(order, i => vectors[i]));
    }

    private static bool IsDiagonal(double[][] matrix)
    {
        var (on, off) = (0.0, 0.0);
        for (var i = 0; i < matrix.Length; i++)
        {
            on += matrix[i][i] * matrix[i][i];
            for (var j = i + 1; j < matrix.Length; j++) off += matrix[i][j] * matrix[i][j];
        }

        return off <= on * 1e-26;
    }

    // Turns the plane of p and q so that matrix[p][q] becomes zero.
    private static void Rotate(double[][] matrix, double[][] vectors, int p, int q)
    {
        var (rowP, rowQ) = (matrix[p], matrix[q]);
        var (pp, qq, pq) = (rowP[p], rowQ[q], rowP[q]);
        if (pq == 0) return;
        var theta = (qq - pp) / (2 * pq);
        var t = (theta < 0 ? -1 : 1) / (Math.Abs(theta) + Math.Sqrt((theta * theta) + 1));
        var c = 1 / Math.Sqrt((t * t) + 1);
        var s = t * c;
        Turn(rowP, rowQ, c, s);
        for (var k = 0; k < matrix.Length; k++) (matrix[k][p], matrix[k][q]) = (rowP[k], rowQ[k]);
        (rowP[p], rowQ[q], rowP[q], rowQ[p]) = (pp - (t * pq), qq + (t * pq), 0, 0);
        Turn(vectors[p], vectors[q], c, s);
    }

    private static void Turn(double[] a, double[] b, double c, double s)
    {
        for (var k = 0; k < a.Length; k++) (a[k], b[k]) = ((c * a[k]) - (s * b[k]), (s * a[k]) + (c * b[k]));
    }

    private static void FixSign(double[] vector)
    {
        if (vector.MaxBy(Math.Abs) >= 0) return;
        for (var d = 0; d < vector.Length; d++) vector[d] = -vector[d];
    }
}
