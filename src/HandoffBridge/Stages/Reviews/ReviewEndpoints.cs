using System.Globalization;
using CsvHelper;
using HandoffBridge.Web.Access;

namespace HandoffBridge.Stages.Reviews;

/// <summary>The review for scripts and spreadsheets.</summary>
public static class ReviewEndpoints
{
    /// <summary>Maps the API and the export.</summary>
    public static void MapReviews(this IEndpointRouteBuilder app)
    {
        app.MapGet("/api/v1/review", JsonAsync).WithSummary("The operating review of a month of close (month=2026-10) or quarter (quarter=2026-Q4), where allowed of one account executive (owner) or team.");
        app.MapGet("/review/export.csv", CsvAsync).ExcludeFromDescription();
    }

    private static async Task<IResult> JsonAsync(HttpContext context, ReadReview read, string? month, string? quarter, string? owner, string? team, CancellationToken cancellationToken)
    {
        var viewer = Viewer.Of(context.User);
        if (!AccessRules.MayReview(viewer)) return Results.Problem("There is no review for you.", statusCode: 404);
        var period = month is null && quarter is null ? read.Default : ReviewPeriod.Read(month ?? quarter);
        return period is null
            ? Results.Problem("month is written 2026-10 and quarter 2026-Q4.", statusCode: 400)
            : Results.Ok(await read.OfAsync(new(period, owner?.Trim().ToLowerInvariant(), team), viewer, cancellationToken));
    }

    private static async Task<IResult> CsvAsync(HttpContext context, ReadReview read, string? month, string? quarter, string? owner, string? team, CancellationToken cancellationToken)
    {
        var viewer = Viewer.Of(context.User);
        if (!AccessRules.MayReview(viewer) || ReviewPeriod.Read(month ?? quarter ?? read.Default.Name) is not { } period) return Results.NotFound();
        var review = await read.OfAsync(new(period, owner?.Trim().ToLowerInvariant(), team), viewer, cancellationToken);
        context.Response.Headers.ContentDisposition = $"attachment; filename=\"review-{period.Name}.csv\"";
        return Results.Text(Csv(review), "text/csv; charset=utf-8");
    }

    /// <summary>One line a number and period; amounts of counted deals, one line a currency.</summary>
    public static string Csv(Review review)
    {
        ArgumentNullException.ThrowIfNull(review);
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        using (var csv = CsvWriter.Create(text, new CsvWriterOptions { Injection = CsvInjection.Escape }, leaveOpen: true))
        {
            Line(csv, "part", "period", "name", "value", "unit", "count", "of", "target", "currency", "amount");
            foreach (var n in review.Numbers)
            {
                Line(csv, "number", review.Period, n.Key, n.Value, n.Unit, n.Count, n.Of, n.Target, null, null);
                foreach (var m in n.Money) Line(csv, "value", review.Period, n.Key, null, null, m.Deals, null, null, m.Currency, m.Amount);
                foreach (var p in n.Trend) Line(csv, "trend", p.Period, n.Key, p.Value, n.Unit, p.Count, p.Of, null, null, null);
            }

            foreach (var o in review.Outcomes)
            {
                foreach (var (name, count) in new[] { ("kept", o.Kept), ("renegotiated", o.Renegotiated), ("broken", o.Broken), ("undecided", o.Undecided) })
                    Line(csv, "outcome", o.Quarter, name, null, "commitments", count, o.Commitments, null, null, null);
            }

            foreach (var s in review.Structures) Line(csv, "structure", review.Period, s.Terms.Count == 0 ? "standard" : string.Join('+', s.Terms), null, "deals", s.Deals, null, null, null, null);
            foreach (var f in review.Roadmap) Line(csv, "roadmap", review.Period, f.Feature, null, "deals", f.Deals, null, null, null, null);
            foreach (var c in review.ReturnReasons) Line(csv, "return", review.Period, c.Code, null, "returns", c.Count, c.Of, null, null, null);
            foreach (var e in review.Engagement) Line(csv, "engagement", review.Period, e.Label, null, "renewals", e.Deals, null, null, null, null);
        }

        return text.ToString();
    }

    private static void Line(CsvWriter csv, params object?[] fields)
    {
        foreach (var field in fields) csv.WriteField(Convert.ToString(field, CultureInfo.InvariantCulture));
        csv.EndRecord();
    }
}
