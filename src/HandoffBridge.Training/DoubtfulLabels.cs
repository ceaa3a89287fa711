using System.Globalization;
using HandoffBridge.Extraction.Signals;
using HandoffBridge.Extraction.Texts;

namespace HandoffBridge.Training;

/// <summary>Labels that models which never saw the writer contradict firmly: for a second look by a person.</summary>
internal static class DoubtfulLabels
{
    private const double Certain = 0.62, Unlikely = 0.012;

    /// <summary>Writes one line a doubt: deal, document, kind, "label" or "none", probability, who speaks, the passage with its neighbours.</summary>
    public static void Print(ExampleSet set, int[] foldOfDeal, TextWriter to)
    {
        var platt = Enumerable.Range(0, 8).Select(k => Decisions.Platt(set.Items, k)).ToArray();
        for (var i = 0; i < set.Items.Count; i++)
        {
            var e = set.Items[i];
            if (set.Deals[e.Deal].IsReference) continue;
            for (var k = 0; k < 8; k++)
            {
                var p = Decisions.Probability(e.Joined[k], platt[k].Slope, platt[k].Offset);
                if (!((e.Label[k] == 0 && p >= Certain) || (e.Label[k] == 1 && p <= Unlikely))) continue;
                var line = string.Create(CultureInfo.InvariantCulture,
                    $"{set.Deals[e.Deal].Name}\t{e.Document.Id}\t{e.Document.Type}/{e.Document.Author?.Side}\t{SignalNames.Kinds[k]}\t{(e.Label[k] == 1 ? "label" : "none")}\t{p:F2}\t{Text(e)}\tbefore: {(i > 0 && set.Items[i - 1].Document == e.Document ? Text(set.Items[i - 1]) : "")}");
                to.WriteLine(line);
            }
        }
    }

    private static string Text(Example e) => VisibleText.Of(e.Document)[e.Start..e.End].ReplaceLineEndings(" ").Replace('\t', ' ');
}
