using HandoffBridge.Extraction.Deals;

namespace HandoffBridge.Stages.Findings;

/// <summary>
/// Need ↔ signed, both ways, by the words they share. It can only say that no line names a need, not that none
/// serves it; the sentences built on it say no more than that.
/// </summary>
internal static class CompareNeeds
{
    public static IReadOnlyList<SignedLine> Compare(DealFile deal, IReadOnlyDictionary<string, string> texts, IReadOnlyList<Finding> items)
    {
        var needs = items.Where(i => i is { Kind: "need", Restricted: false }).Select(i => (i.Id, Words: i.Proofs.SelectMany(p => ContentWords.Of(p.Quote)).ToHashSet(StringComparer.Ordinal))).ToList();
        var lines = deal.Lines.Select(l => (Line: l, Name: ContentWords.Of(l.Product), Words: ContentWords.Of($"{l.Product} {l.Description}"))).ToList();
        // A word on every line ("licence", the product family) says nothing about one of them.
        var common = lines.SelectMany(l => l.Words).GroupBy(w => w, StringComparer.Ordinal).Where(g => lines.Count > 2 && g.Count() > lines.Count / 2).Select(g => g.Key).ToHashSet(StringComparer.Ordinal);
        var result = lines.Select(l => new SignedLine(
            l.Line.Id, l.Line.Product, string.IsNullOrWhiteSpace(l.Line.Description) ? null : l.Line.Description, l.Line.Quantity,
            [.. needs.Where(n => Names(l.Name, n.Words, common, 1) || Names(l.Words, n.Words, common, 2)).Select(n => n.Id)])).ToList();
        foreach (var paper in deal.Documents.Where(d => d.Type == "sow"))
        {
            var sentences = SignedSentences.Of(texts.GetValueOrDefault(paper.Id, "")).Select(ContentWords.Of).ToList();
            result.Add(new(paper.Id, paper.Subject ?? paper.Id, null, null, [.. needs.Where(n => sentences.Any(s => Names(s, n.Words, common, 2))).Select(n => n.Id)]));
        }

        return result;
    }

    private static bool Names(HashSet<string> signed, HashSet<string> need, HashSet<string> common, int least) =>
        signed.Count(s => !common.Contains(s) && s.Length > 3 && !Generic.Contains(s) && need.Any(n => Near(s, n))) >= least;

    private static bool Near(string a, string b) =>
        a == b || (a.Length >= 6 && b.Length >= 6 && a.AsSpan(0, 6).SequenceEqual(b.AsSpan(0, 6)) && Math.Abs(a.Length - b.Length) <= 3);

    private static readonly HashSet<string> Generic = new(
        ["licence", "license", "platform", "implementation", "service", "package", "annual", "subscription", "user", "seat", "site", "configuration", "training", "support", "data", "system", "standard", "project", "team", "customer", "hour", "included", "work", "line", "file", "connector", "agent", "central", "desk", "custom", "module", "unit", "name", "report", "half", "plan", "month", "store", "clinic", "plant", "city", "close", "history", "number", "order"], StringComparer.Ordinal);
}
