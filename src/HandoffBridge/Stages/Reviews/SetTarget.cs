using HandoffBridge.Data;
using Microsoft.EntityFrameworkCore;

namespace HandoffBridge.Stages.Reviews;

/// <summary>Sets the target of a number; what it was before stays.</summary>
public sealed class SetTarget(IDbContextFactory<BridgeDb> contexts, TimeProvider time)
{
    /// <summary>Sets.</summary>
    /// <param name="key">The number.</param>
    /// <param name="value">In the number's unit (shares 0 to 1); null: none any more.</param>
    /// <param name="by">Who.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>Null where it was stored.</returns>
    public async Task<Problem?> RunAsync(string key, decimal? value, string by, CancellationToken cancellationToken)
    {
        var number = ReviewNumber.Find(key);
        if (number?.LowerIsBetter is null && key != "structures") return new("review.no-number", key);
        if (value < 0 || (number?.Unit == "share" && value > 1) || value > 100000) return new("review.bad-target");
        await using var db = contexts.CreateDbContext();
        db.Add(new TargetRow { Number = key, Value = value, By = by, At = time.GetUtcNow() });
        await db.SaveChangesAsync(cancellationToken);
        return null;
    }
}
