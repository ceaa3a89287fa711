namespace HandoffBridge.Extraction.Features;

/// <summary>Meaning of a passage as the weighted mean of its words' vectors, and of its neighbours'.</summary>
internal static class DenseReader
{
    public static float Scale = 1f;
    public static float[] Read(DocumentReading doc, int index)
    {
        var n = WordVectors.Shared.Dimensions;
        var r = new float[n * 3];
        Pool(doc, index, r.AsSpan(0, n), Scale);
        if (index > 0) Pool(doc, index - 1, r.AsSpan(n, n), 0.4f * Scale);
        if (index + 1 < doc.Passages.Count) Pool(doc, index + 1, r.AsSpan(2 * n, n), 0.4f * Scale);
        return r;
    }

    private static void Pool(DocumentReading doc, int index, Span<float> sum, float scale)
    {
        foreach (var t in doc.TokensOf(doc.Passages[index]))
        {
            if (t.Vector < 0 || t.Role != Role.None) continue;
            var w = 1f / (1f + 80f / (t.Vector + 1));
            var row = WordVectors.Shared.Row(t.Vector);
            for (var d = 0; d < sum.Length; d++) sum[d] += w * row[d];
        }
        var norm = 0f;
        foreach (var x in sum) norm += x * x;
        if (norm == 0) return;
        norm = scale / MathF.Sqrt(norm);
        for (var d = 0; d < sum.Length; d++) sum[d] *= norm;
    }
}
