using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace HandoffBridge.Stages.Reviews;

/// <summary>What the operating review knows of a handoff: one slim row, made from the tables above and made again whenever they change.</summary>
public sealed class FactRow
{
    /// <summary>The handoff.</summary>
    public required string HandoffId { get; init; }
    /// <summary>What went in: equal stamp, nothing to do.</summary>
    public string Stamp { get; set; } = "";
    /// <summary>Deal.</summary>
    public string DealName { get; set; } = "";
    /// <summary>The CRM's id of the account.</summary>
    public string AccountId { get; set; } = "";
    /// <summary>Customer.</summary>
    public string AccountName { get; set; } = "";
    /// <summary>AE.</summary>
    public string? OwnerName { get; set; }
    /// <summary>AE's address, lower case; null where unknown.</summary>
    public string? OwnerEmail { get; set; }
    /// <summary>Who approved the deal's terms, where the CRM's sales team says; null elsewhere.</summary>
    public string? Approver { get; set; }
    /// <summary>new, expansion or renewal.</summary>
    public string Kind { get; set; } = "";
    /// <summary>The standing win (UTC).</summary>
    public DateTimeOffset WonAt { get; set; }
    /// <summary>Amount in <see cref="Currency"/>; null where the CRM gives none.</summary>
    public decimal? Amount { get; set; }
    /// <summary>ISO 4217; null where unknown.</summary>
    public string? Currency { get; set; }
    /// <summary>Length of the contract; null where unknown.</summary>
    public int? TermMonths { get; set; }
    /// <summary>Version of the brief these facts are of.</summary>
    public int BriefVersion { get; set; }
    /// <summary>Status of that version.</summary>
    public string Status { get; set; } = "";
    /// <summary>Commitments that were not dismissed.</summary>
    public int Commitments { get; set; }
    /// <summary>Of these, covered by nothing that was signed, or contradicted by it.</summary>
    public int Unscoped { get; set; }
    /// <summary>Features the customer heard of.</summary>
    public int RoadmapHeard { get; set; }
    /// <summary>Of these, not shipped today, or unknown to the register: told from the register when the review is read, never stored.</summary>
    public int RoadmapExposed { get; set; }
    /// <summary>Terms that are known and limited by the standard deal.</summary>
    public int TermsKnown { get; set; }
    /// <summary>Of these, off the standard.</summary>
    public int TermsOff { get; set; }
    /// <summary>Terms off the standard, in the standard deal's order, joined by +; empty: a standard deal.</summary>
    public string Structure { get; set; } = "";
    /// <summary>Each known term as name, actual, standard, 1 (within) or 0, separated by tabs, one a line.</summary>
    public string Terms { get; set; } = "";
    /// <summary>Readiness of the version that was published first after the win; null: none is out, or it came by backfill.</summary>
    public int? ReadinessFirst { get; set; }
    /// <summary>Form opened to handed in by the seller, in seconds of their working time; null: not yet, or closed by somebody else, or backfill.</summary>
    public long? ResponseSeconds { get; set; }
    /// <summary>Win to first brief, in seconds; null: none since, or backfill.</summary>
    public long? BriefSeconds { get; set; }
    /// <summary>Win to acceptance, in seconds; null: not accepted, or backfill.</summary>
    public long? AcceptSeconds { get; set; }
    /// <summary>True where the last answer of delivery accepts.</summary>
    public bool Accepted { get; set; }
    /// <summary>How often delivery answered since the win.</summary>
    public int Answers { get; set; }
    /// <summary>Reasons of returns, one a line, oldest first.</summary>
    public string ReturnReasons { get; set; } = "";
    /// <summary>How often it was returned since the win.</summary>
    public int Returns { get; set; }
    /// <summary>Commitments kept.</summary>
    public int Kept { get; set; }
    /// <summary>Commitments renegotiated.</summary>
    public int Renegotiated { get; set; }
    /// <summary>Commitments broken.</summary>
    public int Broken { get; set; }
    /// <summary>trust, inertia or mixed; null on new deals.</summary>
    public string? Engagement { get; set; }
    /// <summary>Contacts from first touch to signature.</summary>
    public int Contacts { get; set; }
    /// <summary>Of these, with the customer.</summary>
    public int CustomerContacts { get; set; }
    /// <summary>Long stretches without any contact.</summary>
    public int Silences { get; set; }
    /// <summary>People who took part and were not heard from any more.</summary>
    public int WentQuiet { get; set; }
    /// <summary>The customer's people who took part.</summary>
    public int Voices { get; set; }
    /// <summary>Share of the evidence in the customer's own words, in per cent.</summary>
    public int CustomerShare { get; set; }
    /// <summary>Codes of the customer questions the trail answers, joined by +.</summary>
    public string Answered { get; set; } = "";
    /// <summary>When these facts were counted (UTC).</summary>
    public DateTimeOffset CountedAt { get; set; }
}

/// <summary>One feature a customer heard of, as the newest brief has it. Nothing restricted.</summary>
public sealed class MentionRow
{
    /// <summary>The handoff.</summary>
    public required string HandoffId { get; init; }
    /// <summary>The item of the brief.</summary>
    public required string ItemId { get; init; }
    /// <summary>Name in the register; where the register has none, the words that were heard.</summary>
    public required string Feature { get; init; }
    /// <summary>Whether the register knows it.</summary>
    public bool Known { get; init; }
    /// <summary>When the customer expects it; null where nobody said.</summary>
    public string? Due { get; init; }
}

/// <summary>The target of a number from a day on. Only ever added to.</summary>
public sealed class TargetRow
{
    /// <summary>Key, in the order of setting.</summary>
    public long Id { get; init; }
    /// <summary>The number.</summary>
    public required string Number { get; init; }
    /// <summary>In the number's unit; null: none any more.</summary>
    public decimal? Value { get; init; }
    /// <summary>Who set it.</summary>
    public required string By { get; init; }
    /// <summary>When (UTC).</summary>
    public DateTimeOffset At { get; init; }
}

/// <summary>A review that was mailed: each period once.</summary>
public sealed class MailedReviewRow
{
    /// <summary>The period, such as 2026-10.</summary>
    public required string Period { get; init; }
    /// <summary>When (UTC).</summary>
    public DateTimeOffset At { get; init; }
}

internal sealed class ReviewTable : IEntityTypeConfiguration<FactRow>, IEntityTypeConfiguration<MentionRow>, IEntityTypeConfiguration<TargetRow>, IEntityTypeConfiguration<MailedReviewRow>
{
    public void Configure(EntityTypeBuilder<FactRow> builder)
    {
        builder.ToTable("review_facts").HasKey(f => f.HandoffId);
        builder.HasIndex(f => f.WonAt);
        builder.HasIndex(f => f.AccountId);
        builder.Ignore(f => f.RoadmapExposed);
    }

    public void Configure(EntityTypeBuilder<MentionRow> builder)
    {
        builder.ToTable("review_mentions").HasKey(m => new { m.HandoffId, m.ItemId });
        builder.HasIndex(m => m.Feature);
    }

    public void Configure(EntityTypeBuilder<TargetRow> builder) => builder.ToTable("review_targets").HasKey(t => t.Id);

    public void Configure(EntityTypeBuilder<MailedReviewRow> builder) => builder.ToTable("review_mails").HasKey(m => m.Period);
}
