using HandoffBridge.Data;
using HandoffBridge.Stages.Findings;
using Microsoft.EntityFrameworkCore;

namespace HandoffBridge.Stages.StandardDeals;

/// <summary>What became of a change: how many open handoffs are compared again, or why nothing was stored.</summary>
public sealed record StandardChanged(int Rechecked, Problem? Problem);

/// <summary>Changes the standard deal: a new limit holds from its first day on, what held before stays true for deals closed before.</summary>
public sealed class ChangeStandard(IDbContextFactory<BridgeDb> contexts, RecheckHandoffs recheck, TimeProvider time)
{
    /// <summary>Sets one limit; limits of the term that overlap its days end the day before, or go.</summary>
    /// <param name="limit">The limit.</param>
    /// <param name="end">True: from its first day on the standard deal says nothing of the term.</param>
    /// <param name="why">Why.</param>
    /// <param name="by">Who.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<StandardChanged> SetAsync(TermLimit limit, bool end, string? why, string by, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(limit);
        if (Fault(limit) is { } fault) return new(0, fault);
        if (string.IsNullOrWhiteSpace(why)) return new(0, new("standard.no-why"));
        await using var db = contexts.CreateDbContext();
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var now = time.GetUtcNow();
        var (first, last) = (limit.From ?? DateOnly.MinValue, limit.Until ?? DateOnly.MaxValue);
        foreach (var row in await db.Set<LimitRow>().Where(l => l.Term == limit.Term && l.ReplacedAt == null).ToListAsync(cancellationToken))
        {
            var (from, until) = (row.From ?? DateOnly.MinValue, row.Until ?? DateOnly.MaxValue);
            if (from > last || until < first) continue;
            (row.ReplacedAt, row.ReplacedBy) = (now, by);
            if (from < first) db.Add(Row(new(row.Term, row.AtMost, row.AtLeast, row.From, first.AddDays(-1)), row.Why, row.SetBy, now));
            if (until > last) db.Add(Row(new(row.Term, row.AtMost, row.AtLeast, last.AddDays(1), row.Until), row.Why, row.SetBy, now));
        }

        if (!end) db.Add(Row(limit, why.Trim(), by, now));
        await db.SaveChangesAsync(cancellationToken);
        var rechecked = await recheck.ClosedAsync(db, limit.From, limit.Until, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new(rechecked, null);
    }

    /// <summary>Replaces the whole standard deal: an import.</summary>
    public async Task<StandardChanged> ReplaceAsync(IReadOnlyList<TermLimit> limits, string? why, string by, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(limits);
        if (limits.Select(Fault).FirstOrDefault(f => f is not null) is { } fault) return new(0, fault);
        if (string.IsNullOrWhiteSpace(why)) return new(0, new("standard.no-why"));
        await using var db = contexts.CreateDbContext();
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var standing = await db.Set<LimitRow>().Where(l => l.ReplacedAt == null).ToListAsync(cancellationToken);
        var now = time.GetUtcNow();
        var gone = standing.Where(s => !limits.Contains(Of(s))).ToList();
        var fresh = limits.Where(l => !standing.Exists(s => Of(s) == l)).ToList();
        if (gone.Count + fresh.Count == 0) return new(0, null);
        foreach (var row in gone) (row.ReplacedAt, row.ReplacedBy) = (now, by);
        foreach (var limit in fresh) db.Add(Row(limit, why.Trim(), by, now));
        await db.SaveChangesAsync(cancellationToken);
        var rechecked = await recheck.ClosedAsync(db, null, null, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new(rechecked, null);
    }

    /// <summary>A row as the standard deal knows it.</summary>
    public static TermLimit Of(LimitRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return new(row.Term, row.AtMost, row.AtLeast, row.From, row.Until);
    }

    private static LimitRow Row(TermLimit l, string why, string by, DateTimeOffset at) =>
        new() { Term = l.Term, AtMost = l.AtMost, AtLeast = l.AtLeast, From = l.From, Until = l.Until, Why = why, SetBy = by, SetAt = at };

    private static Problem? Fault(TermLimit limit) =>
        !StandardDeal.Terms.Contains(limit.Term, StringComparer.Ordinal) ? new("standard.bad-term", limit.Term)
        : limit is { AtMost: { } most, AtLeast: { } least } && least > most ? new("standard.crossed", limit.Term)
        : limit.AtMost < 0 || limit.AtLeast < 0 || limit.AtMost > 1000000 || limit.AtLeast > 1000000 ? new("standard.bad-number", limit.Term)
        : limit is { From: { } from, Until: { } until } && until < from ? new("standard.bad-days", limit.Term)
        : null;
}
