using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using HandoffBridge.Data;
using Microsoft.EntityFrameworkCore;

namespace HandoffBridge.Stages.Glossary;

/// <summary>One version of an entry.</summary>
/// <param name="Key">Stable: addresses and numbers name it.</param>
/// <param name="Group">number, deal, brief, roadmap, outcome or engagement.</param>
/// <param name="Name">Name.</param>
/// <param name="Definition">What it means, in one or two sentences.</param>
/// <param name="Formula">How it is counted; null for words that are no numbers.</param>
/// <param name="Owner">Who answers for it.</param>
/// <param name="Date">Since when it means this.</param>
public sealed record GlossaryEntry(string Key, string Group, string Name, string Definition, string? Formula, string Owner, DateOnly Date)
{
    /// <summary>From 1.</summary>
    public int Version { get; init; } = 1;
    /// <summary>Who changed it; null in version 1.</summary>
    public string? By { get; init; }
    /// <summary>Why; null in version 1.</summary>
    public string? Why { get; init; }
}

/// <summary>Reads the glossary: what ships with the program in the reader's language, and what was agreed here since.</summary>
public static class ReadGlossary
{
    private static readonly ConcurrentDictionary<string, IReadOnlyList<GlossaryEntry>> Loaded = new(StringComparer.Ordinal);

    /// <summary>Every entry with all its versions, newest first.</summary>
    public static async Task<IReadOnlyList<IReadOnlyList<GlossaryEntry>>> AllAsync(BridgeDb db, string language, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(db);
        var rows = (await db.Set<GlossaryRow>().AsNoTracking().ToListAsync(cancellationToken)).ToLookup(r => r.Key, StringComparer.Ordinal);
        return [.. Shipped(language).Select(e => (IReadOnlyList<GlossaryEntry>)[.. rows[e.Key].OrderByDescending(r => r.Version).Select(r => Of(e, r)), e])];
    }

    /// <summary>Version 1 of every entry.</summary>
    public static IReadOnlyList<GlossaryEntry> Shipped(string language) => Loaded.GetOrAdd(language == "de" ? "de" : "en", Load);

    private static GlossaryEntry Of(GlossaryEntry shipped, GlossaryRow row) =>
        new(row.Key, shipped.Group, row.Name, row.Definition, row.Formula, row.Owner, DateOnly.FromDateTime(row.At.UtcDateTime)) { Version = row.Version, By = row.By, Why = row.Why };

    private static IReadOnlyList<GlossaryEntry> Load(string language)
    {
        using var stream = typeof(GlossaryEntry).Assembly.GetManifestResourceStream($"glossary/glossary.{language}.json")!;
        // The reader made without reflection leaves what a file does not name at 0.
        return [.. JsonSerializer.Deserialize(stream, GlossaryJson.Default.IReadOnlyListGlossaryEntry)!.Select(e => e with { Version = 1 })];
    }
}

/// <summary>Changes an entry: the next version, with who, when and why.</summary>
public sealed class ChangeEntry(IDbContextFactory<BridgeDb> contexts, TimeProvider time)
{
    /// <summary>Stores the next version.</summary>
    /// <param name="entry">How it reads from now on; its version is the one that was read, so that two writers do not overwrite each other.</param>
    /// <param name="why">Why.</param>
    /// <param name="by">Who.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>Null where it was stored.</returns>
    public async Task<Problem?> RunAsync(GlossaryEntry entry, string? why, string by, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(entry);
        if (!ReadGlossary.Shipped("en").Any(e => e.Key == entry.Key)) return new("glossary.gone");
        if (entry.Name.Trim().Length is 0 or > 200 || entry.Definition.Trim().Length is 0 or > 4000 || entry.Owner.Trim().Length is 0 or > 200 || entry.Formula?.Length > 4000) return new("glossary.incomplete");
        if (string.IsNullOrWhiteSpace(why)) return new("glossary.no-why");
        await using var db = contexts.CreateDbContext();
        db.Add(new GlossaryRow
        {
            Key = entry.Key, Version = entry.Version + 1, Name = entry.Name.Trim(), Definition = entry.Definition.Trim(), Formula = string.IsNullOrWhiteSpace(entry.Formula) ? null : entry.Formula.Trim(),
            Owner = entry.Owner.Trim(), Why = why.Trim(), By = by, At = time.GetUtcNow(),
        });
        try
        {
            await db.SaveChangesAsync(cancellationToken);
            return null;
        }
        catch (DbUpdateException e) when (db.Engine.IsDuplicate(e))
        {
            return new("glossary.changed-meanwhile");
        }
    }
}

/// <summary>The shipped glossary, read without reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(IReadOnlyList<GlossaryEntry>))]
public sealed partial class GlossaryJson : JsonSerializerContext;

/// <summary>This room's door.</summary>
public static class GlossarySetup
{
    /// <summary>Registers what changes the glossary.</summary>
    public static IServiceCollection AddGlossary(this IServiceCollection services) => services.AddSingleton<ChangeEntry>();
}
