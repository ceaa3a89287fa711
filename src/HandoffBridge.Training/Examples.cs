using HandoffBridge.Extraction.Deals;
using HandoffBridge.Extraction.Features;
using HandoffBridge.Extraction.Signals;

namespace HandoffBridge.Training;

/// <summary>One passage with its features and labels.</summary>
internal sealed class Example
{
    public required int Deal;
    public required int Document;
    public required int Passage;
    public required string Quote;
    public required string[] Words;
    public required int[] Index;
    public required float[] Value;
    public float[] Dense = [];
    public readonly sbyte[] Label = new sbyte[8];
    public readonly double[] Score = new double[8];
}

/// <summary>A gold signal and the examples that match it.</summary>
internal sealed record Gold(int Deal, int Document, int Kind, LabelledSignal Signal, string[] Words);

/// <summary>Turns labelled deals into examples.</summary>
internal sealed class ExampleSet
{
    public const int Bits = 20;
    public readonly List<Example> Items = [];
    public readonly List<Gold> Golds = [];

    public static readonly float[] FamilyScale = [1.0f, 1.0f, 0.6f, 0.8f, 0.7f, 0.4f, 0.4f, 1.0f, 1.0f, 0.8f];

    public static ExampleSet Build(List<LabelledDeal> deals)
    {
        var set = new ExampleSet();
        var reading = new DocumentReading();
        var features = new FeatureList();
        var document = 0;
        for (var d = 0; d < deals.Count; d++)
        {
            var deal = deals[d].File;
            var roles = new RoleNames(deal);
            foreach (var doc in deal.Documents)
            {
                if (doc.Type == "sow") continue;
                document++;
                var golds = (deal.Signals ?? []).Where(s => s.DocumentId == doc.Id)
                    .Select(s => new Gold(d, document, (int)SignalNames.Parse(s.Kind)!.Value, s, Overlap.Words(s.Quote))).ToList();
                set.Golds.AddRange(golds);
                reading.Read(doc, roles);
                var first = set.Items.Count;
                for (var i = 0; i < reading.Passages.Count; i++)
                {
                    var p = reading.Passages[i];
                    if (p.Place != Place.Body || p.Layout == Layout.Heading) continue;
                    FeatureReader.Read(reading, i, features);
                    var (index, value) = Vector(features);
                    var quote = reading.Text[p.Start..p.End];
                    set.Items.Add(new Example { Deal = d, Document = document, Passage = i, Quote = quote, Words = Overlap.Words(quote), Index = index, Value = value, Dense = DenseReader.Read(reading, i) });
                }

                Label(set.Items.GetRange(first, set.Items.Count - first), golds);
            }
        }

        return set;
    }

    private static void Label(List<Example> items, List<Gold> golds)
    {
        foreach (var g in golds)
        {
            Example? best = null;
            var top = 0.0;
            foreach (var e in items)
            {
                var dice = Overlap.Dice(e.Words, g.Words);
                if (dice > top) (best, top) = (e, dice);
                // a sentence inside a longer quote is neither right nor wrong
                var inside = e.Words.Length > 2 && e.Words.Count(w => g.Words.Contains(w)) >= 0.8 * e.Words.Length && dice > 0.25;
                if (inside && e.Label[g.Kind] == 0) e.Label[g.Kind] = -1;
            }

            if (best is not null && top >= 0.4) best.Label[g.Kind] = 1;
        }
    }

    public static (int[] Index, float[] Value) Vector(FeatureList f)
    {
        var map = new SortedDictionary<int, float>();
        for (var k = 0; k < (int)Family.Count; k++)
        {
            var span = f.Of((Family)k);
            if (span.Length == 0) continue;
            var v = FamilyScale[k] / MathF.Sqrt(span.Length);
            foreach (var h in span)
            {
                var b = Hashing.Bucket(h + (uint)k * 0x9E3779B9u, Bits);
                map.TryGetValue(b, out var old);
                map[b] = old + v;
            }
        }

        return ([.. map.Keys], [.. map.Values]);
    }
}
