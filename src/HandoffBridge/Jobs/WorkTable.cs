using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace HandoffBridge.Jobs;

/// <summary>
/// That a handoff wants work. Whoever stores something that a later stage must see adds one to <see cref="Wanted"/> in
/// the same transaction; a pass that found nothing more to do sets <see cref="Served"/> to the number it began with. So
/// no output is ever without its follow-up, whatever crashes, and the scheduler is only a way to be quick.
/// </summary>
public sealed class WorkRow
{
    /// <summary>The handoff.</summary>
    public required string HandoffId { get; init; }
    /// <summary>Counts the wishes.</summary>
    public int Wanted { get; set; }
    /// <summary>The wishes that were served.</summary>
    public int Served { get; set; }
    /// <summary>Failures in a row.</summary>
    public int Attempts { get; set; }
    /// <summary>The stage that failed or waits; null where all is done.</summary>
    public string? Stage { get; set; }
    /// <summary>Why it failed or waits.</summary>
    public string? Reason { get; set; }
    /// <summary>Not before this time (UTC); null: at once.</summary>
    public DateTimeOffset? NextAt { get; set; }
    /// <summary>True where it waits for a person on /operations.</summary>
    public bool Parked { get; set; }
    /// <summary>Since when it has not been done (UTC).</summary>
    public DateTimeOffset Since { get; set; }
}

/// <summary>One attempt at a stage that wrote something or failed.</summary>
public sealed class AttemptRow
{
    /// <summary>Key.</summary>
    public long Id { get; init; }
    /// <summary>The handoff.</summary>
    public required string HandoffId { get; init; }
    /// <summary>The stage.</summary>
    public required string Stage { get; init; }
    /// <summary>When it began (UTC).</summary>
    public DateTimeOffset StartedAt { get; init; }
    /// <summary>How long it took, in milliseconds.</summary>
    public int Milliseconds { get; init; }
    /// <summary>The error's sentence; null where it succeeded.</summary>
    public string? Error { get; init; }
    /// <summary>The node that did it.</summary>
    public required string Node { get; init; }
}

/// <summary>Who may work on something, and until when. The token grows with every owner: a late one is recognised.</summary>
public sealed class LeaseRow
{
    /// <summary>What is leased: "handoff:h1…", "watch".</summary>
    public required string Name { get; init; }
    /// <summary>The node and worker.</summary>
    public required string Owner { get; set; }
    /// <summary>Fencing token.</summary>
    public long Token { get; set; }
    /// <summary>When it lapses (UTC).</summary>
    public DateTimeOffset Until { get; set; }
}

internal sealed class WorkTable : IEntityTypeConfiguration<WorkRow>, IEntityTypeConfiguration<AttemptRow>, IEntityTypeConfiguration<LeaseRow>
{
    public void Configure(EntityTypeBuilder<WorkRow> builder)
    {
        builder.ToTable("work").HasKey(w => w.HandoffId);
        builder.HasIndex(w => new { w.Parked, w.NextAt });
    }

    public void Configure(EntityTypeBuilder<AttemptRow> builder)
    {
        builder.ToTable("attempts").HasKey(a => a.Id);
        builder.HasIndex(a => new { a.HandoffId, a.StartedAt });
    }

    public void Configure(EntityTypeBuilder<LeaseRow> builder) => builder.ToTable("leases").HasKey(l => l.Name);
}
