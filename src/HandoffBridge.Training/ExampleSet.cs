using HandoffBridge.Extraction.Deals;
using HandoffBridge.Extraction.Features;
using HandoffBridge.Extraction.Models;
using HandoffBridge.Extraction.Signals;
using HandoffBridge.Extraction.Texts;

namespace HandoffBridge.Training;

/// <summary>Turns labelled deals into examples.</summary>
internal sealed class ExampleSet
{
    /// <summary>Binary logarithm of the rows of the hashed weights.</summary>
    public const int Bits = 20;

    public List<LabelledDeal> Deals { get; }
    public List<Example> Items { get; } = [];

    /// <summary>Labelled quotes that no passage covers: what no model can find.</summary>
    public List<string> Lost { get; } = [];

    private ExampleSet(List<LabelledDeal> deals) => Deals = deals;

    /// <summary>Reads every document but statements of work.</summary>
    public static ExampleSet Of(List<LabelledDeal> deals)
    {
        var set = new ExampleSet(deals);
        var reading = new DocumentReading();
        var (features, stances) = (new FeatureList(), new FeatureList());
        for (var d = 0; d < deals.Count; d++)
        {
            var deal = deals[d].File;
            var roles = new RoleNames(deal);
            var people = DealPeople.Of(deal);
            foreach (var document in deal.Documents)
            {
                if (document.Type == "sow") continue;
                reading.Read(document, roles, people);
                var first = set.Items.Count;
                for (var i = 0; i < reading.Passages.Count; i++)
                {
                    if (reading.Passages[i].Place == Place.Body) set.Items.Add(Read(d, reading, i, set.Items.Count - first, features, stances));
                }

                set.Label(set.Items.GetRange(first, set.Items.Count - first), [.. (deal.Signals ?? []).Where(s => s.DocumentId == document.Id)]);
            }
        }

        return set;
    }

    private static Example Read(int deal, DocumentReading reading, int index, int position, FeatureList features, FeatureList stances)
    {
        var p = reading.Passages[index];
        FeatureReader.Read(reading, index, features);
        var kinds = Sparse(features);
        StanceReader.Read(reading, index, features, stances);
        var meaning = new float[PassageFacts.MeaningLength];
        var facts = new float[PassageFacts.Length];
        PassageFacts.ReadMeaning(reading, index, meaning);
        PassageFacts.Read(reading, index, facts);
        return new Example
        {
            Deal = deal, Document = reading.Document, Position = position, Start = p.Start, End = p.End,
            Words = Overlap.Words(reading.Text[p.Start..p.End]), Kinds = kinds, Stances = Sparse(stances), Meaning = meaning, Facts = facts,
            Tokens = reading.TokensOf(p).ToArray(), Classes = reading.ClassesOf(p).ToArray(), Person = PersonName.Find(reading, p),
        };
    }

    private void Label(List<Example> passages, List<LabelledSignal> signals)
    {
        foreach (var s in signals)
        {
            var kind = (int)SignalNames.Parse(s.Kind)!.Value;
            var words = Overlap.Words(s.Quote);
            Example? best = null;
            var top = 0.0;
            foreach (var e in passages)
            {
                var dice = Overlap.Dice(e.Words, words);
                if (dice > top) (best, top) = (e, dice);
                // a sentence inside a longer quote is neither right nor wrong
                if (dice > 0.25 && e.Words.Length > 2 && e.Label[kind] == 0 && e.Words.Count(words.Contains) >= 0.8 * e.Words.Length) e.Label[kind] = -1;
            }

            if (best is null || top < 0.5 || best.Label[kind] == 1) Lost.Add($"{s.DocumentId}\t{s.Kind}\t{top:F2}\t{s.Quote.ReplaceLineEndings(" ")}\t{(best is null ? "" : string.Join(' ', best.Words))}");
            if (best is null || top < 0.4) continue;
            best.Label[kind] = 1;
            if (kind == (int)SignalKind.Politics) best.Stance = s.Stance is null ? -1 : SignalNames.Stances.ToList().IndexOf(s.Stance);
        }
    }

    private static SparseRow Sparse(FeatureList f)
    {
        var map = new SortedDictionary<int, float>();
        for (var k = (Family)0; k < Family.Count; k++)
        {
            var hashes = f.Of(k);
            if (hashes.Length == 0) continue;
            var value = LinearTable.FamilyWeight(k, hashes.Length);
            foreach (var h in hashes)
            {
                var row = LinearTable.Row(h, k, Bits);
                map[row] = map.GetValueOrDefault(row) + value;
            }
        }

        return new SparseRow([.. map.Keys], [.. map.Values]);
    }
}
