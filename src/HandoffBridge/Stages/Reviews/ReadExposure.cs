using HandoffBridge.Data;
using HandoffBridge.Stages.Reviews;

namespace HandoffBridge.Stages.Reviews;

/// <summary>What hangs on a feature.</summary>
/// <param name="Feature">Name in the register, or the words that were heard.</param>
/// <param name="Deals">Handoffs of standing wins whose customer heard of it.</param>
/// <param name="Money">Their value, each currency by itself.</param>
/// <param name="Earliest">The expectation that ends first; null where nobody named a time.</param>
public sealed record Exposure(string Feature, IReadOnlyList<FactRow> Deals, IReadOnlyList<ReviewMoney> Money, string? Earliest);

/// <summary>Exposure of every feature, and what customers heard of that the register does not know.</summary>
public sealed class ReadExposure(ReadReview review)
{
    /// <summary>Reads.</summary>
    public async Task<(IReadOnlyDictionary<string, Exposure> Known, IReadOnlyList<Exposure> Unknown)> OfAsync(BridgeDb db, CancellationToken cancellationToken)
    {
        var (facts, mentions) = await review.FactsAsync(db, new ReviewQuestion(review.Default), slim: false, cancellationToken);
        var deals = facts.ToDictionary(f => f.HandoffId, StringComparer.Ordinal);
        var all = mentions.Where(m => m.Feature.Length > 0).GroupBy(m => (m.Feature, Known: m.ProductSays is not null)).Select(g =>
        {
            var own = g.Select(m => m.HandoffId).Distinct(StringComparer.Ordinal).Select(id => deals[id]).OrderByDescending(f => f.WonAt).ToList();
            return (g.Key.Known, Exposure: new Exposure(g.Key.Feature, own, CountReview.Money(own), CountReview.Earliest(g.Select(m => m.Due))));
        }).ToList();
        return (all.Where(e => e.Known).ToDictionary(e => e.Exposure.Feature, e => e.Exposure, StringComparer.Ordinal),
            [.. all.Where(e => !e.Known).Select(e => e.Exposure).OrderByDescending(e => e.Deals.Count).ThenBy(e => e.Feature, StringComparer.Ordinal)]);
    }
}
