using HandoffBridge.Data;
using Microsoft.EntityFrameworkCore;

namespace HandoffBridge.Stages.Notices;

/// <summary>Meaning to tell somebody. Always inside the transaction that stores what is told of.</summary>
public static class IntendNotices
{
    /// <summary>Stores one notice; once it is there, asking again changes nothing.</summary>
    /// <param name="db">Context, in the caller's transaction.</param>
    /// <param name="handoffId">The handoff.</param>
    /// <param name="kind">One of <see cref="NoticeKinds"/>.</param>
    /// <param name="slot">Which of its kind: equal slots are told once.</param>
    /// <param name="recipient">Address or channel; null or empty tells nobody.</param>
    /// <param name="now">Now.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>True where it is new.</returns>
    public static async Task<bool> AddAsync(BridgeDb db, string handoffId, string kind, string slot, string? recipient, DateTimeOffset now, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(db);
        if (string.IsNullOrWhiteSpace(recipient)) return false;
        var to = recipient.Trim().ToLowerInvariant();
        var key = $"{handoffId}|{kind}|{slot}|{to}";
        return await db.Database.ExecuteSqlAsync(
            db.Engine.Scripts == "Postgres"
                ? $"""
                   insert into notices(key, handoff_id, kind, slot, recipient, at, state, handed, refused) values ({key}, {handoffId}, {kind}, {slot}, {to}, {now.ToUniversalTime()}, 'waiting', 0, 0)
                   on conflict (key) do nothing
                   """
                : (FormattableString)$"""
                   insert into notices(key, handoff_id, kind, slot, recipient, at, state, handed, refused) values ({key}, {handoffId}, {kind}, {slot}, {to}, {now.UtcTicks}, 'waiting', 0, 0)
                   on conflict (key) do nothing
                   """,
            cancellationToken) == 1;
    }
}
