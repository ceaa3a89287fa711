using HandoffBridge.Connectors.Crm;
using HandoffBridge.Data;
using Microsoft.EntityFrameworkCore;

namespace HandoffBridge.Stages.Deals;

/// <summary>Keeps a webhook's word in one small commit; hints of one deal are one row, so a flood costs nothing.</summary>
public sealed class StoreHints(IDbContextFactory<BridgeDb> contexts, TimeProvider time) : ICrmHints
{
    /// <inheritdoc/>
    public async Task StoreAsync(string dealId, CancellationToken cancellationToken)
    {
        await using var db = contexts.CreateDbContext();
        var now = time.GetUtcNow();
        object at = db.Engine.Scripts == "Postgres" ? now.ToUniversalTime() : now.UtcTicks;
        await db.Database.ExecuteSqlRawAsync(
            "insert into deal_hints(deal_id, at) values ({0}, {1}) on conflict (deal_id) do update set at = excluded.at", [dealId, at], cancellationToken);
    }
}
