using HandoffBridge.Extraction.Features;
using HandoffBridge.Extraction.Models;
using HandoffBridge.Extraction.Signals;

namespace HandoffBridge.Training;

/// <summary>Scores every example by models that never saw its fold.</summary>
internal sealed class OutOfFold(ExampleSet set, int[] foldOfDeal, TrainingPlan plan)
{
    private static readonly ParallelOptions Cores = new() { MaxDegreeOfParallelism = 2 };
    private readonly int _folds = foldOfDeal.Max() + 1;

    /// <summary>Fills First, Net, Joined and GuessedStance.</summary>
    /// <param name="memory">A file that keeps the scores between runs of experiments; null for none.</param>
    public void Score(string? memory = null)
    {
        if (memory is not null && File.Exists(memory)) Remember(memory);
        else ScoreModels();
        if (memory is not null && !File.Exists(memory)) Keep(memory);
        foreach (var e in set.Items)
        {
            var open = e.First.Any(s => s > plan.Gate);
            for (var k = 0; k < 8; k++) e.Joined[k] = open ? PassageScorer.JoinedLogOdds(e.Net[k] / plan.OutOfFoldNets, e.First[k]) : -14f;
        }

        ScoreStances();
    }

    private void Keep(string memory)
    {
        using var w = new BinaryWriter(File.Create(memory));
        foreach (var x in set.Items.SelectMany(e => e.First.Concat(e.Net).Concat(e.NetStances))) w.Write(x);
    }

    private void Remember(string memory)
    {
        using var r = new BinaryReader(File.OpenRead(memory));
        foreach (var e in set.Items)
        {
            foreach (var part in (float[][])[e.First, e.Net, e.NetStances])
            {
                for (var i = 0; i < part.Length; i++) part[i] = r.ReadSingle();
            }
        }
    }

    private void ScoreModels()
    {
        Parallel.For(0, _folds * 8, Cores, job =>
        {
            var (fold, kind) = (job / 8, job % 8);
            var model = LogisticTrainer.Train(set.Items.Where(e => foldOfDeal[e.Deal] != fold), e => e.Label[kind]);
            foreach (var e in set.Items.Where(e => foldOfDeal[e.Deal] == fold)) e.First[kind] = model.Score(e);
        });
        var inputs = Inputs(set);
        foreach (var e in set.Items)
        {
            Array.Clear(e.Net);
            Array.Clear(e.NetStances);
        }

        var nets = new Networks[_folds * plan.OutOfFoldNets];
        Parallel.For(0, nets.Length, Cores, job =>
            nets[job] = new Networks([ConvNetTrainer.Train(Gated(inputs, d => foldOfDeal[d] != job % _folds), plan.Epochs, (uint)(1 + (job / _folds)))]));
        var workspaces = nets.Select(_ => new Networks.Workspace()).ToArray();
        var (kinds, stances) = (new float[8], new float[StanceModel.Stances]);
        foreach (var input in inputs)
        {
            var e = input.Example;
            for (var n = foldOfDeal[e.Deal]; n < nets.Length; n += _folds)
            {
                nets[n].Put(0, e.Tokens, e.Classes, input.Facts, workspaces[n]);
                nets[n].Read(1, workspaces[n], kinds, stances);
                for (var k = 0; k < kinds.Length; k++) e.Net[k] += kinds[k];
                for (var k = 0; k < stances.Length; k++) e.NetStances[k] += stances[k];
            }
        }
    }

    /// <summary>Every example with its facts and the first model's scores around it.</summary>
    public static List<NetInput> Inputs(ExampleSet set)
    {
        var inputs = new List<NetInput>();
        foreach (var document in set.Items.GroupBy(e => (e.Deal, e.Document.Id)))
        {
            var passages = document.ToList();
            var scores = passages.SelectMany(e => e.First).ToArray();
            for (var i = 0; i < passages.Count; i++)
            {
                var facts = (float[])passages[i].Facts.Clone();
                PassageFacts.ReadScores(scores, i, facts);
                inputs.Add(new NetInput(passages[i], facts));
            }
        }

        return inputs;
    }

    /// <summary>What a network learns from: signals, and whatever the first model does not rule out.</summary>
    public List<NetInput> Gated(List<NetInput> inputs, Func<int, bool> deals) =>
        [.. inputs.Where(i => deals(i.Example.Deal) && (i.Example.First.Any(s => s > plan.Gate) || i.Example.Label.Any(l => l == 1)))];

    /// <summary>Trains the seven columns of the stance model.</summary>
    public static LogisticTrainer[] TrainStances(IEnumerable<Example> items)
    {
        var politics = items.Where(e => e.Stance > -2).ToArray();
        return [.. Enumerable.Range(0, StanceModel.Stances).Select(k => LogisticTrainer.TrainStance(politics, k - 1))];
    }

    private void ScoreStances()
    {
        Parallel.For(0, _folds, Cores, fold =>
        {
            var models = TrainStances(set.Items.Where(e => foldOfDeal[e.Deal] != fold));
            foreach (var e in set.Items.Where(e => foldOfDeal[e.Deal] == fold && e.Joined[1] > -3))
            {
                var scores = models.Select(m => m.Score(e)).ToArray();
                e.GuessedStance = StanceModel.Best(scores, e.NetStances.Select(p => p / plan.OutOfFoldNets).ToArray());
            }
        });
    }
}

/// <summary>The choices of a training run.</summary>
/// <param name="Nets">Networks that are averaged in the shipped model.</param>
/// <param name="OutOfFoldNets">Networks that are averaged in cross-validation: fewer, to save time.</param>
/// <param name="Epochs">Passes of a network over its examples.</param>
/// <param name="Gate">Log-odds of the first model below which networks do not read a passage.</param>
internal sealed record TrainingPlan(int Nets, int OutOfFoldNets, int Epochs, float Gate)
{
    /// <summary>The shipped model's.</summary>
    public static TrainingPlan Shipped { get; } = new(2, 2, 16, -2.5f);
}
