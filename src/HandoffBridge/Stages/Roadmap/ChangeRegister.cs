using HandoffBridge.Data;
using HandoffBridge.Stages.Findings;
using Microsoft.EntityFrameworkCore;

namespace HandoffBridge.Stages.Roadmap;

/// <summary>One wish on the register.</summary>
/// <param name="Id">The feature; null: the one of that name, or a new one.</param>
/// <param name="Feature">How it is to stand.</param>
/// <param name="Remove">True: it leaves the register.</param>
public sealed record FeatureChange(string? Id, RoadmapFeature Feature, bool Remove = false);

/// <summary>What became of wishes: all or none.</summary>
/// <param name="Added">New features.</param>
/// <param name="Changed">Features that say something else now.</param>
/// <param name="Removed">Features taken out.</param>
/// <param name="Rechecked">Open handoffs that are compared again.</param>
/// <param name="Problem">Why nothing was stored; null where all was.</param>
public sealed record RegisterChanged(int Added, int Changed, int Removed, int Rechecked, Problem? Problem);

/// <summary>Changes the register, keeps what it said before, and has open handoffs compared again.</summary>
public sealed class ChangeRegister(IDbContextFactory<BridgeDb> contexts, RecheckHandoffs recheck, TimeProvider time)
{
    /// <summary>Stores all wishes, or none.</summary>
    /// <param name="changes">The wishes.</param>
    /// <param name="by">Who wishes.</param>
    /// <param name="why">Why; null where nobody said.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<RegisterChanged> RunAsync(IReadOnlyList<FeatureChange> changes, string by, string? why, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(changes);
        await using var db = contexts.CreateDbContext();
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var rows = await db.Set<FeatureRow>().ToListAsync(cancellationToken);
        var (added, changed, removed, words, touched) = (0, 0, 0, false, new List<string>());
        var renamed = new List<(string Old, string Name)>();
        foreach (var change in changes)
        {
            var feature = Trimmed(change.Feature);
            if (!change.Remove && Fault(feature) is { } fault) return new(0, 0, 0, 0, fault);
            var row = change.Id is null ? rows.Find(r => r.NameKey == Key(feature.Name)) : rows.Find(r => r.Id == change.Id);
            if (row is null && (change.Id is not null || change.Remove)) return new(0, 0, 0, 0, new("roadmap.gone", feature.Name));
            if (rows.Exists(r => r != row && !r.Removed && r.NameKey == Key(feature.Name)) && !change.Remove) return new(0, 0, 0, 0, new("roadmap.twice", feature.Name));
            var before = row is null or { Removed: true } ? null : StoredRegister.Of(row);
            if (change.Remove ? before is null : before is not null && Same(before, feature)) continue;
            if (before is not null) touched.Add(before.Name);
            if (before is not null && !change.Remove && before.Name != feature.Name) renamed.Add((before.Name, feature.Name));
            words |= before is null || change.Remove || before.Name != feature.Name || !before.Aliases.SequenceEqual(feature.Aliases, StringComparer.Ordinal);
            if (row is null)
            {
                row = new FeatureRow { Id = Guid.NewGuid().ToString("n")[..12] };
                rows.Add(row);
                db.Add(row);
            }

            if (change.Remove) (row.Removed, feature) = (true, before!);
            else Fill(row, feature);
            var what = change.Remove ? "removed" : before is null ? "added" : "changed";
            (added, changed, removed) = (added + (what == "added" ? 1 : 0), changed + (what == "changed" ? 1 : 0), removed + (what == "removed" ? 1 : 0));
            db.Add(new FeatureChangeRow
            {
                FeatureId = row.Id, What = what, Name = feature.Name, Aliases = string.Join('\n', feature.Aliases), Status = feature.Status, Target = feature.Target,
                Owner = feature.Owner, AsOf = feature.AsOf, Why = string.IsNullOrWhiteSpace(why) ? null : why.Trim(), By = by, At = time.GetUtcNow(),
            });
        }

        if (added + changed + removed == 0) return new(0, 0, 0, 0, null);
        await db.SaveChangesAsync(cancellationToken);
        // What was accepted under the old name is still waited for under the new one.
        foreach (var (old, name) in renamed) await RecheckHandoffs.RenameAsync(db, old, name, cancellationToken);
        var rechecked = await recheck.HeardOfAsync(db, words ? null : touched, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new(added, changed, removed, rechecked, null);
    }

    private static void Fill(FeatureRow row, RoadmapFeature feature)
    {
        (row.Name, row.NameKey, row.Aliases, row.Removed) = (feature.Name, Key(feature.Name), string.Join('\n', feature.Aliases), false);
        (row.Status, row.Target, row.Owner, row.AsOf) = (feature.Status, feature.Target, feature.Owner, feature.AsOf);
    }

    private static Problem? Fault(RoadmapFeature feature) =>
        feature.Name.Length is 0 or > 200 ? new("roadmap.no-name")
        : !RoadmapRegister.Statuses.Contains(feature.Status, StringComparer.Ordinal) ? new("roadmap.bad-status", feature.Name, feature.Status, string.Join(", ", RoadmapRegister.Statuses))
        : feature.Target is not null && CalendarSpan.LastDay(feature.Target) is null ? new("roadmap.bad-target", feature.Name, feature.Target)
        : feature.Aliases.Any(a => a.Length > 200) || feature.Owner?.Length > 200 ? new("roadmap.too-long", feature.Name)
        : null;

    private static RoadmapFeature Trimmed(RoadmapFeature f) => new(
        f.Name.Trim(), [.. f.Aliases.Select(a => a.Trim()).Where(a => a.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase)], f.Status.Trim().ToLowerInvariant(), Blank(f.Target), Blank(f.Owner), f.AsOf);

    private static bool Same(RoadmapFeature a, RoadmapFeature b) =>
        a.Name == b.Name && a.Status == b.Status && a.Target == b.Target && a.Owner == b.Owner && a.AsOf == b.AsOf && a.Aliases.SequenceEqual(b.Aliases, StringComparer.Ordinal);

    private static string Key(string name) => name.Trim().ToLowerInvariant();

    private static string? Blank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
