using System.Security.Cryptography;
using System.Text.Json;
using HandoffBridge.Data;
using HandoffBridge.Stages.Findings;
using HandoffBridge.Stages.Roadmap;
using HandoffBridge.Stages.StandardDeals;
using Microsoft.EntityFrameworkCore;

namespace HandoffBridge.Stages.Findings;

/// <summary>The register of /roadmap and the standard deal of /standard-deal, as findings are compared with them.</summary>
public sealed class StoredReferences(IDbContextFactory<BridgeDb> contexts) : IReferences
{
    /// <inheritdoc/>
    public async Task<References> CurrentAsync(CancellationToken cancellationToken)
    {
        await using var db = contexts.CreateDbContext();
        var register = new RoadmapRegister(await StoredRegister.FeaturesAsync(db, cancellationToken));
        var standard = new StandardDeal(await StoredStandard.LimitsAsync(db, cancellationToken));
        return new(register, standard, Convert.ToHexStringLower(SHA256.HashData(
            [.. JsonSerializer.SerializeToUtf8Bytes(register, RoadmapJson.Default.RoadmapRegister), 0, .. JsonSerializer.SerializeToUtf8Bytes(standard, StandardDealJson.Default.StandardDeal)])));
    }
}
