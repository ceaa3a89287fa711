using HandoffBridge.Connectors.Crm;
using HandoffBridge.Data;
using HandoffBridge.Stages.Deals;
using HandoffBridge.Stages.Notices;
using Microsoft.EntityFrameworkCore;

namespace HandoffBridge.Stages.Assignments;

/// <summary>Reports handoffs that nobody takes over, once each.</summary>
public sealed class EscalateUnassigned(IDbContextFactory<BridgeDb> contexts, RoutingOptions routing, HandoffOptions handoff, Escalation escalation, BusinessCalendar calendar, TimeProvider time)
{
    /// <summary>One look.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        string[] to = [.. new[] { routing.EscalateTo.Length > 0 ? routing.EscalateTo : handoff.EscalateTo }.Where(a => a.Length > 0), .. escalation.Channels];
        if (to.Length == 0) return;
        await using var db = contexts.CreateDbContext();
        var now = time.GetUtcNow();
        var waiting = await (
            from row in db.Set<AssignmentRow>().AsNoTracking()
            join deal in db.Set<DealRow>() on row.HandoffId equals deal.HandoffId
            where row.CsmEmail == null && !deal.Quiet && deal.State == CrmDealState.Won && !db.Set<NoticeRow>().Any(n => n.HandoffId == row.HandoffId && n.Kind == NoticeKinds.Unassigned && n.At >= row.At)
            orderby row.At
            select row).Take(500).ToListAsync(cancellationToken);
        foreach (var row in waiting.Where(r => calendar.Add(r.At, routing.UnassignedAfter, to[0]) <= now))
        {
            foreach (var one in to) await IntendNotices.AddAsync(db, row.HandoffId, NoticeKinds.Unassigned, $"n{row.Number}", one, now, cancellationToken);
        }
    }
}
