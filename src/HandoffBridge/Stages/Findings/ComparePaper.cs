using HandoffBridge.Extraction.Deals;
using HandoffBridge.Languages;

namespace HandoffBridge.Stages.Findings;

/// <summary>
/// Promise ↔ signed where the engine gave no verdict (another provider): a promise is covered when most of its
/// words stand in one order line or one sentence of a statement of work.
/// </summary>
internal sealed class ComparePaper(DealFile deal, IReadOnlyDictionary<string, string> texts, Language language)
{
    private readonly IReadOnlyList<(string Id, string Name, HashSet<string> Words)> paper =
    [
        .. deal.Lines.Select(l => (l.Id, $"{l.Product} {l.Description}".Trim(), ContentWords.Of($"{l.Product} {l.Description}"))),
        .. deal.Documents.Where(d => d.Type == "sow").SelectMany(d => SignedSentences.Of(texts.GetValueOrDefault(d.Id, "")).Select(s => (d.Id, s, ContentWords.Of(s)))),
    ];

    public Finding Compare(Finding item)
    {
        if (item.Scope is not null) return item;
        var words = item.Proofs.SelectMany(p => ContentWords.Of(p.Quote)).ToHashSet(StringComparer.Ordinal);
        var best = paper.Select(p => (p.Id, p.Name, Cover: words.Count == 0 ? 0 : (double)words.Count(p.Words.Contains) / words.Count)).OrderByDescending(p => p.Cover).FirstOrDefault();
        return item with
        {
            Scope = best.Cover >= 0.5
                ? new("scoped", best.Id, language.Say("scope.covered", best.Name))
                : new("unscoped", null, language.Say("scope.nothing")),
        };
    }
}
