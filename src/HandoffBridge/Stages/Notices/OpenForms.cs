using HandoffBridge.Connectors.Crm;
using HandoffBridge.Data;
using HandoffBridge.Jobs;
using HandoffBridge.Stages.Briefs;
using HandoffBridge.Stages.Deals;
using HandoffBridge.Stages.Forms;
using Microsoft.EntityFrameworkCore;

namespace HandoffBridge.Stages.Notices;

/// <summary>Starts the clock of a form once there is a brief to ask about; a deal won again starts it anew. Backfilled deals have no clock.</summary>
public sealed class OpenForms(IDbContextFactory<BridgeDb> contexts, BusinessCalendar calendar, HandoffOptions handoff, TimeProvider time)
{
    /// <summary>Opens what is to be opened.</summary>
    /// <returns>How many.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        await using var db = contexts.CreateDbContext();
        var due = await (
            from card in db.Set<BriefCardRow>()
            join deal in db.Set<DealRow>() on card.HandoffId equals deal.HandoffId
            join f in db.Set<FormRow>() on card.HandoffId equals f.HandoffId into forms
            from form in forms.DefaultIfEmpty()
            where !deal.Quiet && deal.State == CrmDealState.Won && (form == null || form.Epoch < deal.Epoch || (form.DueAt == null && form.SubmittedAt == null && form.OverdueAt == null))
            orderby card.HandoffId
            select new { card.HandoffId, Person = card.DelegateEmail ?? card.OwnerEmail, deal.Epoch }).Take(500).ToListAsync(cancellationToken);
        foreach (var one in due) await OpenAsync(one.HandoffId, one.Person, one.Epoch, cancellationToken);
        return due.Count;
    }

    private async Task OpenAsync(string handoffId, string? person, int epoch, CancellationToken cancellationToken)
    {
        await using var db = contexts.CreateDbContext();
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var now = time.GetUtcNow();
        var form = await db.Set<FormRow>().SingleOrDefaultAsync(f => f.HandoffId == handoffId, cancellationToken);
        var again = form is not null && form.Epoch < epoch;
        if (form is null) db.Add(form = new FormRow { HandoffId = handoffId, Epoch = epoch });
        (form.Epoch, form.OpenedAt, form.DueAt) = (epoch, now, calendar.Add(now, handoff.FormDue, person));
        if (again) (form.SubmittedAt, form.SubmittedBy, form.OverdueAt) = (null, null, null);
        form.Revision++;
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException e) when (e is DbUpdateConcurrencyException || db.Engine.IsDuplicate(e))
        {
            // Somebody filled in something at the same moment; the next pass sees it.
            return;
        }

        if (again) await Work.WantAsync(db, handoffId, now, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }
}
