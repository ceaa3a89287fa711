using HandoffBridge.Data;
using Microsoft.EntityFrameworkCore;

namespace HandoffBridge.Stages.Acknowledgements;

/// <summary>Notes which version somebody has read, so that the next visit says what changed since.</summary>
public sealed class MarkRead(IDbContextFactory<BridgeDb> contexts, TimeProvider time)
{
    /// <summary>Notes it.</summary>
    /// <returns>The reader's mark as it stands now.</returns>
    public async Task<BriefReadRow> RunAsync(string handoffId, string email, int version, CancellationToken cancellationToken)
    {
        await using var db = contexts.CreateDbContext();
        var row = await db.Set<BriefReadRow>().SingleOrDefaultAsync(r => r.HandoffId == handoffId && r.Email == email, cancellationToken);
        if (row?.Version == version) return row;
        if (row is null) db.Add(row = new BriefReadRow { HandoffId = handoffId, Email = email, Version = version, At = time.GetUtcNow() });
        else (row.Before, row.Version, row.At) = (row.Version, version, time.GetUtcNow());
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException e) when (db.Engine.IsDuplicate(e))
        {
            // The same reader opened the page twice at once.
        }

        return row;
    }
}
