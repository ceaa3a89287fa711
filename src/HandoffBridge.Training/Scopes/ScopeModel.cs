using HandoffBridge.Extraction.Scopes;

namespace HandoffBridge.Training.Scopes;

/// <summary>One labelled commitment as the trainer sees it.</summary>
internal sealed record ScopeSample(int Deal, double[] Values, List<string> Words, bool Scoped, string Quote, string Why);

/// <summary>Weights of the measured features followed by those of the learnt words.</summary>
internal sealed class ScopeModel(List<string> words)
{
    private readonly Dictionary<string, int> index = words.Select(static (word, i) => (word, i)).ToDictionary(static pair => pair.word, static pair => pair.i, StringComparer.Ordinal);

    public IReadOnlyList<string> Words => words;

    public double[] Weights { get; set; } = [];

    public double[] Row(ScopeSample sample)
    {
        var row = new double[sample.Values.Length + words.Count];
        sample.Values.CopyTo(row, 0);
        foreach (var word in sample.Words)
        {
            if (index.TryGetValue(word, out var at)) row[sample.Values.Length + at] = 1;
        }

        return row;
    }

    public bool IsScoped(ScopeSample sample) => LogisticRegression.Probability(Weights, Row(sample)) >= ScopeWeights.Threshold;
}
