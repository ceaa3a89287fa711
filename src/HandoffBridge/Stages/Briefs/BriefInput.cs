using HandoffBridge.Extraction.Deals;
using HandoffBridge.Stages.Findings;

namespace HandoffBridge.Stages.Briefs;

/// <summary>All a brief version is written from. The same input gives the same brief.</summary>
public sealed record BriefInput
{
    /// <summary>The deal as it was read.</summary>
    public required DealFile Deal { get; init; }
    /// <summary>What the trail says.</summary>
    public required FindingSet Findings { get; init; }
    /// <summary>Version, from 1.</summary>
    public required int Version { get; init; }
    /// <summary>When it is written (UTC).</summary>
    public required DateTimeOffset CreatedAt { get; init; }
    /// <summary>unconfirmed, confirmed, overdue or retracted.</summary>
    public string Status { get; init; } = "unconfirmed";
    /// <summary>What people decided on items, oldest first: the last word on an item counts.</summary>
    public IReadOnlyList<ItemDecision> Decisions { get; init; } = [];
    /// <summary>Answers to open questions.</summary>
    public IReadOnlyList<QuestionAnswer> Answers { get; init; } = [];
    /// <summary>The version before; null for version 1.</summary>
    public Brief? Previous { get; init; }
    /// <summary>Name of the engine that read the trail; null where unknown.</summary>
    public string? Engine { get; init; }
    /// <summary>SHA-256 (hex) of each document as the dossier keeps it; null: computed from the documents' text.</summary>
    public IReadOnlyDictionary<string, string>? Hashes { get; init; }
}

/// <summary>What a person decided on an item.</summary>
/// <param name="ItemId">The item; for "add" the new item's id, chosen by the caller and stable.</param>
/// <param name="Action">confirm, correct, dismiss or add.</param>
public sealed record ItemDecision(string ItemId, string Action)
{
    /// <summary>correct, add: the words that stand now.</summary>
    public string? Text { get; init; }
    /// <summary>dismiss: why.</summary>
    public string? Reason { get; init; }
    /// <summary>add: wire name of the kind.</summary>
    public string? Kind { get; init; }
    /// <summary>correct, add: calendar time; null leaves what the trail says.</summary>
    public string? Due { get; init; }
    /// <summary>add: politics and remarks about named people.</summary>
    public bool Restricted { get; init; }
    /// <summary>Unscoped commitments: scope, goodwill, product or withdraw; null where not decided.</summary>
    public string? Disposition { get; init; }
    /// <summary>Who is to do it, who pays, or who tells the customer.</summary>
    public string? Owner { get; init; }
    /// <summary>A word on the disposition.</summary>
    public string? Note { get; init; }
}

/// <summary>The answer to an open question.</summary>
public sealed record QuestionAnswer(string QuestionId, string Text, string? By)
{
    /// <summary>The question, where delivery asked it and no finding did; null elsewhere.</summary>
    public string? Asked { get; init; }
}
