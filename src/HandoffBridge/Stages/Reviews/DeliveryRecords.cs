using HandoffBridge.Data;
using HandoffBridge.Stages.Acknowledgements;
using Microsoft.EntityFrameworkCore;

namespace HandoffBridge.Stages.Reviews;

/// <summary>What delivery said, as the acknowledgements keep it.</summary>
internal sealed class DeliveryRecords : IDeliveryRecord
{
    public async Task<DeliveryRecord> OfAsync(BridgeDb db, string handoffId, CancellationToken cancellationToken)
    {
        var answers = await db.Set<AcknowledgementRow>().AsNoTracking().Where(a => a.HandoffId == handoffId).OrderBy(a => a.Id).ToListAsync(cancellationToken);
        var outcomes = await db.Set<CommitmentOutcomeRow>().AsNoTracking().Where(o => o.HandoffId == handoffId).ToDictionaryAsync(o => o.ItemId, o => o.Outcome, StringComparer.Ordinal, cancellationToken);
        return new([.. answers.Select(a => new DeliveryAnswer(a.At, a.Decision == "accepted", a.Reason))], outcomes);
    }

    public async Task<IReadOnlyCollection<string>> AcceptedAsync(BridgeDb db, CancellationToken cancellationToken)
    {
        var said = await db.Set<AcknowledgementRow>().AsNoTracking().OrderBy(a => a.Id).Select(a => new { a.HandoffId, a.Decision }).ToListAsync(cancellationToken);
        var last = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var a in said) last[a.HandoffId] = a.Decision;
        return [.. last.Where(l => l.Value == "accepted").Select(l => l.Key)];
    }
}
