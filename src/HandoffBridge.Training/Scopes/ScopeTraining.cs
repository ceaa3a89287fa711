using System.Globalization;
using System.Text;
using HandoffBridge.Extraction.Deals;
using HandoffBridge.Extraction.Scopes;
using HandoffBridge.Extraction.Texts;

namespace HandoffBridge.Training.Scopes;

/// <summary>What training the scope model gave.</summary>
/// <param name="Commitments">Labelled commitments used.</param>
/// <param name="Accuracy">Deal-wise cross-validated share right.</param>
/// <param name="UnscopedPrecision">Of the promises called unscoped, the share that are.</param>
/// <param name="UnscopedRecall">Of the unscoped promises, the share found.</param>
/// <param name="Source">The C# source of the weight table.</param>
/// <param name="Report">The figures as text, one line.</param>
internal sealed record ScopeTrainingResult(
    int Commitments, double Accuracy, double UnscopedPrecision, double UnscopedRecall, string Source, string Report);

/// <summary>Trains the weights of <c>ScopeWeights</c> on labelled deals. The same deals in the same order give the same bytes.</summary>
internal static class ScopeTraining
{
    private const double Penalty = 2.0;

    /// <summary>Cross-validates by deal, then trains on everything.</summary>
    /// <param name="deals">Labelled deals.</param>
    /// <param name="folds">Number of folds; deal i belongs to fold i mod folds.</param>
    public static ScopeTrainingResult Run(IReadOnlyList<DealFile> deals, int folds = 10)
    {
        var samples = Read(deals);
        var score = new Score();
        foreach (var (sample, scoped) in CrossValidate(samples, folds)) score.Add(sample.Scoped, scoped);
        return new ScopeTrainingResult(samples.Count, score.Accuracy, score.Precision, score.Recall, Table(Fit(samples)), score.ToString());
    }

    /// <summary>Trains on some deals and scores on others.</summary>
    public static string Check(IReadOnlyList<DealFile> training, IReadOnlyList<DealFile> others)
    {
        var weights = Fit(Read(training));
        var score = new Score();
        foreach (var sample in Read(others)) score.Add(sample.Scoped, LogisticRegression.Probability(weights, sample.Row) >= ScopeWeights.Threshold);
        return score.ToString();
    }

    /// <summary>The cross-validated mistakes, one line each, for a person to read.</summary>
    public static IEnumerable<string> Errors(IReadOnlyList<DealFile> deals, int folds = 10)
    {
        foreach (var (sample, scoped) in CrossValidate(Read(deals), folds))
        {
            if (scoped != sample.Scoped) yield return $"{deals[sample.Deal].Deal.Id} gold={sample.Scoped} [{sample.Why}] {sample.Quote.ReplaceLineEndings(" ")}";
        }
    }

    private static IEnumerable<(Sample Sample, bool Scoped)> CrossValidate(List<Sample> samples, int folds)
    {
        for (var fold = 0; fold < folds; fold++)
        {
            var weights = Fit(samples.FindAll(sample => sample.Deal % folds != fold));
            foreach (var sample in samples.FindAll(sample => sample.Deal % folds == fold))
            {
                yield return (sample, LogisticRegression.Probability(weights, sample.Row) >= ScopeWeights.Threshold);
            }
        }
    }

    private static double[] Fit(List<Sample> samples) =>
        LogisticRegression.Fit(samples.ConvertAll(static sample => sample.Row), samples.ConvertAll(static sample => sample.Scoped), Penalty);

    private static List<Sample> Read(IReadOnlyList<DealFile> deals)
    {
        var samples = new List<Sample>();
        for (var d = 0; d < deals.Count; d++)
        {
            var deal = deals[d];
            if (deal.Signals is null) continue;
            var texts = deal.Documents.ToDictionary(static document => document.Id, VisibleText.Of, StringComparer.Ordinal);
            var dates = deal.Documents.ToDictionary(static document => document.Id, static document => document.At, StringComparer.Ordinal);
            var matcher = new ScopeMatcher(deal, texts);
            foreach (var signal in deal.Signals)
            {
                if (signal.Kind != "commitment" || !dates.TryGetValue(signal.DocumentId, out var at)) continue;
                var why = matcher.Decide(signal.Quote, signal.Due, at).Why;
                samples.Add(new Sample(d, matcher.Features(signal.Quote, signal.Due, at), signal.Scoped == true, signal.Quote, why));
            }
        }

        return samples;
    }

    private sealed record Sample(int Deal, double[] Row, bool Scoped, string Quote, string Why);

    private sealed class Score
    {
        private int all, right, called, hit, unscoped;

        public double Accuracy => (double)right / Math.Max(1, all);
        public double Precision => (double)hit / Math.Max(1, called);
        public double Recall => (double)hit / Math.Max(1, unscoped);

        public void Add(bool gold, bool scoped)
        {
            all++;
            if (gold == scoped) right++;
            if (!scoped) called++;
            if (!gold) unscoped++;
            if (!gold && !scoped) hit++;
        }

        public override string ToString() => string.Create(
            CultureInfo.InvariantCulture, $"scoped: {Accuracy:F3} of {all} right; unscoped precision {Precision:F3} recall {Recall:F3} of {unscoped}");
    }

    private static string Table(double[] weights)
    {
        var text = new StringBuilder("    private static readonly double[] Weights =\n    [\n");
        for (var i = 0; i < weights.Length; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"        {weights[i]:F4}, // {ScopeFeatures.Names[i]}\n");
        }

        return text.Append("    ];\n").ToString();
    }
}
