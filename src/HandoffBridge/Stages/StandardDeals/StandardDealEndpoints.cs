using HandoffBridge.Data;
using Microsoft.EntityFrameworkCore;

namespace HandoffBridge.Stages.StandardDeals;

/// <summary>The standard deal for scripts.</summary>
public static class StandardDealEndpoints
{
    /// <summary>Maps the API.</summary>
    public static void MapStandardDeal(this IEndpointRouteBuilder app) =>
        app.MapGet("/api/v1/standard-deal", GetAsync).WithSummary("The standard deal with its effective dates.");

    private static async Task<IResult> GetAsync(IDbContextFactory<BridgeDb> contexts, CancellationToken cancellationToken)
    {
        await using var db = contexts.CreateDbContext();
        return Results.Json(new StandardDeal(await StoredStandard.LimitsAsync(db, cancellationToken)), StandardDealJson.Default.StandardDeal);
    }
}
