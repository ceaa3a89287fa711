using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace HandoffBridge.Stages.Signals;

/// <summary>What extraction found in one snapshot.</summary>
public sealed class SignalSetRow
{
    /// <summary>The handoff.</summary>
    public required string HandoffId { get; init; }
    /// <summary>The snapshot.</summary>
    public required int DossierNumber { get; init; }
    /// <summary>Name and version of the engine.</summary>
    public required string Engine { get; init; }
    /// <summary>The signals as JSON.</summary>
    public required string Json { get; init; }
    /// <summary>Remarks as JSON.</summary>
    public required string Remarks { get; init; }
    /// <summary>When (UTC).</summary>
    public DateTimeOffset At { get; init; }
}

internal sealed class SignalTable : IEntityTypeConfiguration<SignalSetRow>
{
    public void Configure(EntityTypeBuilder<SignalSetRow> builder) => builder.ToTable("signal_sets").HasKey(s => new { s.HandoffId, s.DossierNumber });
}
