using System.Globalization;
using HandoffBridge.Extraction.Signals;
using HandoffBridge.Extraction.Texts;

namespace HandoffBridge.Training;

/// <summary>Scores the corpus out of fold as the judge would: thresholds of a fold come from the other folds.</summary>
internal static class CrossValidation
{
    /// <summary>Assembles every deal's signals from out-of-fold scores and counts them.</summary>
    public static Scorer Judge(ExampleSet set, int[] foldOfDeal, Action<string, Extraction.Deals.DealFile, string, string, string>? onError = null, bool onlyReference = false)
    {
        var scorer = new Scorer { OnError = onError };
        var byDeal = set.Items.GroupBy(e => e.Deal).ToDictionary(g => g.Key, g => g.ToList());
        for (var fold = 0; fold <= foldOfDeal.Max(); fold++)
        {
            var others = set.Items.Where(e => foldOfDeal[e.Deal] != fold && set.Deals[e.Deal].IsReference).ToList();
            var thresholds = Enumerable.Range(0, 8).Select(k => Decisions.Threshold(others, k)).ToArray();
            for (var d = 0; d < set.Deals.Count; d++)
            {
                if (foldOfDeal[d] == fold && (!onlyReference || set.Deals[d].IsReference)) scorer.Add(set.Deals[d].File, Signals(set.Deals[d], byDeal.GetValueOrDefault(d, []), thresholds));
            }
        }

        return scorer;
    }

    /// <summary>Of the passages that were called signals with a confidence in each tenth, how many are.</summary>
    public static void PrintCalibration(ExampleSet set, int[] foldOfDeal, TextWriter to)
    {
        var (sum, right, count) = (new double[10], new int[10], new int[10]);
        for (var kind = 0; kind < 8; kind++)
        {
            for (var fold = 0; fold <= foldOfDeal.Max(); fold++)
            {
                var (a, b) = Decisions.Platt(set.Items.Where(e => foldOfDeal[e.Deal] != fold), kind);
                foreach (var e in set.Items.Where(e => foldOfDeal[e.Deal] == fold && e.Label[kind] >= 0))
                {
                    var p = Decisions.Probability(e.Joined[kind], a, b);
                    var bin = Math.Min(9, (int)(p * 10));
                    sum[bin] += p;
                    count[bin]++;
                    right[bin] += e.Label[kind];
                }
            }
        }

        to.WriteLine("confidence   said    true     passages");
        for (var b = 0; b < 10; b++)
        {
            if (count[b] > 0) to.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{b / 10.0:F1}-{(b + 1) / 10.0:F1}      {sum[b] / count[b]:F3}   {(double)right[b] / count[b]:F3}   {count[b],6}"));
        }
    }

    private static List<Signal> Signals(LabelledDeal deal, List<Example> items, float[] thresholds)
    {
        var texts = deal.File.Documents.ToDictionary(d => d.Id, VisibleText.Of, StringComparer.Ordinal);
        var assembly = new SignalAssembly(deal.File, texts);
        var signals = new List<Signal>();
        foreach (var e in items)
        {
            for (var k = 0; k < 8; k++)
            {
                if (e.Joined[k] <= thresholds[k]) continue;
                var politics = k == (int)SignalKind.Politics;
                signals.Add(assembly.Complete(new Found(e.Document, (SignalKind)k, e.Start, e.End, 0.5,
                    politics ? e.Person : null, politics && e.GuessedStance >= 0 ? SignalNames.Stances[e.GuessedStance] : null)));
            }
        }

        return signals;
    }
}
