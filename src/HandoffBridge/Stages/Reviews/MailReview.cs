using System.Globalization;
using System.Net;
using System.Text;
using HandoffBridge.Connectors;
using HandoffBridge.Connectors.Notices;
using HandoffBridge.Connectors.Onboarding;
using HandoffBridge.Data;
using HandoffBridge.Jobs;
using HandoffBridge.Web;
using HandoffBridge.Web.Access;
using Microsoft.EntityFrameworkCore;
using Quartz;

namespace HandoffBridge.Stages.Reviews;

/// <summary>Mails the review of the last month on its day, to every address once, whatever crashes between.</summary>
public sealed class MailReview(IDbContextFactory<BridgeDb> contexts, ReadReview review, ReviewsOptions options, Links links, Leases leases, TimeProvider time, WebOptions web, IEnumerable<INoticeSender> senders)
{
    /// <summary>One pass.</summary>
    /// <returns>How many mails went out.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        // Where no mail is set up, the page is where it is read.
        if (options.MailTo.Count == 0 || !senders.Any()) return 0;
        if (ReviewPeriod.Day(time.GetUtcNow(), options.Zone).Day < options.MailDay) return 0;
        await using var lease = await leases.TakeAsync("review-mail", cancellationToken);
        if (lease is null) return 0;
        await using var db = contexts.CreateDbContext();
        var period = review.Default;
        var sent = 0;
        Review? counted = null;
        foreach (var to in options.MailTo.Distinct(StringComparer.OrdinalIgnoreCase))
        {
            if (senders.FirstOrDefault(s => s.Takes(to)) is not { } sender) continue;
            var key = $"{period.Name} {to.ToLowerInvariant()}";
            if (await db.Set<MailedReviewRow>().AnyAsync(m => m.Period == key, cancellationToken)) continue;
            counted ??= await review.OfAsync(new(period), Viewer.Nobody, cancellationToken);
            var (subject, html, text) = Render(counted, period);
            // Noted before it is sent: a crash between costs one mail that the page replaces, never two.
            db.Add(new MailedReviewRow { Period = key, At = time.GetUtcNow() });
            await db.SaveChangesAsync(cancellationToken);
            try
            {
                await sender.SendAsync(new(to, subject, text, html, $"review.{period.Name}.{ContentHash.Of(to.ToLowerInvariant())[..16]}@handoffbridge"), cancellationToken);
                sent++;
            }
            catch (ConnectorException e) when (e.Kind != FailureKind.Unknown)
            {
                await db.Set<MailedReviewRow>().Where(m => m.Period == key).ExecuteDeleteAsync(CancellationToken.None);
                throw;
            }
        }

        return sent;
    }

    /// <summary>The mail: every number, its target, and the way to the page. No customer's name.</summary>
    public (string Subject, string Html, string Text) Render(Review counted, ReviewPeriod period)
    {
        ArgumentNullException.ThrowIfNull(counted);
        ArgumentNullException.ThrowIfNull(period);
        var t = UiTexts.Of(CultureInfo.GetCultureInfo(web.Language));
        var link = links.Page("/review?" + period.Query);
        var subject = t.Say("review.mail-subject", Shown.Period(t, period));
        var (html, text) = (new StringBuilder("<!doctype html><html><body style=\"font:16px/1.5 sans-serif\"><h1 style=\"font-size:20px\">"), new StringBuilder(subject + "\n\n"));
        html.Append(WebUtility.HtmlEncode(subject)).Append("</h1><table cellpadding=\"6\" style=\"border-collapse:collapse\">");
        foreach (var n in counted.Numbers)
        {
            var (name, value, detail) = (t["number." + n.Key], Shown.Value(t, n.Value, n.Unit), Shown.Detail(t, n));
            html.Append("<tr style=\"border-bottom:1px solid #ccc\"><td>").Append(WebUtility.HtmlEncode(name)).Append("</td><td align=\"right\"><strong>").Append(WebUtility.HtmlEncode(value)).Append("</strong></td><td>").Append(WebUtility.HtmlEncode(detail)).Append("</td></tr>");
            text.Append(name).Append(": ").Append(value).Append(" (").Append(detail).Append(")\n");
        }

        html.Append("</table><p><a href=\"").Append(WebUtility.HtmlEncode(link.ToString())).Append("\">").Append(WebUtility.HtmlEncode(t["review.mail-open"])).Append("</a></p></body></html>");
        return (subject, html.ToString(), text.Append('\n').Append(link).Append('\n').ToString());
    }
}

/// <summary>The scheduler's way to a pass.</summary>
[DisallowConcurrentExecution]
public sealed class MailReviewJob(MailReview mail) : IJob
{
    /// <inheritdoc/>
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) => await mail.RunAsync(cancellationToken);
}
