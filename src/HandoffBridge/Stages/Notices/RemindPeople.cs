using HandoffBridge.Connectors.Crm;
using HandoffBridge.Data;
using HandoffBridge.Jobs;
using HandoffBridge.Stages.Assignments;
using HandoffBridge.Stages.Briefs;
using HandoffBridge.Stages.Deals;
using HandoffBridge.Stages.Forms;
using Microsoft.EntityFrameworkCore;
using Quartz;

namespace HandoffBridge.Stages.Notices;

/// <summary>
/// Everything the clock does to people: forms open, AEs are asked and reminded, managers hear of late forms, then the brief
/// goes on as overdue; then what is meant is sent. One pass looks at what is due now, so a pass that was missed costs nothing.
/// </summary>
public sealed class RemindPeople(
    IDbContextFactory<BridgeDb> contexts, OpenForms open, SendNotices send, EscalateUnassigned unassigned, Leases leases, BusinessCalendar calendar, HandoffOptions handoff, Escalation escalation, TimeProvider time)
{
    /// <summary>One pass.</summary>
    /// <returns>How many messages were sent; null where another node is at it.</returns>
    public async Task<int?> RunAsync(CancellationToken cancellationToken)
    {
        await using var lease = await leases.TakeAsync("notices", cancellationToken);
        if (lease is null) return null;
        await open.RunAsync(cancellationToken);
        await RemindAsync(cancellationToken);
        await unassigned.RunAsync(cancellationToken);
        return await send.RunAsync(lease, cancellationToken);
    }

    private async Task RemindAsync(CancellationToken cancellationToken)
    {
        await using var db = contexts.CreateDbContext();
        var waiting = await (
            from form in db.Set<FormRow>().AsNoTracking()
            join deal in db.Set<DealRow>() on form.HandoffId equals deal.HandoffId
            join card in db.Set<BriefCardRow>() on form.HandoffId equals card.HandoffId
            where form.DueAt != null && form.SubmittedAt == null && form.OverdueAt == null && !deal.Quiet && deal.State == CrmDealState.Won && form.Epoch == deal.Epoch
            orderby form.HandoffId
            select new Waiting(form.HandoffId, form.Epoch, form.OpenedAt, form.DelegatedTo ?? card.OwnerEmail, card.OwnerEmail, card.CsmEmail)).ToListAsync(cancellationToken);
        foreach (var chunk in waiting.Chunk(300))
        {
            var ids = chunk.Select(w => w.HandoffId).ToList();
            var told = (await db.Set<NoticeRow>().AsNoTracking().Where(n => ids.Contains(n.HandoffId)).Select(n => new { n.HandoffId, n.Kind, n.Slot, n.Recipient }).ToListAsync(cancellationToken))
                .ToLookup(n => n.HandoffId, n => new Told(n.Kind, n.Slot, n.Recipient), StringComparer.Ordinal);
            foreach (var one in chunk) await OneAsync(db, one, [.. told[one.HandoffId]], cancellationToken);
        }
    }

    private async Task OneAsync(BridgeDb db, Waiting w, IReadOnlyList<Told> told, CancellationToken cancellationToken)
    {
        var (now, clock) = (time.GetUtcNow(), FormClock.Of(w.OpenedAt, w.Person, handoff, calendar));
        if (now >= clock.Overdue)
        {
            await GoOnAsync(w, now, cancellationToken);
            return;
        }

        var win = $"e{w.Epoch}-";
        var asked = told.Where(t => t.Kind is NoticeKinds.Form or NoticeKinds.Reminder && t.Recipient == w.Person && t.Slot.StartsWith(win, StringComparison.Ordinal)).ToList();
        var step = clock.AskDue(now);
        // After a standstill only the newest ask is made up for, and none once it is the manager's turn.
        if (step >= 0 && now < clock.Due && !asked.Exists(t => string.CompareOrdinal(t.Slot, $"{win}s{step:D2}") >= 0))
            await IntendNotices.AddAsync(db, w.HandoffId, asked.Count == 0 ? NoticeKinds.Form : NoticeKinds.Reminder, $"{win}s{step:D2}", w.Person, now, cancellationToken);
        if (now < clock.Due) return;
        foreach (var to in escalation.Of(w.Owner).Where(to => !told.Any(t => t.Kind == NoticeKinds.Escalation && t.Slot == win + "due" && t.Recipient == to)))
            await IntendNotices.AddAsync(db, w.HandoffId, NoticeKinds.Escalation, win + "due", to, now, cancellationToken);
    }

    private async Task GoOnAsync(Waiting w, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var db = contexts.CreateDbContext();
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var late = await db.Set<FormRow>().Where(f => f.HandoffId == w.HandoffId && f.Epoch == w.Epoch && f.SubmittedAt == null && f.OverdueAt == null)
            .ExecuteUpdateAsync(s => s.SetProperty(f => f.OverdueAt, now).SetProperty(f => f.Revision, f => f.Revision + 1), cancellationToken);
        if (late == 0) return;
        await Work.WantAsync(db, w.HandoffId, now, cancellationToken);
        foreach (var to in new[] { w.Person, w.Csm }.Concat(escalation.Channels).OfType<string>().Distinct(StringComparer.Ordinal))
            await IntendNotices.AddAsync(db, w.HandoffId, NoticeKinds.Overdue, $"e{w.Epoch}", to, now, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    private sealed record Waiting(string HandoffId, int Epoch, DateTimeOffset OpenedAt, string? Person, string? Owner, string? Csm);

    private sealed record Told(string Kind, string Slot, string Recipient);
}

/// <summary>The scheduler's way to a pass.</summary>
[DisallowConcurrentExecution]
public sealed class RemindJob(RemindPeople remind) : IJob
{
    /// <inheritdoc/>
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) => await remind.RunAsync(cancellationToken);
}
