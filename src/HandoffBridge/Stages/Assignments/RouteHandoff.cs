using HandoffBridge.Stages.Briefs;

namespace HandoffBridge.Stages.Assignments;

/// <summary>Finds the rule that decides.</summary>
public sealed class RouteHandoff(RoutingOptions options)
{
    /// <summary>The first rule that fits; null where none does.</summary>
    public RoutingRule? Of(Brief brief)
    {
        ArgumentNullException.ThrowIfNull(brief);
        return options.Rules.FirstOrDefault(r => Fits(r, brief));
    }

    /// <summary>Addresses a rule leads to: one, or a queue's.</summary>
    public IReadOnlyList<string> Candidates(RoutingRule rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        return [.. (options.Queues.TryGetValue(rule.To, out var members) ? RoutingRule.List(members) : [rule.To]).Select(a => a.ToLowerInvariant())];
    }

    private bool Fits(RoutingRule rule, Brief brief)
    {
        var (deal, account) = (brief.Deal, brief.Account);
        return Among(rule.Country, account.Country)
            && (string.IsNullOrWhiteSpace(rule.Region) || Among(options.Regions.GetValueOrDefault(rule.Region, "-"), account.Country))
            && Within(rule.Industry, account.Industry)
            && (string.IsNullOrWhiteSpace(rule.Product) || brief.Signed.Any(s => Within(rule.Product, s.Product)))
            && Among(rule.Kind, deal.Kind)
            && Amount(rule, deal);
    }

    private static bool Amount(RoutingRule rule, BriefDeal deal) =>
        (rule.AmountFrom ?? rule.AmountTo) is null
        || (deal.Amount is { } amount && string.Equals(rule.Currency, deal.Currency, StringComparison.OrdinalIgnoreCase) && (rule.AmountFrom is null || amount >= rule.AmountFrom) && (rule.AmountTo is null || amount < rule.AmountTo));

    private static bool Among(string? allowed, string? value) => string.IsNullOrWhiteSpace(allowed) || RoutingRule.List(allowed).Contains(value ?? "", StringComparer.OrdinalIgnoreCase);

    private static bool Within(string? words, string? value) => string.IsNullOrWhiteSpace(words) || RoutingRule.List(words).Any(w => (value ?? "").Contains(w, StringComparison.OrdinalIgnoreCase));
}
