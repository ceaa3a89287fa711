namespace HandoffBridge.Extraction.Scopes;

/// <summary>The weights of the scope model, one for each of <see cref="ScopeFeatures.Names"/>. Written by the training console; do not edit by hand.</summary>
internal static class ScopeWeights
{
    /// <summary>Promises at or above it count as scoped.</summary>
    public const double Threshold = 0.5;

    private static readonly double[] Weights =
    [
        0, 1.5, 1.5, 1.0, -2.0, -1.0, 0.5, 0.5, 1.0, -1.5, 0.2, -0.5, -1.5, -2.5, 1.0, -1.0, -0.5, -0.5, 1.5, -0.5, 0.3, -0.3, 0, 0, 0, -0.5, -0.3, -0.5,
    ];

    /// <summary>The probability that the paper covers the promise.</summary>
    public static double Probability(ReadOnlySpan<double> values)
    {
        var sum = 0.0;
        for (var i = 0; i < values.Length; i++) sum += values[i] * Weights[i];
        return 1 / (1 + Math.Exp(-sum));
    }
}
