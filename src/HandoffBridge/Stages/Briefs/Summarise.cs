using HandoffBridge.Languages;
using HandoffBridge.Stages.Findings;

namespace HandoffBridge.Stages.Briefs;

/// <summary>
/// Sixty seconds, one line each: who, what they want, why now, what could go wrong first. Made of what is not
/// restricted, so that it may stand in a list, a mail or a project's description.
/// </summary>
internal static class Summarise
{
    public static string Of(Brief brief, Language language)
    {
        var items = brief.Items.Where(i => i is { Restricted: false, State: not "dismissed" }).ToList();
        List<string?> lines = [Who(brief, language), Want(items, language), WhyNow(items, brief, language), .. WrongFirst(items, language)];
        return string.Join('\n', lines.OfType<string>());
    }

    private static string Who(Brief brief, Language language)
    {
        var (deal, account) = (brief.Deal, brief.Account);
        var place = string.Join(", ", new[] { account.Industry, account.Country }.Where(p => !string.IsNullOrWhiteSpace(p)));
        var products = brief.Signed.Where(s => s.Quantity is not null || s.ServesNeeds.Count > 0).Select(s => s.Product).Distinct(StringComparer.Ordinal).ToList();
        var bought = products.Count == 0 ? deal.Name : products.Count <= 2 ? string.Join(language.Say("and"), products) : language.Say("summary.more", products[0], products.Count - 1);
        var size = deal.Amount is { } amount ? language.Say("summary.for", language.Money(amount, deal.Currency)) : "";
        var term = deal.TermMonths is { } months ? language.Say("summary.over", months) : "";
        return language.Say("summary.who." + (deal.Kind is "expansion" or "renewal" ? deal.Kind : "new"),
            account.Name, place.Length == 0 ? "" : $" ({place})", bought, size, term, language.Date(deal.WonAt), deal.OwnerName is { } owner ? language.Say("summary.by", owner) : "");
    }

    private static string? Want(List<BriefItem> items, Language language) =>
        items.Where(i => i.Kind == "need")
            .OrderByDescending(i => ReadVoice.IsSuccessMeasure(i.Text)).ThenByDescending(i => i.Said == "by-customer").ThenByDescending(i => i.Proofs.Count).ThenBy(i => Math.Abs(i.Text.Length - 110))
            .FirstOrDefault() is { } need ? language.Say("summary.want", Quote(need)) : null;

    private static string? WhyNow(List<BriefItem> items, Brief brief, Language language)
    {
        var signed = DateOnly.FromDateTime(brief.Deal.WonAt.DateTime);
        var clock = items.Where(i => i.Kind == "urgency").OrderBy(i => i.Due is null).ThenBy(i => CalendarSpan.LastDay(i.Due) < signed).ThenBy(i => CalendarSpan.LastDay(i.Due)).FirstOrDefault();
        return clock is null ? null
            : clock.Due is { } due ? language.Say("summary.now", language.Due(due), Quote(clock))
            : language.Say("summary.nowUndated", Quote(clock));
    }

    private static IEnumerable<string?> WrongFirst(List<BriefItem> items, Language language)
    {
        var loose = items.Where(i => i is { Kind: "commitment", Scope.Status: not "scoped" }).ToList();
        var roadmap = items.Where(i => i.Kind == "roadmap" && i.Roadmap is { ProductSays: not "shipped" }).ToList();
        var against = loose.Where(c => c is { Scope.Status: "contradicts", Disposition: null }).ToList();
        if (against.Count > 0)
            yield return language.Count("summary.against", against.Count, Quote(Telling(against)!)) + (loose.Count > against.Count ? language.Count("summary.besides", loose.Count - against.Count) : "");
        else if (Telling(loose.Where(c => c.Disposition is null)) is { } first)
            yield return language.Count("summary.unscoped", loose.Count, Quote(first));
        else if (loose.Count > 0)
            yield return language.Count("summary.decided", loose.Count);
        if (roadmap.Count > 0) yield return language.Count("summary.roadmap", roadmap.Count, Quote(Telling(roadmap)!));
        if (loose.Count + roadmap.Count == 0 && Telling(items.Where(i => i.Kind == "risk")) is { } risk) yield return language.Say("summary.risk", Quote(risk));
    }

    // The one a reader understands alone: sure, in the customer's own words, neither "I told March" nor half a page.
    private static BriefItem? Telling(IEnumerable<BriefItem> items) =>
        items.OrderByDescending(i => i.Confidence >= 0.5).ThenByDescending(i => i.Roadmap?.ProductSays is not null).ThenByDescending(i => i.Said == "by-customer").ThenBy(i => Math.Abs(Math.Min(i.Text.Length, 300) - 100)).FirstOrDefault();

    /// <summary>The quote cut at a word, at most 150 characters.</summary>
    internal static string Quote(BriefItem item) =>
        ItemModel.Cut(item.Text.Trim().TrimEnd('.', ';', ',', ' '), 150);
}
