using System.Globalization;
using System.Text;
using HandoffBridge.Extraction.Scopes;

namespace HandoffBridge.Training.Scopes;

/// <summary>Writes a trained scope model as the source file the extraction compiles.</summary>
internal static class ScopeTable
{
    public static string Source(ScopeModel model)
    {
        var text = new StringBuilder(Head);
        var measured = ScopeFeatures.Names.Count;
        for (var i = 0; i < measured; i++) text.Append(CultureInfo.InvariantCulture, $"        {model.Weights[i]:F4}, // {ScopeFeatures.Names[i]}\n");
        text.Append(Middle);
        for (var i = 0; i < model.Words.Count; i++) text.Append(CultureInfo.InvariantCulture, $"        [\"{model.Words[i]}\"] = {model.Weights[measured + i]:F3},\n");
        return text.Append(Tail).ToString();
    }

    private const string Head = """
        namespace HandoffBridge.Extraction.Scopes;

        /// <summary>
        /// The weights of the scope model: one for each of <see cref="ScopeFeatures.Names"/>, and one for each word that many deals use.
        /// Written by the training console; do not edit by hand.
        /// </summary>
        internal static class ScopeWeights
        {
            /// <summary>Promises at or above it count as scoped.</summary>
            public const double Threshold = 0.5;

            private static readonly double[] Weights =
            [

        """;

    private const string Middle = """
            ];

            private static readonly Dictionary<string, double> Words = new(StringComparer.Ordinal)
            {

        """;

    private const string Tail = """
            };

            /// <summary>The probability that the paper covers the promise.</summary>
            public static double Probability(ReadOnlySpan<double> values, IReadOnlyList<string> words)
            {
                var sum = 0.0;
                for (var i = 0; i < Weights.Length; i++) sum += values[i] * Weights[i];
                foreach (var word in words) sum += Words.GetValueOrDefault(word);
                return 1 / (1 + Math.Exp(-sum));
            }
        }

        """;
}
