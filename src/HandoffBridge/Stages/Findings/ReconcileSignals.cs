using HandoffBridge.Extraction.Deals;
using HandoffBridge.Extraction.Signals;
using HandoffBridge.Languages;
using HandoffBridge.Stages.Roadmap;
using HandoffBridge.Stages.StandardDeals;

namespace HandoffBridge.Stages.Findings;

/// <summary>
/// Reconciles a deal's signals: merges the same fact told in several documents, then compares promise ↔ signed,
/// need ↔ signed, roadmap talk ↔ register and terms ↔ standard deal. Pure: the same input gives the same findings.
/// </summary>
/// <param name="language">The language of the sentences it writes (never of quotes).</param>
public sealed class ReconcileSignals(Language language)
{
    /// <summary>Reconciles.</summary>
    /// <param name="handoffId">The handoff: part of every id.</param>
    /// <param name="deal">The deal as it was read.</param>
    /// <param name="extraction">What extraction found in it.</param>
    /// <param name="register">Product's word on features; <see cref="RoadmapRegister.Empty"/> where nobody keeps one.</param>
    /// <param name="standard">The standard deal; <see cref="StandardDeal.Empty"/> where nobody defined one.</param>
    /// <param name="earlier">Findings of an earlier dossier of this handoff, whose ids stay; null the first time.</param>
    public FindingSet Reconcile(
        string handoffId, DealFile deal, ExtractionResult extraction, RoadmapRegister register, StandardDeal standard, FindingSet? earlier = null)
    {
        ArgumentNullException.ThrowIfNull(deal);
        ArgumentNullException.ThrowIfNull(extraction);
        ArgumentNullException.ThrowIfNull(register);
        ArgumentNullException.ThrowIfNull(standard);
        var paper = new ComparePaper(deal, extraction.Texts, language);
        var terms = new CompareTerms(deal, standard, language);
        var journey = new ReadJourney(deal, extraction.Texts, language);
        var compared = MergeSignals.Merge(deal, extraction).Where(i => !Refused(i)).Select(item => item.Kind switch
        {
            "commitment" => paper.Compare(item),
            "roadmap" => CompareRoadmap.Compare(item, register, language),
            "deal_term" => terms.Compare(item),
            _ => item,
        }).ToList();
        IReadOnlyList<Finding> items = [.. FindingIds.Assign(handoffId, compared, earlier).OrderBy(Kind).ThenBy(FirstMatters)];
        var voice = ReadVoice.Of(items);
        return new FindingSet
        {
            HandoffId = handoffId,
            Items = items,
            Signed = CompareNeeds.Compare(deal, extraction.Texts, items),
            Terms = terms.All(items),
            People = journey.People(),
            Timeline = journey.Timeline(),
            Journey = journey.Read(),
            Voice = voice,
            NotSold = SignedSentences.NotSoldIn(deal, extraction.Texts, items),
            Questions = new AskQuestions(handoffId, deal, register, language).Ask(items, voice),
            Remarks = [.. extraction.Remarks.Select(r => $"{r.DocumentId}: {r.Text}")],
        };
    }

    // "Spare parts are not in the order" is no promise, whatever an engine makes of it.
    private static bool Refused(Finding item) =>
        item.Kind == "commitment" && item.Proofs.All(p => p.Side != "customer" && SignedSentences.Refuses(p.Quote));

    private static int Kind(Finding item) => SignalNames.Kinds.ToList().IndexOf(item.Kind);

    // Within a kind: what contradicts or is unscoped first, then the earliest day, then the customer's own words; the sort is stable by time.
    private static (int, DateOnly, int) FirstMatters(Finding item) => (
        item.Scope?.Status switch { "contradicts" => 0, "unscoped" => 1, _ => 2 },
        CalendarSpan.LastDay(item.Due) ?? DateOnly.MaxValue,
        item.Said == "by-customer" ? 0 : 1);
}
