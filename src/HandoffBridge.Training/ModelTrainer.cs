using HandoffBridge.Extraction.Features;
using HandoffBridge.Extraction.Models;

namespace HandoffBridge.Training;

/// <summary>Trains the model that ships, from a set whose out-of-fold scores are known.</summary>
internal static class ModelTrainer
{
    /// <summary>Thresholds and calibration come from the out-of-fold scores, weights from all examples.</summary>
    public static SignalModel Train(ExampleSet set, OutOfFold scores, TrainingPlan plan)
    {
        var kinds = new LogisticTrainer[8];
        var cores = new ParallelOptions { MaxDegreeOfParallelism = 2 };
        Parallel.For(0, 8, cores, k => kinds[k] = LogisticTrainer.Train(set.Items, e => e.Label[k]));
        var inputs = scores.Gated(OutOfFold.Inputs(set), _ => true);
        var nets = new ConvNet[plan.Nets];
        Parallel.For(0, plan.Nets, cores, n => nets[n] = ConvNetTrainer.Train(inputs, plan.Epochs, (uint)(n + 1)));
        var stances = OutOfFold.TrainStances(set.Items);
        var reference = set.Items.Where(e => set.Deals[e.Deal].IsReference).ToList();
        var platt = Enumerable.Range(0, 8).Select(k => Decisions.Platt(reference, k)).ToList();
        return new SignalModel
        {
            Table = Table(kinds),
            Bias = [.. kinds.Select(k => k.Weights[^1])],
            Meaning = [.. kinds.SelectMany(k => k.Weights[(1 << ExampleSet.Bits)..^1])],
            Nets = new Networks(nets),
            Gate = plan.Gate,
            Threshold = [.. Enumerable.Range(0, 8).Select(k => Decisions.Threshold(reference, k))],
            Calibration = [.. platt.SelectMany(p => new[] { p.Slope, p.Offset })],
            Stances = new StanceModel(Table(stances), [.. stances.Select(s => s.Weights[^1]), 0f], [.. stances.SelectMany(s => s.Weights[s.Rows..^1])]),
        };
    }

    /// <summary>Packs weights into bytes, the columns side by side.</summary>
    private static LinearTable Table(LogisticTrainer[] columns)
    {
        var rows = columns[0].Rows;
        var weights = new sbyte[rows * LinearTable.Kinds];
        var scale = new float[LinearTable.Kinds];
        for (var k = 0; k < columns.Length; k++)
        {
            scale[k] = columns[k].Weights.Take(rows).Max(Math.Abs) / 127;
            for (var i = 0; i < rows; i++) weights[(i * LinearTable.Kinds) + k] = (sbyte)Math.Round(columns[k].Weights[i] / scale[k]);
        }

        return new LinearTable(System.Numerics.BitOperations.Log2((uint)rows), weights, scale);
    }
}
