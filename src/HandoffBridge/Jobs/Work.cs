using HandoffBridge.Data;
using Microsoft.EntityFrameworkCore;

namespace HandoffBridge.Jobs;

/// <summary>Asking for work. Always inside the transaction that stores what the work is about.</summary>
public static class Work
{
    /// <summary>Adds one wish. Ends any waiting and parking: something has changed.</summary>
    public static async Task WantAsync(BridgeDb db, string handoffId, DateTimeOffset now, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(db);
        await db.Database.ExecuteSqlAsync(
            db.Engine.Scripts == "Postgres"
                ? $"""
                   insert into work(handoff_id, wanted, served, attempts, parked, since) values ({handoffId}, 1, 0, 0, false, {now.ToUniversalTime()})
                   on conflict (handoff_id) do update set wanted = work.wanted + 1, attempts = 0, parked = false, next_at = null
                   """
                : (FormattableString)$"""
                   insert into work(handoff_id, wanted, served, attempts, parked, since) values ({handoffId}, 1, 0, 0, 0, {now.UtcTicks})
                   on conflict (handoff_id) do update set wanted = work.wanted + 1, attempts = 0, parked = 0, next_at = null
                   """,
            cancellationToken);
    }
}
