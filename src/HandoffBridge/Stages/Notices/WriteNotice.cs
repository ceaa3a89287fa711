using System.Globalization;
using HandoffBridge.Connectors.Crm;
using HandoffBridge.Connectors.Notices;
using HandoffBridge.Data;
using HandoffBridge.Stages.Briefs;
using HandoffBridge.Stages.Deals;
using HandoffBridge.Stages.Forms;
using HandoffBridge.Web;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace HandoffBridge.Stages.Notices;

/// <summary>Writes one message for one person: names of customer and deal, what is asked, and links; nothing else leaves the house by mail.</summary>
public sealed class WriteNotice(NoticeTemplates templates, NoticesOptions options, WebOptions web, BusinessCalendar calendar, Links links)
{
    /// <summary>Those notices that are still true: a form handed in or a deal re-opened asks nobody for anything.</summary>
    internal static async Task<IReadOnlyList<NoticeRow>> StandingAsync(BridgeDb db, IReadOnlyList<NoticeRow> rows, CancellationToken cancellationToken)
    {
        var ids = rows.Select(r => r.HandoffId).Distinct(StringComparer.Ordinal).ToList();
        var lost = (await db.Set<DealRow>().Where(d => ids.Contains(d.HandoffId) && d.State != CrmDealState.Won).Select(d => d.HandoffId).ToListAsync(cancellationToken)).ToHashSet(StringComparer.Ordinal);
        var done = (await db.Set<FormRow>().Where(f => ids.Contains(f.HandoffId) && f.SubmittedAt != null).Select(f => f.HandoffId).ToListAsync(cancellationToken)).ToHashSet(StringComparer.Ordinal);
        return [.. rows.Where(r => r.Kind == NoticeKinds.Retracted || !lost.Contains(r.HandoffId)).Where(r => !NoticeKinds.AsksForForm(r.Kind) || !done.Contains(r.HandoffId))];
    }

    /// <summary>The message.</summary>
    internal async Task<NoticeMessage> MessageAsync(BridgeDb db, string bundle, IReadOnlyList<NoticeRow> rows, CancellationToken cancellationToken)
    {
        var to = rows[0].Recipient;
        var language = options.Languages.GetValueOrDefault(to, web.Language);
        var ids = rows.Select(r => r.HandoffId).Distinct(StringComparer.Ordinal).ToList();
        var cards = await db.Set<BriefCardRow>().AsNoTracking().Where(c => ids.Contains(c.HandoffId)).ToDictionaryAsync(c => c.HandoffId, StringComparer.Ordinal, cancellationToken);
        var forms = await db.Set<FormRow>().AsNoTracking().Where(f => ids.Contains(f.HandoffId)).ToDictionaryAsync(f => f.HandoffId, StringComparer.Ordinal, cancellationToken);
        var items = rows.OrderBy(r => NoticeKinds.All.ToList().IndexOf(r.Kind)).ThenBy(r => cards.GetValueOrDefault(r.HandoffId)?.AccountName, StringComparer.Ordinal)
            .Select(r => Item(r, cards.GetValueOrDefault(r.HandoffId), forms.GetValueOrDefault(r.HandoffId), language)).ToList();
        var model = new Dictionary<string, object?>(StringComparer.Ordinal) { ["one"] = items.Count == 1, ["count"] = items.Count, ["items"] = items };
        var (subject, text, html) = templates.Render("notice", language, model);
        return new NoticeMessage(to, subject, text, html, $"{bundle}@handoffbridge");
    }

    private Dictionary<string, object?> Item(NoticeRow row, BriefCardRow? card, FormRow? form, string language)
    {
        var asks = row.Kind is NoticeKinds.Form or NoticeKinds.Reminder;
        return new(StringComparer.Ordinal)
        {
            [row.Kind] = true,
            ["kind"] = row.Kind,
            ["account"] = MimeText.OneLine(card?.AccountName ?? row.HandoffId),
            ["deal"] = MimeText.OneLine(card?.DealName ?? ""),
            ["owner"] = MimeText.OneLine(card?.OwnerName ?? card?.OwnerEmail ?? ""),
            ["due"] = form?.DueAt is { } due ? Moment(due, row.Recipient, language) : null,
            ["link"] = (asks ? links.Form(row.HandoffId) : links.Handoff(row.HandoffId)).ToString(),
        };
    }

    private string Moment(DateTimeOffset at, string person, string language) =>
        Instant.FromDateTimeOffset(at).InZone(calendar.ZoneOf(person)).ToString("ddd d MMM yyyy, HH:mm '('z')'", CultureInfo.GetCultureInfo(language));
}
