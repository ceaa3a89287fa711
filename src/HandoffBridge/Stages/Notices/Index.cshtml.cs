using HandoffBridge.Data;
using HandoffBridge.Stages.Briefs;
using HandoffBridge.Web;
using HandoffBridge.Web.Access;
using Microsoft.EntityFrameworkCore;

namespace HandoffBridge.Stages.Notices;

/// <summary>What the viewer was told or is to be told: the whole of it where no mail is configured.</summary>
public sealed class IndexModel(BridgeDb db, TimeProvider time) : BridgePage
{
    /// <summary>Newest first, of the last ninety days.</summary>
    public IReadOnlyList<Line> Rows { get; private set; } = [];

    /// <summary>Looks.</summary>
    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        if (!Viewer.SignedIn) return;
        var (email, since) = (Viewer.Email, time.GetUtcNow().AddDays(-90));
        var rows = await (
            from notice in db.Set<NoticeRow>().AsNoTracking()
            join card in db.Set<BriefCardRow>().AsNoTracking().Where(AccessRules.Visible(Viewer)) on notice.HandoffId equals card.HandoffId
            where notice.Recipient == email && notice.At > since && notice.State != "skipped"
            orderby notice.At descending
            select new { notice.HandoffId, card.AccountName, notice.Kind, notice.State, notice.At }).Take(100).ToListAsync(cancellationToken);
        Rows = [.. rows.Select(r => new Line(r.Kind is NoticeKinds.Form or NoticeKinds.Reminder ? $"/handoffs/{r.HandoffId}/form" : $"/handoffs/{r.HandoffId}", r.AccountName, r.Kind, r.State, r.At))];
    }

    /// <summary>One notice.</summary>
    public sealed record Line(string Path, string Account, string Kind, string State, DateTimeOffset At);
}
