using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace HandoffBridge.Stages.Forms;

/// <summary>The AE's form: one for each handoff, open from the first brief.</summary>
public sealed class FormRow
{
    /// <summary>The handoff.</summary>
    public required string HandoffId { get; init; }
    /// <summary>Win this form belongs to: a deal won again asks again for what changed.</summary>
    public int Epoch { get; set; }
    /// <summary>When it was opened (UTC).</summary>
    public DateTimeOffset OpenedAt { get; set; }
    /// <summary>When it is due (UTC), in business time after opening; null where nobody is reminded (backfill).</summary>
    public DateTimeOffset? DueAt { get; set; }
    /// <summary>When it was handed in (UTC).</summary>
    public DateTimeOffset? SubmittedAt { get; set; }
    /// <summary>Who handed it in.</summary>
    public string? SubmittedBy { get; set; }
    /// <summary>When the brief went on without it (UTC).</summary>
    public DateTimeOffset? OverdueAt { get; set; }
    /// <summary>Address of the colleague it was handed to; null: the deal's owner.</summary>
    public string? DelegatedTo { get; set; }
    /// <summary>Counts every entry: a page that knows an older number reloads instead of overwriting.</summary>
    public int Revision { get; set; }
}

/// <summary>One thing a person said on the form. Only ever added to: nobody's words are lost.</summary>
public sealed class FormEntryRow
{
    /// <summary>Key, in the order of saving.</summary>
    public long Id { get; init; }
    /// <summary>The handoff.</summary>
    public required string HandoffId { get; init; }
    /// <summary>The item or question; "form" for the whole.</summary>
    public required string ItemId { get; init; }
    /// <summary>confirm, correct, dismiss, add, answer, dispose, undo, submit, override, delegate, keep (words on something that is gone).</summary>
    public required string Action { get; init; }
    /// <summary>Words of the person.</summary>
    public string? Text { get; init; }
    /// <summary>Reason of a dismissal or override; the question, where delivery asked it.</summary>
    public string? Reason { get; init; }
    /// <summary>Disposition: scope, goodwill, product or withdraw.</summary>
    public string? Decision { get; init; }
    /// <summary>Owner of a disposition, or whom the form was handed to.</summary>
    public string? Owner { get; init; }
    /// <summary>Kind of an added item; "private" of an answer that stays off every brief.</summary>
    public string? Kind { get; init; }
    /// <summary>Due of an added or corrected item.</summary>
    public string? Due { get; init; }
    /// <summary>Who.</summary>
    public required string By { get; init; }
    /// <summary>When (UTC).</summary>
    public DateTimeOffset At { get; init; }
    /// <summary>Made by the page for each tap, so that a repeated request saves once; unique.</summary>
    public required string RequestId { get; init; }
}

internal sealed class FormTable : IEntityTypeConfiguration<FormRow>, IEntityTypeConfiguration<FormEntryRow>
{
    public void Configure(EntityTypeBuilder<FormRow> builder)
    {
        builder.ToTable("forms").HasKey(f => f.HandoffId);
        builder.Property(f => f.Revision).IsConcurrencyToken();
        builder.HasIndex(f => f.DueAt);
    }

    public void Configure(EntityTypeBuilder<FormEntryRow> builder)
    {
        builder.ToTable("form_entries").HasKey(f => f.Id);
        builder.HasIndex(f => f.HandoffId);
        builder.HasIndex(f => f.RequestId).IsUnique();
    }
}
