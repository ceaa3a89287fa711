using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace HandoffBridge.Stages.Publications;

/// <summary>The ledger: one remote item. Written as intended before the call and as done after it.</summary>
public sealed class PublicationRow
{
    /// <summary>Target's name.</summary>
    public required string Target { get; init; }
    /// <summary>The handoff.</summary>
    public required string HandoffId { get; init; }
    /// <summary>The item's key in the target's plan.</summary>
    public required string ItemKey { get; init; }
    /// <summary>Remote id; null while only intended.</summary>
    public string? RemoteId { get; set; }
    /// <summary>Hash of what is written or intended.</summary>
    public required string ContentHash { get; set; }
    /// <summary>False between intention and answer.</summary>
    public bool Done { get; set; }
    /// <summary>Version of the brief.</summary>
    public int Version { get; set; }
    /// <summary>When it was intended (UTC).</summary>
    public DateTimeOffset IntendedAt { get; set; }
    /// <summary>When the target confirmed (UTC).</summary>
    public DateTimeOffset? DoneAt { get; set; }
}

/// <summary>A version that is completely out.</summary>
public sealed class PublishedVersionRow
{
    /// <summary>Target's name.</summary>
    public required string Target { get; init; }
    /// <summary>The handoff.</summary>
    public required string HandoffId { get; init; }
    /// <summary>Version of the brief.</summary>
    public required int Version { get; init; }
    /// <summary>When the last item was confirmed (UTC).</summary>
    public DateTimeOffset At { get; init; }
}

internal sealed class PublicationTable : IEntityTypeConfiguration<PublicationRow>, IEntityTypeConfiguration<PublishedVersionRow>
{
    public void Configure(EntityTypeBuilder<PublicationRow> builder) => builder.ToTable("publications").HasKey(p => new { p.Target, p.HandoffId, p.ItemKey });

    public void Configure(EntityTypeBuilder<PublishedVersionRow> builder)
    {
        builder.ToTable("published_versions").HasKey(p => new { p.Target, p.HandoffId, p.Version });
        builder.HasIndex(p => p.HandoffId);
    }
}
