using System.Globalization;

namespace HandoffBridge.Training;

/// <summary>How the score grows with the number of deals: what more labelled deals would bring.</summary>
internal static class LearningCurve
{
    /// <summary>Prints the cross-validated score of ever more deals, spread evenly over the hands.</summary>
    public static int Print(List<LabelledDeal> deals)
    {
        Console.WriteLine("deals  micro  macro");
        foreach (var share in (int[])[8, 4, 2, 1])
        {
            var part = deals.GroupBy(d => d.Hand, StringComparer.Ordinal).SelectMany(h => h.Where((_, i) => i % share == 0)).OrderBy(d => d.Name, StringComparer.Ordinal).ToList();
            var set = ExampleSet.Of(part);
            var fold = Folding.ByHandGroup(set.Deals, 5);
            new OutOfFold(set, fold, TrainingPlan.Shipped).Score();
            var score = CrossValidation.Judge(set, fold);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{part.Count,5}  {score.Micro.F1:F3}  {score.Macro:F3}"));
        }

        return 0;
    }
}
