using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace HandoffBridge.Stages.Glossary;

/// <summary>A changed entry of the glossary: version 1 ships with the program, these follow it. Only ever added to.</summary>
public sealed class GlossaryRow
{
    /// <summary>The entry.</summary>
    public required string Key { get; init; }
    /// <summary>From 2.</summary>
    public required int Version { get; init; }
    /// <summary>Name.</summary>
    public required string Name { get; init; }
    /// <summary>What it means.</summary>
    public required string Definition { get; init; }
    /// <summary>How it is counted; null for words that are no numbers.</summary>
    public string? Formula { get; init; }
    /// <summary>Who answers for the definition.</summary>
    public required string Owner { get; init; }
    /// <summary>Why it was changed.</summary>
    public required string Why { get; init; }
    /// <summary>Who changed it.</summary>
    public required string By { get; init; }
    /// <summary>When (UTC).</summary>
    public DateTimeOffset At { get; init; }
}

internal sealed class GlossaryTable : IEntityTypeConfiguration<GlossaryRow>
{
    public void Configure(EntityTypeBuilder<GlossaryRow> builder) => builder.ToTable("glossary_versions").HasKey(g => new { g.Key, g.Version });
}
