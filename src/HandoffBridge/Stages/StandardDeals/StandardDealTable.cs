using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace HandoffBridge.Stages.StandardDeals;

/// <summary>One limit of the standard deal with its days. Never changed: a new one replaces it, and it stays readable.</summary>
public sealed class LimitRow
{
    /// <summary>Key, in the order of setting.</summary>
    public long Id { get; init; }
    /// <summary>One of <see cref="StandardDeal.Terms"/>.</summary>
    public required string Term { get; init; }
    /// <summary>Highest standard value; null where there is none.</summary>
    public decimal? AtMost { get; init; }
    /// <summary>Lowest standard value; null where there is none. Neither: the term is not standard at all.</summary>
    public decimal? AtLeast { get; init; }
    /// <summary>First day; null: always did.</summary>
    public DateOnly? From { get; init; }
    /// <summary>Last day; null: still does.</summary>
    public DateOnly? Until { get; init; }
    /// <summary>Why it was set.</summary>
    public required string Why { get; init; }
    /// <summary>Who set it.</summary>
    public required string SetBy { get; init; }
    /// <summary>When it was set (UTC).</summary>
    public DateTimeOffset SetAt { get; init; }
    /// <summary>When it was replaced or ended (UTC); null: it stands.</summary>
    public DateTimeOffset? ReplacedAt { get; set; }
    /// <summary>Who replaced it.</summary>
    public string? ReplacedBy { get; set; }
}

internal sealed class StandardDealTable : IEntityTypeConfiguration<LimitRow>
{
    public void Configure(EntityTypeBuilder<LimitRow> builder) => builder.ToTable("standard_limits").HasKey(l => l.Id);
}
