using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace HandoffBridge.Stages.Notices;

/// <summary>One thing one person is to be told, once. Stored before it is sent and marked after.</summary>
public sealed class NoticeRow
{
    /// <summary>Handoff, kind, slot and recipient: the same thing can never be stored twice.</summary>
    public required string Key { get; init; }
    /// <summary>The handoff.</summary>
    public required string HandoffId { get; init; }
    /// <summary>One of <see cref="NoticeKinds"/>.</summary>
    public required string Kind { get; init; }
    /// <summary>Which of its kind: a win's number and a step, a version, a question.</summary>
    public required string Slot { get; init; }
    /// <summary>Address in lower case, or a channel.</summary>
    public required string Recipient { get; init; }
    /// <summary>When it was meant (UTC).</summary>
    public DateTimeOffset At { get; init; }
    /// <summary>waiting, sent, shown (no way leads there), failed, doubtful (perhaps arrived, not repeated again) or skipped (no longer true).</summary>
    public required string State { get; set; }
    /// <summary>The mail it goes out with; null before it has one.</summary>
    public string? Bundle { get; set; }
    /// <summary>How often it was handed over without a sure refusal: it is handed over twice at most.</summary>
    public int Handed { get; set; }
    /// <summary>How often it was refused or nobody answered.</summary>
    public int Refused { get; set; }
    /// <summary>Not before this time (UTC).</summary>
    public DateTimeOffset? NextAt { get; set; }
    /// <summary>When it was sent (UTC).</summary>
    public DateTimeOffset? SentAt { get; set; }
    /// <summary>Why it was not sent, one sentence.</summary>
    public string? Error { get; set; }
}

internal sealed class NoticeTable : IEntityTypeConfiguration<NoticeRow>
{
    public void Configure(EntityTypeBuilder<NoticeRow> builder)
    {
        builder.ToTable("notices").HasKey(n => n.Key);
        builder.HasIndex(n => n.HandoffId);
        builder.HasIndex(n => new { n.State, n.NextAt });
        builder.HasIndex(n => new { n.Recipient, n.SentAt });
    }
}
