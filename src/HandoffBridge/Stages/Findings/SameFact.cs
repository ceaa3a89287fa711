using HandoffBridge.Extraction.Signals;

namespace HandoffBridge.Stages.Findings;

/// <summary>
/// Decides whether two signals of one kind state the same fact. Conservative: two facts shown twice cost a reader a
/// second, two facts merged into one lose the other.
/// </summary>
internal sealed class SameFact
{
    private readonly Dictionary<string, int> documentsWith = new(StringComparer.Ordinal);
    private readonly Dictionary<Signal, IReadOnlyList<string>> words = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<Signal, HashSet<string>> sets = new(ReferenceEqualityComparer.Instance);
    private readonly int count;
    private readonly int rare;

    public SameFact(IReadOnlyList<Signal> signals)
    {
        count = signals.Count;
        rare = Math.Max(3, count / 12);
        foreach (var signal in signals)
        {
            var inOrder = ContentWords.InOrder(signal.Quote);
            words[signal] = inOrder;
            sets[signal] = inOrder.ToHashSet(StringComparer.Ordinal);
            foreach (var word in sets[signal]) documentsWith[word] = documentsWith.GetValueOrDefault(word) + 1;
        }
    }

    /// <summary>Two signals without a common key are never the same fact: what keeps a deal of 5,000 notes from comparing each with each.</summary>
    public IEnumerable<string> Keys(Signal signal)
    {
        yield return "document " + signal.DocumentId;
        if (signal is { Kind: SignalKind.Urgency, Due: { } due }) yield return "due " + due;
        if (words[signal].Count == 0) yield return "quote " + signal.Quote.ToUpperInvariant();
        foreach (var word in sets[signal].Where(w => documentsWith[w] <= rare)) yield return word;
    }

    /// <summary>0: different; up to 1: the same.</summary>
    public double Likeness(Signal a, Signal b)
    {
        if (a.Kind != b.Kind) return 0;
        if (a.DocumentId == b.DocumentId && a.Start < b.End && b.Start < a.End) return 1;
        var (x, y) = (sets[a], sets[b]);
        if (x.Count == 0 || y.Count == 0) return string.Equals(a.Quote, b.Quote, StringComparison.OrdinalIgnoreCase) ? 1 : 0;
        if (Conflict(a, b)) return 0;
        var shared = x.Where(y.Contains).Where(w => a.Kind != SignalKind.Politics || !IsName(w, a, b)).ToList();
        var (sum, sumX, sumY) = (shared.Sum(Weight), x.Sum(Weight), y.Sum(Weight));
        var cover = sum / Math.Min(sumX, sumY);
        var joint = sum / (sumX + sumY - sum);
        if (NumbersDiffer(x, y) && joint < 0.7) return 0;
        if (a.DocumentId == b.DocumentId) return joint >= 0.75 ? joint : 0;
        if (a.Kind == SignalKind.Urgency && a.Due is { Length: 10 } && a.Due == b.Due && shared.Count >= 1) return 0.9;
        var telling = shared.Count(w => documentsWith[w] <= rare);
        if (shared.Count >= 3 && telling >= 2 && cover >= 0.45 && joint >= 0.2) return cover;
        if (shared.Count >= 4 && telling >= 1 && cover >= 0.4 && joint >= 0.2) return cover;
        if (shared.Count >= 2 && telling >= 1 && cover >= 0.6 && joint >= 0.25) return cover;
        return a.Kind is not (SignalKind.Politics or SignalKind.DealTerm) && SharesRarePair(a, b) && cover >= 0.2 ? cover : 0;
    }

    // Two remarks on one person share the name and are two remarks all the same.
    private static bool IsName(string word, Signal a, Signal b) =>
        ContentWords.Of($"{a.Person} {b.Person}").Contains(word);

    private double Weight(string word) => Math.Log(1 + ((double)count / documentsWith[word]));

    private static bool Conflict(Signal a, Signal b)
    {
        if (a.Due is not null && b.Due is not null && !CalendarSpan.Agree(a.Due, b.Due)) return true;
        if (a.Kind != SignalKind.Politics) return false;
        if (a.Person is not null && b.Person is not null && LastName(a.Person) != LastName(b.Person) && FirstName(a.Person) != FirstName(b.Person)) return true;
        return a.Stance is not null && b.Stance is not null && a.Stance != b.Stance;
    }

    private static bool NumbersDiffer(HashSet<string> x, HashSet<string> y)
    {
        var (a, b) = (x.Where(ContentWords.IsNumber).ToList(), y.Where(ContentWords.IsNumber).ToList());
        return a.Count > 0 && b.Count > 0 && !a.Any(b.Contains);
    }

    // "PDF partners" in two documents and nowhere else names the same thing.
    private bool SharesRarePair(Signal a, Signal b)
    {
        var (x, y) = (words[a], words[b]);
        for (var i = 1; i < x.Count; i++)
        {
            if (documentsWith[x[i]] > 2 && documentsWith[x[i - 1]] > 2) continue;
            for (var j = 1; j < y.Count; j++)
            {
                if (x[i] == y[j] && x[i - 1] == y[j - 1]) return true;
            }
        }

        return false;
    }

    private static string LastName(string name) => name[(name.LastIndexOf(' ') + 1)..].ToUpperInvariant();

    private static string FirstName(string name) => (name.IndexOf(' ', StringComparison.Ordinal) is > 0 and var cut ? name[..cut] : name).ToUpperInvariant();
}
