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
    private const double Penalty = 1.0;
    private const double WordPenalty = 8.0;
    private const int FewestDeals = 8;

    /// <summary>Cross-validates by deal, then trains on everything.</summary>
    /// <param name="deals">Labelled deals.</param>
    /// <param name="folds">Number of folds; deal i belongs to fold i mod folds.</param>
    public static ScopeTrainingResult Run(IReadOnlyList<DealFile> deals, int folds = 10)
    {
        var samples = Read(deals);
        var score = new Score();
        foreach (var (sample, scoped) in CrossValidate(samples, folds)) score.Add(sample.Scoped, scoped);
        return new ScopeTrainingResult(samples.Count, score.Accuracy, score.Precision, score.Recall, ScopeTable.Source(Fit(samples)), score.ToString());
    }

    /// <summary>Trains on some deals and scores on others.</summary>
    public static string Check(IReadOnlyList<DealFile> training, IReadOnlyList<DealFile> others)
    {
        var model = Fit(Read(training));
        var score = new Score();
        foreach (var sample in Read(others)) score.Add(sample.Scoped, model.IsScoped(sample));
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

    private static IEnumerable<(ScopeSample Sample, bool Scoped)> CrossValidate(List<ScopeSample> samples, int folds)
    {
        for (var fold = 0; fold < folds; fold++)
        {
            var model = Fit(samples.FindAll(sample => sample.Deal % folds != fold));
            foreach (var sample in samples.FindAll(sample => sample.Deal % folds == fold)) yield return (sample, model.IsScoped(sample));
        }
    }

    private static ScopeModel Fit(List<ScopeSample> samples)
    {
        var counts = new SortedDictionary<string, HashSet<int>>(StringComparer.Ordinal);
        foreach (var sample in samples)
        {
            foreach (var word in sample.Words)
            {
                if (!counts.TryGetValue(word, out var deals)) counts[word] = deals = [];
                deals.Add(sample.Deal);
            }
        }

        var words = counts.Where(static pair => pair.Value.Count >= FewestDeals).Select(static pair => pair.Key).ToList();
        var model = new ScopeModel(words);
        model.Weights = LogisticRegression.Fit(samples.ConvertAll(model.Row), samples.ConvertAll(static sample => sample.Scoped), ScopeFeatures.Names.Count, Penalty, WordPenalty);
        return model;
    }

    private static List<ScopeSample> Read(IReadOnlyList<DealFile> deals)
    {
        var samples = new List<ScopeSample>();
        for (var d = 0; d < deals.Count; d++)
        {
            var deal = deals[d];
            if (deal.Signals is null) continue;
            var texts = deal.Documents.ToDictionary(static document => document.Id, VisibleText.Of, StringComparer.Ordinal);
            var documents = deal.Documents.ToDictionary(static document => document.Id, StringComparer.Ordinal);
            var matcher = new ScopeMatcher(deal, texts);
            foreach (var signal in deal.Signals)
            {
                if (signal.Kind != "commitment" || !documents.TryGetValue(signal.DocumentId, out var document)) continue;
                var frame = ScopeFrame.Of(document, texts[document.Id], texts[document.Id].IndexOf(signal.Quote, StringComparison.Ordinal));
                var words = ScopeWords.Of(signal.Quote).FindAll(word => !matcher.IsName(word));
                var why = matcher.Decide(signal.Quote, signal.Due, document.At, frame).Why;
                samples.Add(new ScopeSample(d, matcher.Features(signal.Quote, signal.Due, document.At, frame), words, signal.Scoped == true, signal.Quote, why));
            }
        }

        return samples;
    }

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
}
