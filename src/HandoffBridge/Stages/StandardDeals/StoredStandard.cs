using HandoffBridge.Data;
using Microsoft.EntityFrameworkCore;

namespace HandoffBridge.Stages.StandardDeals;

/// <summary>The standard deal as it is kept.</summary>
public static class StoredStandard
{
    /// <summary>Limits that stand, each term's in the order of time.</summary>
    public static async Task<IReadOnlyList<TermLimit>> LimitsAsync(BridgeDb db, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(db);
        var rows = await db.Set<LimitRow>().AsNoTracking().Where(l => l.ReplacedAt == null).ToListAsync(cancellationToken);
        return [.. rows.OrderBy(l => l.Term, StringComparer.Ordinal).ThenBy(l => l.From ?? DateOnly.MinValue).ThenBy(l => l.Id).Select(l => new TermLimit(l.Term, l.AtMost, l.AtLeast, l.From, l.Until))];
    }
}
