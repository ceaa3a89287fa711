namespace HandoffBridge.WordVectors;

/// <summary>The first source: GloVe vectors without what only tells how frequent a word is.</summary>
internal static class GloveSource
{
    /// <summary>Length of a row: the vector and zeros up to a whole multiple of eight, so that the second source starts at one.</summary>
    public const int Dimensions = 104;

    /// <summary>A row of length one for each word; zeros where the table does not know it.</summary>
    public static double[][] Of(IReadOnlyList<string> words, GloveTable glove)
    {
        var rows = words.Select(w => Find(w, glove)).ToArray();
        var known = rows.OfType<double[]>().ToArray();
        Rows.Centre(known);

        // The mean and the two strongest directions say how frequent a word is, not what it means (Mu and Viswanath, 2018).
        var (_, directions) = SymmetricEigen.Of(Rows.Covariance(known));
        foreach (var row in known)
        {
            Rows.Remove(row, directions[0]);
            Rows.Remove(row, directions[1]);
            Rows.MakeUnit(row);
        }

        return [.. rows.Select(r => Padded(r ?? []))];
    }

    // A contraction's vector is the mean of those parts the table knows: "don't" of "do" and "n't", "we'll" of "we" and "'ll".
    private static double[]? Find(string word, GloveTable glove)
    {
        if (glove.Find(word) is { } own) return Array.ConvertAll(own, x => (double)x);
        var at = word.EndsWith("n't", StringComparison.Ordinal) ? word.Length - 3 : word.IndexOf('\'', StringComparison.Ordinal);
        if (at < 0) return null;
        float[]?[] found = [glove.Find(word[..at]), glove.Find(word[at..])];
        var parts = found.OfType<float[]>().ToArray();
        if (parts.Length == 0) return null;
        var mean = new double[GloveTable.Dimensions];
        for (var d = 0; d < mean.Length; d++) mean[d] = parts.Sum(p => (double)p[d]) / parts.Length;
        return mean;
    }

    private static double[] Padded(double[] row)
    {
        var padded = new double[Dimensions];
        row.CopyTo(padded, 0);
        return padded;
    }
}
