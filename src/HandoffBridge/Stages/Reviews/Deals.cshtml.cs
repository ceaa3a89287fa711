using HandoffBridge.Data;
using HandoffBridge.Web;
using HandoffBridge.Web.Access;
using Microsoft.AspNetCore.Mvc;

namespace HandoffBridge.Stages.Reviews;

/// <summary>The deals behind a number of the review.</summary>
public sealed class DealsModel(BridgeDb db, ReadReview read, ReviewsOptions options) : BridgePage
{
    /// <summary>The period.</summary>
    public ReviewPeriod Period { get; private set; } = null!;

    /// <summary>What they stand behind, in words.</summary>
    public string What { get; private set; } = "";

    /// <summary>The deals, newest win first.</summary>
    public IReadOnlyList<FactRow> Rows { get; private set; } = [];

    /// <summary>The number; null where something else was asked for.</summary>
    public ReviewNumber? Number { get; private set; }

    /// <summary>Lists.</summary>
    public async Task<IActionResult> OnGetAsync(
        string? month, string? quarter, string? number, string? feature, string? structure, string? reason, string? engagement, string? owner, string? team, CancellationToken cancellationToken)
    {
        if (!AccessRules.MayReview(Viewer) || !AccessRules.MayReviewPeople(Viewer) || ReviewPeriod.Read(month ?? quarter) is not { } period) return NotFound();
        Period = period;
        var (facts, mentions) = await read.FactsAsync(db, new(period, owner?.ToLowerInvariant(), team), slim: false, cancellationToken);
        var won = facts.Where(f => read.In(f, period));
        if (structure is not null || number == "structures")
        {
            won = CountReview.Alive(facts.Select(f => (f, ReviewPeriod.Day(f.WonAt, options.Zone))), period.Until);
            if (structure is not null) won = won.Where(f => f.Structure == structure);
            What = structure is null ? T["number.structures"] : structure.Length == 0 ? T["review.standard"] : string.Join(" + ", structure.Split('+').Select(x => T.All.GetValueOrDefault("term." + x, x)));
        }
        else if (feature is not null)
        {
            var heard = mentions.Where(m => m.Feature == feature).Select(m => m.HandoffId).ToHashSet(StringComparer.Ordinal);
            (won, What) = (won.Where(f => heard.Contains(f.HandoffId)), feature);
        }
        else if (reason is not null)
        {
            (won, What) = (won.Where(f => f.ReturnReasons.Split('\n').Contains(reason, StringComparer.Ordinal)), T["number.returned"]);
        }
        else if (engagement is not null)
        {
            (won, What) = (won.Where(f => f.Kind == "renewal" && f.Engagement == engagement), T["review.engagement"]);
        }
        else
        {
            Number = ReviewNumber.Find(number);
            if (Number is null) return NotFound();
            (won, What) = (won.Where(Number.Behind), T["number." + Number.Key]);
        }

        Rows = [.. won.OrderByDescending(f => f.WonAt).ThenBy(f => f.HandoffId, StringComparer.Ordinal)];
        return Page();
    }

    /// <summary>A deal's own value of the number, in words.</summary>
    public string Own(FactRow fact)
    {
        ArgumentNullException.ThrowIfNull(fact);
        return Number is null or { Measure: Measure.Count } ? ""
            : Number.Key switch
            {
                "unscoped-wins" => T.Say("review.own-unscoped", fact.Unscoped, fact.Commitments),
                "roadmap-exposure" => T.Say("review.own-roadmap", fact.RoadmapExposed),
                "off-standard" or "distance" => T.Say("review.own-terms", fact.TermsOff, fact.TermsKnown),
                "kept" or "renegotiated" or "broken" => T.Say("review.own-outcomes", fact.Kept, fact.Renegotiated, fact.Broken),
                _ => Number.Measure == Measure.Share ? "" : Shown.Value(T, Number.Value(fact), Number.Unit),
            };
    }
}
