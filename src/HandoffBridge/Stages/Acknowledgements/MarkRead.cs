using HandoffBridge.Data;
using Microsoft.EntityFrameworkCore;

namespace HandoffBridge.Stages.Acknowledgements;

/// <summary>Notes which version somebody has read, so that the next visit says what changed since.</summary>
public sealed class MarkRead(IDbContextFactory<BridgeDb> contexts, TimeProvider time)
{
    /// <summary>Notes it; writes only where it is news.</summary>
    /// <param name="known">The mark as it stands; null: none.</param>
    /// <param name="handoffId">The handoff.</param>
    /// <param name="email">Who reads.</param>
    /// <param name="version">What is read.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>The reader's mark as it stands now.</returns>
    public async Task<BriefReadRow> RunAsync(BriefReadRow? known, string handoffId, string email, int version, CancellationToken cancellationToken)
    {
        if (known?.Version == version) return known;
        await using var db = contexts.CreateDbContext();
        var row = new BriefReadRow { HandoffId = handoffId, Email = email, Version = version, Before = known?.Version, At = time.GetUtcNow() };
        if (known is null) db.Add(row);
        else db.Update(row);
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
