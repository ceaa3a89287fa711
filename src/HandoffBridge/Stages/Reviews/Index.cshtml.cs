using System.Globalization;
using HandoffBridge.Web;
using HandoffBridge.Web.Access;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;

namespace HandoffBridge.Stages.Reviews;

/// <summary>The operating review of a month or quarter.</summary>
public sealed class IndexModel(ReadReview read, SetTarget targets, ReviewsOptions options) : BridgePage
{
    /// <summary>What was counted.</summary>
    public Review Review { get; private set; } = null!;

    /// <summary>The period.</summary>
    public ReviewPeriod Period { get; private set; } = null!;

    /// <summary>Whether deals behind numbers may be opened.</summary>
    public bool MayOpen => AccessRules.MayReviewPeople(Viewer);

    /// <summary>Whether targets may be set.</summary>
    public bool MayDefine => AccessRules.MayDefine(Viewer);

    /// <summary>Currency of totals.</summary>
    public string TotalCurrency => options.Currency;

    /// <summary>A reason of return in words; the code where nobody has words for it.</summary>
    public string Reason(string code) => T.All.TryGetValue("return." + code, out var text) ? text : code;

    /// <summary>Counts and shows.</summary>
    public async Task<IActionResult> OnGetAsync(string? month, string? quarter, string? owner, string? team, CancellationToken cancellationToken)
    {
        if (!AccessRules.MayReview(Viewer)) return NotFound();
        if ((month ?? quarter) is { Length: > 0 } name)
        {
            if (ReviewPeriod.Read(name) is not { } period) return NotFound();
            Period = period;
        }
        else
        {
            Period = read.Default;
        }

        Review = await read.OfAsync(new(Period, Blank(owner)?.ToLowerInvariant(), Blank(team)), Viewer, cancellationToken);
        return Page();
    }

    /// <summary>Sets a target: shares in per cent, hours in hours.</summary>
    public async Task<IActionResult> OnPostTargetAsync(string number, string? value, string? period, CancellationToken cancellationToken)
    {
        if (!MayDefine || !AccessRules.MayReview(Viewer)) return NotFound();
        decimal? target = null;
        if (!string.IsNullOrWhiteSpace(value))
        {
            if (!decimal.TryParse(value.Trim().TrimEnd('%').Trim().Replace(',', '.'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var written)) TempData["Problem"] = T["review.bad-target"];
            else target = ReviewNumber.Find(number)?.Unit == "share" ? written / 100 : written;
        }

        if (!TempData.ContainsKey("Problem"))
        {
            if (await targets.RunAsync(number, target, Viewer.Email, cancellationToken) is { } problem) TempData["Problem"] = problem.Say(T);
            else TempData["Done"] = T.Say("review.target-set", T["number." + number]);
        }

        return Redirect("/review" + (ReviewPeriod.Read(period) is { } p ? "?" + p.Query : "") + "#targets");
    }

    /// <summary>Address of this review with other filters.</summary>
    public string Here(ReviewPeriod period, string? owner = null, string? team = null) => Address("/review", period, new(StringComparer.Ordinal) { ["owner"] = owner ?? Review.Owner, ["team"] = team ?? Review.Team });

    /// <summary>Address of the deals behind something; null where the viewer may not open deals.</summary>
    public string? Deals(string what, string value, ReviewPeriod? period = null) =>
        MayOpen ? Address("/review/deals", period ?? Period, new(StringComparer.Ordinal) { [what] = value, ["owner"] = Review.Owner, ["team"] = Review.Team }) : null;

    /// <summary>A share as people read it; "too few" below ten.</summary>
    public string Part(decimal? share, int of) => of == 0 ? "–" : of < ReadPatterns.Few ? T.Say("review.too-few", of) : $"{Shown.Value(T, share, "share")} ({T.Say("review.n", of)})";

    private static string Address(string page, ReviewPeriod period, Dictionary<string, string?> query) =>
        QueryHelpers.AddQueryString($"{page}?{period.Query}", query.Where(q => q.Value is not null));

    private static string? Blank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
