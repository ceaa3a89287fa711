using HandoffBridge.Extraction.Deals;
using HandoffBridge.Extraction.Signals;
using HandoffBridge.Extraction.Texts;

namespace HandoffBridge.Extraction.Tests.Signals;

/// <summary>Deals that training never saw, most by a writer of whom it saw nothing: their score may not fall unseen.</summary>
public sealed class HeldOutTests
{
    private const double Floor = 0.78;

    [Fact]
    public void The_held_out_sample_keeps_its_score()
    {
        var (right, found, gold) = (0, 0, 0);
        foreach (var deal in TestDeals.HeldOut())
        {
            var signals = SignalEngine.Default.Extract(deal).Signals.ToList();
            found += signals.Count;
            gold += deal.Signals!.Count;
            foreach (var label in deal.Signals)
            {
                var match = signals.FirstOrDefault(s => s.DocumentId == label.DocumentId && s.Kind.Wire() == label.Kind && Dice(label.Quote, s.Quote) >= 0.5);
                if (match is null) continue;
                signals.Remove(match);
                right++;
            }
        }

        (2.0 * right / (found + gold)).ShouldBeGreaterThan(Floor);
    }

    private static double Dice(string a, string b)
    {
        var x = Words(a);
        var y = Words(b).ToList();
        var common = x.Count(w => y.Remove(w));
        return 2.0 * common / (x.Count + Words(b).Count);
    }

    private static List<string> Words(string text) =>
        [.. text.Split([' ', '\n', ',', '.', ';', ':', '!', '?', '(', ')'], StringSplitOptions.RemoveEmptyEntries).Select(w => w.ToLowerInvariant())];
}
