using HandoffBridge.Data;
using Microsoft.EntityFrameworkCore;

namespace HandoffBridge.Stages.Roadmap;

/// <summary>The register as it is kept.</summary>
public static class StoredRegister
{
    /// <summary>Features that stand, by name.</summary>
    public static async Task<IReadOnlyList<RoadmapFeature>> FeaturesAsync(BridgeDb db, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(db);
        var rows = await db.Set<FeatureRow>().AsNoTracking().Where(f => !f.Removed).ToListAsync(cancellationToken);
        return [.. rows.OrderBy(f => f.NameKey, StringComparer.Ordinal).Select(Of)];
    }

    /// <summary>A row as the register knows it.</summary>
    public static RoadmapFeature Of(FeatureRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return new(row.Name, row.Aliases.Split('\n', StringSplitOptions.RemoveEmptyEntries), row.Status, row.Target, row.Owner, row.AsOf);
    }
}
