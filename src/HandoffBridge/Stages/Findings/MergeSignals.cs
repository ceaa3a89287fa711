using HandoffBridge.Extraction.Deals;
using HandoffBridge.Extraction.Signals;

namespace HandoffBridge.Stages.Findings;

/// <summary>Merges the same fact told in several documents into one finding with several proofs.</summary>
internal static class MergeSignals
{
    public static IReadOnlyList<Finding> Merge(DealFile deal, ExtractionResult extraction)
    {
        var when = deal.Documents.Select((d, i) => (d.Id, d.At, i)).ToDictionary(d => d.Id, d => (d.At, d.i), StringComparer.Ordinal);
        var signals = extraction.Signals
            .Where(s => when.ContainsKey(s.DocumentId))
            .OrderBy(s => when[s.DocumentId].At).ThenBy(s => when[s.DocumentId].i).ThenBy(s => s.Start).ThenBy(s => s.Kind)
            .ToList();
        signals = Quieter.Without(signals);
        var same = new SameFact(signals);
        var groups = new List<List<Signal>>();
        var byKey = new Dictionary<string, HashSet<int>>(StringComparer.Ordinal);
        foreach (var signal in signals)
        {
            var keys = same.Keys(signal).ToList();
            var best = keys.SelectMany(k => byKey.GetValueOrDefault(k) ?? []).Distinct().Order()
                .Select(i => groups[i])
                .Select(g => (Group: g, Likeness: g.Max(m => same.Likeness(m, signal))))
                .Where(g => g.Likeness > 0 && g.Group.All(m => Compatible(m, signal)))
                .OrderByDescending(g => g.Likeness)
                .FirstOrDefault();
            var at = best.Group is null ? groups.Count : groups.IndexOf(best.Group);
            if (best.Group is null) groups.Add([signal]);
            else best.Group.Add(signal);
            foreach (var key in keys)
            {
                if (!byKey.TryGetValue(key, out var there)) byKey[key] = there = [];
                there.Add(at);
            }
        }

        var speakers = new Speakers(deal, extraction.Texts);
        var restricted = new Restrictions(deal, signals);
        var people = new NamedPeople(deal);
        return [.. groups.Select(g => Item(g, speakers, restricted, people))];
    }

    // A chain a–b–c must not join what a and c say differently.
    private static bool Compatible(Signal a, Signal b) =>
        a.Due is null || b.Due is null || CalendarSpan.Agree(a.Due, b.Due);

    private static Finding Item(List<Signal> group, Speakers speakers, Restrictions restricted, NamedPeople people)
    {
        var proofs = group.Select(s => (Signal: s, Proof: speakers.ProofOf(s))).ToList();
        var best = proofs
            .OrderByDescending(p => p.Proof.Side == "customer")
            .ThenByDescending(p => Fullness(p.Signal))
            .First();
        return new Finding
        {
            Id = "",
            Kind = group[0].Kind.Wire(),
            Text = Tidy(best.Signal.Quote),
            Said = proofs.Any(p => p.Proof.Side == "customer") ? "by-customer" : "by-us",
            Due = group.Select(s => s.Due).OfType<string>().OrderByDescending(d => d.Length).FirstOrDefault(),
            Person = group[0].Kind != SignalKind.Politics ? null
                : group.Select(s => s.Person).OfType<string>().OrderByDescending(p => p.Length).FirstOrDefault() ?? group.Select(s => people.FirstIn(s.Quote)).OfType<string>().FirstOrDefault(),
            Stance = group.Select(s => s.Stance).LastOrDefault(s => s is not null),
            Scope = Scope(group),
            Confidence = group.Max(s => s.Confidence),
            Restricted = group.Any(restricted.Holds),
            Proofs = [.. proofs.Select(p => p.Proof)],
        };
    }

    // A very long quote is not the fullest but the least exact.
    private static int Fullness(Signal signal) =>
        Math.Min(ContentWords.Of(signal.Quote).Count, 18) + (signal.Due is null ? 0 : 3) + (signal.Person is null ? 0 : 2) - (signal.Quote.Length > 400 ? 10 : 0);

    // The worse verdict wins: a promise that one document puts beyond the paper is not safe because another sounds smaller.
    private static FindingScope? Scope(List<Signal> group) =>
        group.Select(s => s.Scope).OfType<ScopeVerdict>().OrderByDescending(s => (int)s.Status).FirstOrDefault() is { } worst
            ? new(worst.Status switch { ScopeStatus.Scoped => "scoped", ScopeStatus.Unscoped => "unscoped", _ => "contradicts" }, worst.Line, worst.Why)
            : null;

    /// <summary>A quote as a line of reading: white space folded, the list mark before it gone.</summary>
    internal static string Tidy(string quote)
    {
        var folded = string.Join(' ', quote.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return folded.TrimStart('-', '*', '•', '–', ' ') is { Length: > 0 } text ? text : folded;
    }
}
