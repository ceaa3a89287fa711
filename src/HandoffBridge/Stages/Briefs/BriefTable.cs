using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace HandoffBridge.Stages.Briefs;

/// <summary>One version of a brief.</summary>
public sealed class BriefRow
{
    /// <summary>The handoff.</summary>
    public required string HandoffId { get; init; }
    /// <summary>From 1.</summary>
    public required int Version { get; init; }
    /// <summary>unconfirmed, confirmed, overdue or retracted.</summary>
    public required string Status { get; init; }
    /// <summary>The findings it was written from.</summary>
    public required int FindingNumber { get; init; }
    /// <summary>SHA-256 over everything that went in: equal hash, no new version.</summary>
    public required string InputHash { get; init; }
    /// <summary>brief.json.</summary>
    public required string Json { get; init; }
    /// <summary>When (UTC).</summary>
    public DateTimeOffset WrittenAt { get; init; }
}

/// <summary>The newest version's facts, for lists, filters and counts: one row for each handoff, written with the brief.</summary>
public sealed class BriefCardRow
{
    /// <summary>The handoff.</summary>
    public required string HandoffId { get; init; }
    /// <summary>Newest version.</summary>
    public int Version { get; set; }
    /// <summary>Its status.</summary>
    public string Status { get; set; } = "";
    /// <summary>Deal.</summary>
    public string DealName { get; set; } = "";
    /// <summary>new, expansion or renewal.</summary>
    public string DealKind { get; set; } = "";
    /// <summary>The CRM's id of the account.</summary>
    public string AccountId { get; set; } = "";
    /// <summary>Customer.</summary>
    public string AccountName { get; set; } = "";
    /// <summary>Country; null where unknown.</summary>
    public string? Country { get; set; }
    /// <summary>Industry; null where unknown.</summary>
    public string? Industry { get; set; }
    /// <summary>AE.</summary>
    public string? OwnerName { get; set; }
    /// <summary>AE's address, lower case.</summary>
    public string? OwnerEmail { get; set; }
    /// <summary>Address of the colleague the form was handed to, lower case; null: nobody.</summary>
    public string? DelegateEmail { get; set; }
    /// <summary>CSM's address, lower case; null: unassigned.</summary>
    public string? CsmEmail { get; set; }
    /// <summary>Amount in <see cref="Currency"/>.</summary>
    public decimal? Amount { get; set; }
    /// <summary>ISO 4217.</summary>
    public string? Currency { get; set; }
    /// <summary>When it was won (UTC).</summary>
    public DateTimeOffset WonAt { get; set; }
    /// <summary>Readiness, 0 to 100.</summary>
    public int Readiness { get; set; }
    /// <summary>Commitments nothing signed covers.</summary>
    public int Unscoped { get; set; }
    /// <summary>Open questions without an answer.</summary>
    public int OpenQuestions { get; set; }
    /// <summary>First customer date after the win (ISO day); null where there is none.</summary>
    public string? NextDue { get; set; }
    /// <summary>Sixty-second summary.</summary>
    public string Summary { get; set; } = "";
    /// <summary>When the newest version was written (UTC).</summary>
    public DateTimeOffset UpdatedAt { get; set; }
}

internal sealed class BriefTable : IEntityTypeConfiguration<BriefRow>, IEntityTypeConfiguration<BriefCardRow>
{
    public void Configure(EntityTypeBuilder<BriefRow> builder) => builder.ToTable("briefs").HasKey(b => new { b.HandoffId, b.Version });

    public void Configure(EntityTypeBuilder<BriefCardRow> builder)
    {
        builder.ToTable("brief_cards").HasKey(c => c.HandoffId);
        // All that a list is filtered and counted by: read instead of the rows, which hold whole summaries.
        builder.HasIndex(c => new { c.WonAt, c.HandoffId, c.Version, c.Status, c.Unscoped, c.OpenQuestions, c.NextDue, c.CsmEmail }).HasDatabaseName("IX_brief_cards_list");
        builder.HasIndex(c => c.OwnerEmail);
        builder.HasIndex(c => c.DelegateEmail);
        builder.HasIndex(c => c.CsmEmail);
        builder.HasIndex(c => c.AccountId);
        builder.HasIndex(c => c.NextDue);
    }
}
