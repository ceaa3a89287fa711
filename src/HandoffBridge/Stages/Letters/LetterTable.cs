using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace HandoffBridge.Stages.Letters;

/// <summary>What people made of "What we heard" for one customer: their edits and who approved exactly which words.</summary>
public sealed class LetterRow
{
    /// <summary>The handoff.</summary>
    public required string HandoffId { get; init; }
    /// <summary>Edits as JSON: <see cref="LetterEdit"/> by entry.</summary>
    public string Edits { get; set; } = "{}";
    /// <summary>Counts the saves.</summary>
    public int Revision { get; set; }
    /// <summary>Who edited last; null: nobody.</summary>
    public string? EditedBy { get; set; }
    /// <summary>When (UTC).</summary>
    public DateTimeOffset? EditedAt { get; set; }
    /// <summary>Hash of the approved words: other words are not approved.</summary>
    public string? ApprovedHash { get; set; }
    /// <summary>Who approved.</summary>
    public string? ApprovedBy { get; set; }
    /// <summary>When (UTC).</summary>
    public DateTimeOffset? ApprovedAt { get; set; }
}

/// <summary>An edit of one entry.</summary>
/// <param name="Text">Words that stand instead; null: the customer's own.</param>
/// <param name="Hidden">Whether it is left out.</param>
public sealed record LetterEdit(string? Text, bool Hidden);

internal sealed class LetterTable : IEntityTypeConfiguration<LetterRow>
{
    public void Configure(EntityTypeBuilder<LetterRow> builder)
    {
        builder.ToTable("letters").HasKey(l => l.HandoffId);
        builder.Property(l => l.Revision).IsConcurrencyToken();
    }
}
