namespace HandoffBridge.Extraction.Scopes;

/// <summary>The weights of the scope model, one for each of <see cref="ScopeFeatures.Names"/>. Written by the training console; do not edit by hand.</summary>
internal static class ScopeWeights
{
    /// <summary>Promises at or above it count as scoped.</summary>
    public const double Threshold = 0.5;

    private static readonly double[] Weights =
    [
        -3.8592, // bias
        0.9494, // cover-line
        1.0053, // cover-sow
        3.2087, // cover-all
        -0.2686, // cover-excluded
        -0.6333, // excluded-nearer
        2.0694, // reverse-line
        1.7427, // reverse-sow
        1.7014, // figure-equal
        -1.3872, // figure-beyond
        -0.7093, // figure-below
        -0.4282, // figure-foreign
        -1.3121, // free
        -1.0003, // admits-no-paper
        0.7743, // names-paper
        -0.0929, // reported
        -0.5523, // customer-expects
        -0.2025, // presence
        0.8138, // date-on-paper
        -1.6265, // date-before-paper
        0.9481, // has-due
        0.2464, // no-sow
        -0.4144, // length
        0.0000, // lines-only-concept
        0.0000, // top-concept-sow
        1.8031, // rare-uncovered
        -0.3450, // asked-also
        -0.4025, // own-word
    ];

    /// <summary>The probability that the paper covers the promise.</summary>
    public static double Probability(ReadOnlySpan<double> values)
    {
        var sum = 0.0;
        for (var i = 0; i < values.Length; i++) sum += values[i] * Weights[i];
        return 1 / (1 + Math.Exp(-sum));
    }
}
