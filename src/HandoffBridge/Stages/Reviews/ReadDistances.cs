using HandoffBridge.Data;
using HandoffBridge.Stages.Reviews;
using HandoffBridge.Stages.StandardDeals;

namespace HandoffBridge.Stages.Reviews;

/// <summary>One term of a deal beside its standard.</summary>
public sealed record DealTerm(string Name, string Actual, string Standard, bool Within);

/// <summary>A deal and its distance, term by term.</summary>
public sealed record DealDistance(FactRow Deal, IReadOnlyList<DealTerm> Terms);

/// <summary>What one term costs the portfolio: deals of which it is known, and those off its limit.</summary>
public sealed record TermUse(string Term, int Known, int Off);

/// <summary>Deviations of the deals one person approved; null: the CRM does not say who did.</summary>
public sealed record ApproverUse(string? Approver, int Deals, int Off, int Terms);

/// <summary>The portfolio beside the standard deal.</summary>
/// <param name="Deals">Standing wins with at least one limited term known, newest first.</param>
/// <param name="Structures">Distinct sets of terms off the standard, the most frequent first.</param>
/// <param name="Terms">Term by term.</param>
/// <param name="Approvers">By approver.</param>
public sealed record Distances(IReadOnlyList<DealDistance> Deals, IReadOnlyList<ReviewStructure> Structures, IReadOnlyList<TermUse> Terms, IReadOnlyList<ApproverUse> Approvers);

/// <summary>Reads how far deals are from the standard.</summary>
public sealed class ReadDistances(ReadReview review)
{
    /// <summary>Reads.</summary>
    public async Task<Distances> OfAsync(BridgeDb db, CancellationToken cancellationToken)
    {
        var (facts, _) = await review.FactsAsync(db, new ReviewQuestion(review.Default), slim: false, cancellationToken);
        var deals = facts.Where(f => f.TermsKnown > 0).OrderByDescending(f => f.WonAt).ThenBy(f => f.HandoffId, StringComparer.Ordinal).Select(f => new DealDistance(f, Terms(f))).ToList();
        var order = StandardDeal.Terms.ToList();
        return new(
            deals,
            [.. deals.GroupBy(d => d.Deal.Structure, StringComparer.Ordinal).Select(g => new ReviewStructure(g.Key.Split('+', StringSplitOptions.RemoveEmptyEntries), g.Count(), CountReview.Money(g.Select(d => d.Deal)))).OrderByDescending(s => s.Deals).ThenBy(s => string.Join('+', s.Terms), StringComparer.Ordinal)],
            [.. deals.SelectMany(d => d.Terms).GroupBy(t => t.Name, StringComparer.Ordinal).Select(g => new TermUse(g.Key, g.Count(), g.Count(t => !t.Within))).OrderBy(t => order.IndexOf(t.Term))],
            [.. deals.GroupBy(d => d.Deal.Approver, StringComparer.Ordinal).Select(g => new ApproverUse(g.Key, g.Count(), g.Count(d => d.Deal.TermsOff > 0), g.Sum(d => d.Deal.TermsOff))).OrderByDescending(a => a.Terms).ThenBy(a => a.Approver, StringComparer.Ordinal)]);
    }

    private static IReadOnlyList<DealTerm> Terms(FactRow fact) =>
        [.. fact.Terms.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => l.Split('\t')).Where(p => p.Length == 4).Select(p => new DealTerm(p[0], p[1], p[2], p[3] == "1"))];
}
