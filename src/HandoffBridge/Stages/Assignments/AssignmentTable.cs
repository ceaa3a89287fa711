using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace HandoffBridge.Stages.Assignments;

/// <summary>Who takes a customer over, and which rule or person decided it.</summary>
public sealed class AssignmentRow
{
    /// <summary>The handoff.</summary>
    public required string HandoffId { get; init; }
    /// <summary>CSM's address, lower case; null: nobody yet.</summary>
    public string? CsmEmail { get; set; }
    /// <summary>Name of the rule that decided; null where a person did, or no rule fits.</summary>
    public string? Rule { get; set; }
    /// <summary>Address of the person who decided; null: a rule.</summary>
    public string? By { get; set; }
    /// <summary>When it was decided (UTC); of an unassigned one: since when it waits.</summary>
    public DateTimeOffset At { get; set; }
    /// <summary>Counts the decisions: names the notice of each.</summary>
    public int Number { get; set; }
}

internal sealed class AssignmentTable : IEntityTypeConfiguration<AssignmentRow>
{
    public void Configure(EntityTypeBuilder<AssignmentRow> builder)
    {
        builder.ToTable("assignments").HasKey(a => a.HandoffId);
        builder.HasIndex(a => a.CsmEmail);
        builder.Property(a => a.Number).IsConcurrencyToken();
    }
}
