using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using HandoffBridge.Extraction.Deals;
using HandoffBridge.Extraction.Signals;

namespace HandoffBridge.Training;

/// <summary>The verbs of the training program.</summary>
internal static class Verbs
{
    // as many as the public score tells of
    private const int HandGroups = 4;

    private const string Usage = "usage: train | cv [--by deal|hand|hands] [--errors FILE] | curve | score FOLDER | scopes [--check FOLDER] | dues [--errors FILE] | doubts | lost | speed FILE  [--data FOLDER] [--output FILE] [--memory FILE] [--nets N] [--epochs N] [--gate LOGODDS]";

    /// <summary>Runs a verb; 2 means wrong usage.</summary>
    public static int Run(string[] args)
    {
        var data = Option(args, "--data") ?? "training/deals";
        var plan = TrainingPlan.Shipped;
        if (Option(args, "--nets") is { } nets) plan = plan with { Nets = int.Parse(nets, CultureInfo.InvariantCulture) };
        if (Option(args, "--epochs") is { } epochs) plan = plan with { Epochs = int.Parse(epochs, CultureInfo.InvariantCulture) };
        if (Option(args, "--gate") is { } gate) plan = plan with { Gate = float.Parse(gate, CultureInfo.InvariantCulture) };
        switch (args.FirstOrDefault())
        {
            case "train": return Train(data, Option(args, "--output") ?? "src/HandoffBridge.Extraction/Models/signals.model", plan, Option(args, "--memory"));
            case "cv": return Cross(data, Option(args, "--by") ?? "hand", Option(args, "--errors"), plan, Option(args, "--memory"));
            case "scopes": return Scopes(data, Option(args, "--check"), Option(args, "--output"));
            case "dues":
                using (var errors = Option(args, "--errors") is { } to ? new StreamWriter(to) : null) DueCheck.Print(Corpus.Read(data), errors);
                return 0;
            case "doubts": return Doubts(data, plan, Option(args, "--memory"), Option(args, "--output"));
            case "curve": return LearningCurve.Print(Corpus.Read(data));
            case "score" when args.Length > 1: return Score(args[1], Option(args, "--output"));
            case "lost":
                foreach (var line in Read(data).Lost) Console.WriteLine(line);
                return 0;
            case "speed" when args.Length > 1: return SpeedRun.Print(args[1]);
            default:
                Console.Error.WriteLine(Usage);
                return 2;
        }
    }

    private static int Train(string data, string output, TrainingPlan plan, string? memory)
    {
        var set = Read(data);
        var fold = Folding.ByHandGroup(set.Deals, HandGroups);
        var scores = new OutOfFold(set, fold, plan);
        scores.Score(memory);
        CrossValidation.Judge(set, fold).Print(Console.Out);
        Console.WriteLine("reference set only:");
        CrossValidation.Judge(set, fold, onlyReference: true).Print(Console.Out);
        CrossValidation.PrintCalibration(set, fold, Console.Out);
        var file = ModelTrainer.Train(set, scores, plan).Write();
        File.WriteAllBytes(output, file);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{output}: {file.Length / 1048576.0:F1} MB"));
        return 0;
    }

    private static int Cross(string data, string by, string? errors, TrainingPlan plan, string? memory)
    {
        var set = Read(data);
        var fold = by switch
        {
            "deal" => Folding.ByDeal(set.Deals, 5),
            "hands" => Folding.ByHandGroup(set.Deals, HandGroups),
            _ => Folding.ByHand(set.Deals),
        };
        new OutOfFold(set, fold, plan).Score(memory);
        using var file = errors is null ? null : new StreamWriter(errors);
        CrossValidation.Judge(set, fold, file is null ? null : (what, deal, document, kind, quote) =>
            file.WriteLine($"{what}\t{deal.Deal.Id}\t{document}\t{kind}\t{quote.ReplaceLineEndings(" ")}")).Print(Console.Out);
        Console.WriteLine("reference set only:");
        CrossValidation.Judge(set, fold, onlyReference: true).Print(Console.Out);
        CrossValidation.PrintCalibration(set, fold, Console.Out);
        return 0;
    }

    private static int Scopes(string data, string? check, string? output)
    {
        List<DealFile> deals = [.. Corpus.Read(data).Select(d => d.File)];
        if (check is not null)
        {
            Console.WriteLine(Training.Scopes.ScopeTraining.Check(deals, [.. Corpus.Read(check).Select(d => d.File)]));
            return 0;
        }

        var result = Training.Scopes.ScopeTraining.Run(deals);
        Console.WriteLine(result.Report);
        if (output is not null) File.WriteAllText(output, result.Source);
        return 0;
    }

    private static int Doubts(string data, TrainingPlan plan, string? memory, string? output)
    {
        var set = Read(data);
        var fold = Folding.ByHandGroup(set.Deals, HandGroups);
        new OutOfFold(set, fold, plan).Score(memory);
        using var file = output is null ? null : new StreamWriter(output);
        DoubtfulLabels.Print(set, fold, file ?? Console.Out);
        return 0;
    }

    private static int Score(string folder, string? output)
    {
        var scorer = new Scorer();
        using var lines = output is null ? null : new StreamWriter(output);
        foreach (var deal in Corpus.Read(folder))
        {
            var signals = SignalEngine.Default.Extract(deal.File).Signals;
            scorer.Add(deal.File, signals);
            foreach (var s in signals)
            {
                lines?.WriteLine(JsonSerializer.Serialize(new
                {
                    dealId = s.DealId, documentId = s.DocumentId, kind = s.Kind.Wire(), quote = s.Quote, due = s.Due, person = s.Person,
                    stance = s.Stance, scoped = s.Scope is null ? (bool?)null : s.Scope.Status == ScopeStatus.Scoped,
                }));
            }
        }

        scorer.Print(Console.Out);
        return 0;
    }

    private static ExampleSet Read(string data)
    {
        var clock = Stopwatch.StartNew();
        var set = ExampleSet.Of(Corpus.Read(data));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{set.Deals.Count} deals, {set.Items.Count} passages, {set.Items.Sum(e => e.Label.Count(l => l == 1))} signals in {clock.Elapsed.TotalSeconds:F1} s"));
        return set;
    }

    private static string? Option(string[] args, string name)
    {
        var at = Array.IndexOf(args, name);
        return at >= 0 && at + 1 < args.Length ? args[at + 1] : null;
    }
}
