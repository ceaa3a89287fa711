using HandoffBridge.Stages.Findings;

namespace HandoffBridge.Stages.Briefs;

/// <summary>
/// What the customer gets to read: needs, success measures, dates, what each side owes. Safe by construction: it has
/// no place for politics, risks, terms, roadmap or remarks, and every sentence in it is the customer's own, or a line
/// of the order they signed. Nothing that our side noted can be put in.
/// </summary>
public sealed record WhatWeHeard
{
    private WhatWeHeard() { }

    /// <summary>The customer.</summary>
    public required string AccountName { get; init; }
    /// <summary>The seller's contact; null where unknown.</summary>
    public required string? OwnerName { get; init; }
    /// <summary>When it was signed.</summary>
    public required DateOnly Signed { get; init; }
    /// <summary>ISO 639-1.</summary>
    public required string Language { get; init; }
    /// <summary>What they need, in their words.</summary>
    public required IReadOnlyList<Heard> Needs { get; init; }
    /// <summary>How they will see that it worked, in their words.</summary>
    public required IReadOnlyList<Heard> Measures { get; init; }
    /// <summary>Their dates, in their words.</summary>
    public required IReadOnlyList<Heard> Dates { get; init; }
    /// <summary>What we owe: their words for it where the signed paper covers it.</summary>
    public required IReadOnlyList<Heard> Ours { get; init; }
    /// <summary>What they owe, in their words.</summary>
    public required IReadOnlyList<Heard> Theirs { get; init; }
    /// <summary>The order as signed: product and quantity.</summary>
    public required IReadOnlyList<string> Order { get; init; }

    /// <summary>Takes from a brief what the customer said themselves and what they signed.</summary>
    /// <param name="brief">The brief.</param>
    /// <param name="language">Language of the headings; null: the brief's.</param>
    public static WhatWeHeard From(Brief brief, string? language = null)
    {
        ArgumentNullException.ThrowIfNull(brief);
        var needs = Of(brief, "need", i => !NamesSomebody(brief, i));
        var written = Languages.Language.Of(language ?? brief.Language);
        return new WhatWeHeard
        {
            AccountName = brief.Account.Name,
            OwnerName = brief.Deal.OwnerName,
            Signed = DateOnly.FromDateTime(brief.Deal.WonAt.DateTime),
            Language = written.Code,
            Needs = [.. needs.Where(n => !ReadVoice.IsSuccessMeasure(n.Quote))],
            Measures = [.. needs.Where(n => ReadVoice.IsSuccessMeasure(n.Quote))],
            Dates = [.. Of(brief, "urgency", i => !NamesSomebody(brief, i)).OrderBy(d => CalendarSpan.LastDay(d.Due) ?? DateOnly.MaxValue)],
            Ours = Of(brief, "commitment", i => i.Scope?.Status == "scoped"),
            Theirs = [.. Of(brief, "customer_commitment").OrderBy(d => CalendarSpan.LastDay(d.Due) ?? DateOnly.MaxValue)],
            Order = [.. brief.Signed.Where(s => s.Quantity is not null).Select(s => s.Quantity == 1 ? s.Product : $"{s.Product} × {written.Number(s.Quantity!.Value)}")],
        };
    }

    // What one of them told us of a colleague is not for the company to read; who brings what is.
    private static bool NamesSomebody(Brief brief, BriefItem item)
    {
        var words = item.Proofs.SelectMany(p => p.Quote.Split([' ', '\n', '\'', '’', ',', '.', ';', ':', '(', ')', '?', '!', '-'], StringSplitOptions.RemoveEmptyEntries)).ToHashSet(StringComparer.Ordinal);
        return brief.People.SelectMany(p => p.Name.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Any(n => n.Length > 2 && words.Contains(n));
    }

    private static IReadOnlyList<Heard> Of(Brief brief, string kind, Func<BriefItem, bool>? also = null) =>
        [.. brief.Items
            .Where(i => i.Kind == kind && i is { Restricted: false, State: not "dismissed" } && (also is null || also(i)))
            .Select(i => (Item: i, Proof: i.Proofs.Where(p => p.Side == "customer").OrderByDescending(p => p.Quote.Length).FirstOrDefault()))
            .Where(i => i.Proof is not null)
            .Select(i => new Heard(i.Proof!.Quote, i.Item.Due, DateOnly.FromDateTime(i.Proof.At.DateTime)))];
}

/// <summary>One sentence of the customer's.</summary>
/// <param name="Quote">Their words.</param>
/// <param name="Due">Calendar time as the signal guide writes it; null where none.</param>
/// <param name="On">When they said it.</param>
public sealed record Heard(string Quote, string? Due, DateOnly On)
{
    /// <summary>True where one of us reworded it: then it is no quote and does not look like one.</summary>
    public bool Edited { get; init; }
}
