using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace HandoffBridge.Stages.Roadmap;

/// <summary>One feature of the roadmap register, as product says today.</summary>
public sealed class FeatureRow
{
    /// <summary>Stable over renamings.</summary>
    public required string Id { get; init; }
    /// <summary>Product's name for it.</summary>
    public string Name { get; set; } = "";
    /// <summary>The name in lower case: unique.</summary>
    public string NameKey { get; set; } = "";
    /// <summary>What customers and sellers call it, one a line.</summary>
    public string Aliases { get; set; } = "";
    /// <summary>One of <see cref="RoadmapRegister.Statuses"/>.</summary>
    public string Status { get; set; } = "";
    /// <summary>Calendar time; null where product names none.</summary>
    public string? Target { get; set; }
    /// <summary>Who answers for it; null where nobody does.</summary>
    public string? Owner { get; set; }
    /// <summary>When product last said so; null where unknown.</summary>
    public DateOnly? AsOf { get; set; }
    /// <summary>True where it was taken out of the register; its history stays.</summary>
    public bool Removed { get; set; }
}

/// <summary>A feature as it stood after one change. Only ever added to.</summary>
public sealed class FeatureChangeRow
{
    /// <summary>Key, in the order of changes.</summary>
    public long Id { get; init; }
    /// <summary>The feature.</summary>
    public required string FeatureId { get; init; }
    /// <summary>added, changed or removed.</summary>
    public required string What { get; init; }
    /// <summary>Name.</summary>
    public required string Name { get; init; }
    /// <summary>Aliases, one a line.</summary>
    public required string Aliases { get; init; }
    /// <summary>Status.</summary>
    public required string Status { get; init; }
    /// <summary>Target.</summary>
    public string? Target { get; init; }
    /// <summary>Owner.</summary>
    public string? Owner { get; init; }
    /// <summary>As of.</summary>
    public DateOnly? AsOf { get; init; }
    /// <summary>Why, where somebody said so.</summary>
    public string? Why { get; init; }
    /// <summary>Who.</summary>
    public required string By { get; init; }
    /// <summary>When (UTC).</summary>
    public DateTimeOffset At { get; init; }
}

internal sealed class RoadmapTable : IEntityTypeConfiguration<FeatureRow>, IEntityTypeConfiguration<FeatureChangeRow>
{
    public void Configure(EntityTypeBuilder<FeatureRow> builder)
    {
        builder.ToTable("roadmap_features").HasKey(f => f.Id);
        builder.HasIndex(f => f.NameKey).IsUnique();
    }

    public void Configure(EntityTypeBuilder<FeatureChangeRow> builder)
    {
        builder.ToTable("roadmap_changes").HasKey(f => f.Id);
        builder.HasIndex(f => f.FeatureId);
    }
}
