using System.Security.Cryptography;
using System.Text;
using HandoffBridge.Connectors.Crm;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace HandoffBridge.Stages.Deals;

/// <summary>A deal that was won at least once: the handoff itself. Key: organisation + deal, whatever happens to it later.</summary>
public sealed class DealRow
{
    /// <summary>Made from organisation and deal id, so that the same deal can never start two.</summary>
    public required string HandoffId { get; init; }
    /// <summary>Name of the CRM.</summary>
    public required string Source { get; init; }
    /// <summary>Organisation (environment) of the CRM.</summary>
    public required string Organisation { get; init; }
    /// <summary>The CRM's id of the deal.</summary>
    public required string DealId { get; init; }
    /// <summary>Name, as last seen.</summary>
    public string Name { get; set; } = "";
    /// <summary>How it stands now.</summary>
    public CrmDealState State { get; set; }
    /// <summary>When it was won, as last seen.</summary>
    public DateTimeOffset? WonAt { get; set; }
    /// <summary>Names the win.</summary>
    public string? WinId { get; set; }
    /// <summary>How many times it was won.</summary>
    public int Epoch { get; set; }
    /// <summary>Changes whenever the dossier may have changed.</summary>
    public string Version { get; set; } = "";
    /// <summary>True where it came by backfill: nobody is reminded of it.</summary>
    public bool Quiet { get; set; }
    /// <summary>When the watcher first saw it won (UTC).</summary>
    public DateTimeOffset FirstSeenAt { get; init; }
    /// <summary>When the watcher last saw it change (UTC).</summary>
    public DateTimeOffset ChangedAt { get; set; }

    /// <summary>The handoff of a deal: ten characters that can be read aloud (no I, L, O, U).</summary>
    public static string IdOf(CrmDealKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        const string alphabet = "0123456789abcdefghjkmnpqrstvwxyz";
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(key.Organisation + "\n" + key.DealId));
        return "h" + string.Concat(hash.Take(13).Select(b => alphabet[b & 31]));
    }
}

/// <summary>Where the watcher stands in a CRM. Saved with the changes it covers.</summary>
public sealed class CursorRow
{
    /// <summary>Name of the CRM.</summary>
    public required string Source { get; init; }
    /// <summary>The CRM's own cursor; null before the first poll.</summary>
    public string? Value { get; set; }
    /// <summary>When it last moved (UTC).</summary>
    public DateTimeOffset SavedAt { get; set; }
    /// <summary>When a poll last succeeded (UTC).</summary>
    public DateTimeOffset? PolledAt { get; set; }
    /// <summary>Why the last poll failed; null where it succeeded.</summary>
    public string? Error { get; set; }
    /// <summary>Since when polls fail; null where they succeed.</summary>
    public DateTimeOffset? FailingSince { get; set; }
}

/// <summary>A webhook's word that a deal may have changed.</summary>
public sealed class HintRow
{
    /// <summary>The CRM's id of the deal.</summary>
    public required string DealId { get; init; }
    /// <summary>When it came last (UTC).</summary>
    public DateTimeOffset At { get; set; }
}

/// <summary>Something in the CRM that could not be read, shown on /operations until it is mended.</summary>
public sealed class SourceFindingRow
{
    /// <summary>Key.</summary>
    public long Id { get; init; }
    /// <summary>Name of the CRM.</summary>
    public required string Source { get; init; }
    /// <summary>File or record.</summary>
    public required string Place { get; init; }
    /// <summary>Field; empty for the whole.</summary>
    public required string Field { get; init; }
    /// <summary>One sentence with the remedy.</summary>
    public required string Message { get; init; }
    /// <summary>1-based line; null where there is none.</summary>
    public int? Line { get; init; }
    /// <summary>1-based column; null where there is none.</summary>
    public int? Column { get; init; }
    /// <summary>When it was found (UTC).</summary>
    public DateTimeOffset At { get; init; }
}

internal sealed class DealTable : IEntityTypeConfiguration<DealRow>, IEntityTypeConfiguration<CursorRow>, IEntityTypeConfiguration<HintRow>, IEntityTypeConfiguration<SourceFindingRow>
{
    public void Configure(EntityTypeBuilder<DealRow> builder)
    {
        builder.ToTable("deals").HasKey(d => d.HandoffId);
        builder.HasIndex(d => new { d.Organisation, d.DealId }).IsUnique();
        builder.HasIndex(d => d.ChangedAt);
        builder.Property(d => d.State).HasConversion<string>();
        builder.Property(d => d.Version).IsConcurrencyToken();
    }

    public void Configure(EntityTypeBuilder<CursorRow> builder) => builder.ToTable("deal_cursors").HasKey(c => c.Source);

    public void Configure(EntityTypeBuilder<HintRow> builder) => builder.ToTable("deal_hints").HasKey(h => h.DealId);

    public void Configure(EntityTypeBuilder<SourceFindingRow> builder)
    {
        builder.ToTable("source_findings").HasKey(f => f.Id);
        builder.HasIndex(f => new { f.Source, f.Place });
    }
}
