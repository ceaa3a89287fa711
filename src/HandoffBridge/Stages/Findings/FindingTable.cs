using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace HandoffBridge.Stages.Findings;

/// <summary>What reconciling made of one set of signals, the register and the standard deal.</summary>
public sealed class FindingSetRow
{
    /// <summary>The handoff.</summary>
    public required string HandoffId { get; init; }
    /// <summary>From 1.</summary>
    public required int Number { get; init; }
    /// <summary>The snapshot it is about.</summary>
    public required int DossierNumber { get; init; }
    /// <summary>SHA-256 over everything that went in: equal hash, nothing to do.</summary>
    public required string InputHash { get; init; }
    /// <summary>The findings as JSON.</summary>
    public required string Json { get; init; }
    /// <summary>When (UTC).</summary>
    public DateTimeOffset At { get; init; }
}

internal sealed class FindingTable : IEntityTypeConfiguration<FindingSetRow>
{
    public void Configure(EntityTypeBuilder<FindingSetRow> builder) => builder.ToTable("finding_sets").HasKey(f => new { f.HandoffId, f.Number });
}
