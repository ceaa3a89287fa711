using System.Security.Cryptography;
using System.Text.Json;
using HandoffBridge.Data;
using HandoffBridge.Stages.Findings;
using HandoffBridge.Stages.StandardDeals;
using Microsoft.EntityFrameworkCore;

namespace HandoffBridge.Stages.Roadmap;

/// <summary>The register of /roadmap and the standard deal of /standard-deal, as findings are compared with them.</summary>
public sealed class StoredReferences(IDbContextFactory<BridgeDb> contexts) : IReferences
{
    /// <inheritdoc/>
    public async Task<References> CurrentAsync(CancellationToken cancellationToken)
    {
        await using var db = contexts.CreateDbContext();
        var register = new RoadmapRegister(await FeaturesAsync(db, cancellationToken));
        var standard = new Findings.StandardDeal(await LimitsAsync(db, cancellationToken));
        return new(register, standard, Convert.ToHexStringLower(SHA256.HashData(
            [.. JsonSerializer.SerializeToUtf8Bytes(register, ReferenceJson.Default.RoadmapRegister), 0, .. JsonSerializer.SerializeToUtf8Bytes(standard, ReferenceJson.Default.StandardDeal)])));
    }

    /// <summary>Features that stand, by name.</summary>
    public static async Task<IReadOnlyList<RoadmapFeature>> FeaturesAsync(BridgeDb db, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(db);
        var rows = await db.Set<FeatureRow>().AsNoTracking().Where(f => !f.Removed).ToListAsync(cancellationToken);
        return [.. rows.OrderBy(f => f.NameKey, StringComparer.Ordinal).Select(Of)];
    }

    /// <summary>Limits that stand, each term's in the order of time.</summary>
    public static async Task<IReadOnlyList<TermLimit>> LimitsAsync(BridgeDb db, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(db);
        var rows = await db.Set<LimitRow>().AsNoTracking().Where(l => l.ReplacedAt == null).ToListAsync(cancellationToken);
        return [.. rows.OrderBy(l => l.Term, StringComparer.Ordinal).ThenBy(l => l.From ?? DateOnly.MinValue).ThenBy(l => l.Id).Select(l => new TermLimit(l.Term, l.AtMost, l.AtLeast, l.From, l.Until))];
    }

    /// <summary>A row as the register knows it.</summary>
    public static RoadmapFeature Of(FeatureRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return new(row.Name, row.Aliases.Split('\n', StringSplitOptions.RemoveEmptyEntries), row.Status, row.Target, row.Owner, row.AsOf);
    }
}
