using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace HandoffBridge.Stages.Dossiers;

/// <summary>A snapshot of the whole paper trail: what a brief can be traced to.</summary>
public sealed class DossierRow
{
    /// <summary>The handoff.</summary>
    public required string HandoffId { get; init; }
    /// <summary>From 1; a changed paper trail is the next number.</summary>
    public required int Number { get; init; }
    /// <summary>The CRM's version it was read at; moves on where nothing of the content changed.</summary>
    public required string CrmVersion { get; set; }
    /// <summary>SHA-256 of <see cref="Json"/> (hex).</summary>
    public required string Sha256 { get; init; }
    /// <summary>The deal file.</summary>
    public required string Json { get; init; }
    /// <summary>What was left unread, one sentence a line.</summary>
    public required string Unread { get; init; }
    /// <summary>When it was collected (UTC).</summary>
    public DateTimeOffset CollectedAt { get; init; }
}

/// <summary>One document of a snapshot with its hash.</summary>
public sealed class DossierDocumentRow
{
    /// <summary>The handoff.</summary>
    public required string HandoffId { get; init; }
    /// <summary>The snapshot.</summary>
    public required int Number { get; init; }
    /// <summary>The document.</summary>
    public required string DocumentId { get; init; }
    /// <summary>SHA-256 of the raw text (hex).</summary>
    public required string Sha256 { get; init; }
}

/// <summary>A paper trail that could not be read: why, at which version, and when it is tried again.</summary>
public sealed class DossierFailureRow
{
    /// <summary>The handoff.</summary>
    public required string HandoffId { get; init; }
    /// <summary>The CRM's version.</summary>
    public required string CrmVersion { get; set; }
    /// <summary>One sentence.</summary>
    public required string Reason { get; set; }
    /// <summary>Failures in a row.</summary>
    public int Attempts { get; set; }
    /// <summary>Not before this time (UTC).</summary>
    public DateTimeOffset NextAt { get; set; }
}

internal sealed class DossierTable : IEntityTypeConfiguration<DossierRow>, IEntityTypeConfiguration<DossierDocumentRow>, IEntityTypeConfiguration<DossierFailureRow>
{
    public void Configure(EntityTypeBuilder<DossierFailureRow> builder) => builder.ToTable("dossier_failures").HasKey(f => f.HandoffId);

    public void Configure(EntityTypeBuilder<DossierRow> builder) => builder.ToTable("dossiers").HasKey(d => new { d.HandoffId, d.Number });

    public void Configure(EntityTypeBuilder<DossierDocumentRow> builder) => builder.ToTable("dossier_documents").HasKey(d => new { d.HandoffId, d.Number, d.DocumentId });
}
