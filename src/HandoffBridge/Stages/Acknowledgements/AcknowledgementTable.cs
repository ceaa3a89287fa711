using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace HandoffBridge.Stages.Acknowledgements;

/// <summary>A version was accepted or returned. Only ever added to: the last one stands.</summary>
public sealed class AcknowledgementRow
{
    /// <summary>Key, in the order of saving.</summary>
    public long Id { get; init; }
    /// <summary>The handoff.</summary>
    public required string HandoffId { get; init; }
    /// <summary>The version that was read.</summary>
    public required int Version { get; init; }
    /// <summary>accepted or returned.</summary>
    public required string Decision { get; init; }
    /// <summary>Returned: missing-need, unclear-promise, wrong-contact, wrong-scope or other; null where accepted.</summary>
    public string? Reason { get; init; }
    /// <summary>Returned: the item it is about; null: the whole.</summary>
    public string? ItemId { get; init; }
    /// <summary>Words of the reader; null: none.</summary>
    public string? Words { get; init; }
    /// <summary>Who.</summary>
    public required string By { get; init; }
    /// <summary>When (UTC).</summary>
    public DateTimeOffset At { get; init; }
    /// <summary>Made by the page for each tap; unique.</summary>
    public required string RequestId { get; init; }
}

/// <summary>What delivery asks the seller. The answer is an entry of the form: the seller's words have one home.</summary>
public sealed class DeliveryQuestionRow
{
    /// <summary>Key: "dq-" and what its request was, so that a repeated request asks once.</summary>
    public required string Id { get; init; }
    /// <summary>The handoff.</summary>
    public required string HandoffId { get; init; }
    /// <summary>The item it is about; null: the whole.</summary>
    public string? ItemId { get; init; }
    /// <summary>The question.</summary>
    public required string Text { get; init; }
    /// <summary>True where it is about a restricted item: question and answer stay off every brief.</summary>
    public bool Restricted { get; init; }
    /// <summary>Who asks.</summary>
    public required string By { get; init; }
    /// <summary>When (UTC).</summary>
    public DateTimeOffset At { get; init; }
}

/// <summary>What became of a commitment. One for each commitment: the last word counts.</summary>
public sealed class CommitmentOutcomeRow
{
    /// <summary>The handoff.</summary>
    public required string HandoffId { get; init; }
    /// <summary>The commitment.</summary>
    public required string ItemId { get; init; }
    /// <summary>kept, renegotiated or broken.</summary>
    public required string Outcome { get; set; }
    /// <summary>The day it was so (UTC midnight).</summary>
    public DateTimeOffset At { get; set; }
    /// <summary>Who says so.</summary>
    public required string By { get; set; }
}

/// <summary>The newest version somebody has read.</summary>
public sealed class BriefReadRow
{
    /// <summary>The handoff.</summary>
    public required string HandoffId { get; init; }
    /// <summary>Who read.</summary>
    public required string Email { get; init; }
    /// <summary>The version.</summary>
    public int Version { get; set; }
    /// <summary>The version read before that one; null: none.</summary>
    public int? Before { get; set; }
    /// <summary>When this version was first read (UTC).</summary>
    public DateTimeOffset At { get; set; }
}

internal sealed class AcknowledgementTable :
    IEntityTypeConfiguration<AcknowledgementRow>, IEntityTypeConfiguration<DeliveryQuestionRow>, IEntityTypeConfiguration<CommitmentOutcomeRow>, IEntityTypeConfiguration<BriefReadRow>
{
    public void Configure(EntityTypeBuilder<AcknowledgementRow> builder)
    {
        builder.ToTable("acknowledgements").HasKey(a => a.Id);
        builder.HasIndex(a => a.HandoffId);
        builder.HasIndex(a => a.RequestId).IsUnique();
    }

    public void Configure(EntityTypeBuilder<DeliveryQuestionRow> builder)
    {
        builder.ToTable("delivery_questions").HasKey(q => q.Id);
        builder.HasIndex(q => q.HandoffId);
    }

    public void Configure(EntityTypeBuilder<CommitmentOutcomeRow> builder) => builder.ToTable("commitment_outcomes").HasKey(o => new { o.HandoffId, o.ItemId });

    public void Configure(EntityTypeBuilder<BriefReadRow> builder)
    {
        builder.ToTable("brief_reads").HasKey(r => new { r.HandoffId, r.Email });
        builder.HasIndex(r => new { r.Email, r.HandoffId });
    }
}
