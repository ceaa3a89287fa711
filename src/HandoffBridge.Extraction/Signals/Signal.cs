namespace HandoffBridge.Extraction.Signals;

/// <summary>The eight kinds of relationship signal. The order is the order of columns in the model file: append only.</summary>
public enum SignalKind
{
    /// <summary>The customer's clock.</summary>
    Urgency,
    /// <summary>A person's or team's stance, power or relations on the customer's side. Restricted.</summary>
    Politics,
    /// <summary>What the customer is trying to fix or achieve.</summary>
    Need,
    /// <summary>Our side told the customer that we will do something after signature.</summary>
    Commitment,
    /// <summary>The customer said that they will provide something delivery depends on.</summary>
    CustomerCommitment,
    /// <summary>A capability that does not exist today was spoken of as coming.</summary>
    Roadmap,
    /// <summary>A concession or departure from standard price or paper.</summary>
    DealTerm,
    /// <summary>What could make delivery, adoption or renewal fail.</summary>
    Risk,
}

/// <summary>The kinds' and stances' spelling on the wire.</summary>
public static class SignalNames
{
    /// <summary>Wire names in the order of <see cref="SignalKind"/>.</summary>
    public static IReadOnlyList<string> Kinds { get; } =
        ["urgency", "politics", "need", "commitment", "customer_commitment", "roadmap", "deal_term", "risk"];

    /// <summary>Legal stances, from the warmest to the coldest.</summary>
    public static IReadOnlyList<string> Stances { get; } = ["champion", "sponsor", "supporter", "neutral", "sceptic", "blocker"];

    /// <summary>Whether signals of a kind carry a calendar time.</summary>
    public static bool TakesDue(this SignalKind kind) => kind is SignalKind.Urgency or SignalKind.Commitment or SignalKind.CustomerCommitment or SignalKind.Roadmap;

    /// <summary>The wire name of a kind.</summary>
    public static string Wire(this SignalKind kind) => Kinds[(int)kind];

    /// <summary>The kind of a wire name; null where there is none.</summary>
    public static SignalKind? Parse(string? wire)
    {
        for (var i = 0; i < Kinds.Count; i++)
        {
            if (string.Equals(Kinds[i], wire, StringComparison.Ordinal)) return (SignalKind)i;
        }

        return null;
    }
}

/// <summary>One signal with its proof. <see cref="Quote"/> is always the characters <see cref="Start"/>..<see cref="End"/> of the document's visible text.</summary>
public sealed record Signal
{
    /// <summary>The deal.</summary>
    public required string DealId { get; init; }
    /// <summary>The document the quote is from.</summary>
    public required string DocumentId { get; init; }
    /// <summary>Which of the eight kinds.</summary>
    public required SignalKind Kind { get; init; }
    /// <summary>Verbatim words of the visible text.</summary>
    public required string Quote { get; init; }
    /// <summary>UTF-16 offset of the first character in the visible text.</summary>
    public required int Start { get; init; }
    /// <summary>UTF-16 offset after the last character.</summary>
    public required int End { get; init; }
    /// <summary>2026-06-30, 2026-06, 2026-Q2, 2026-H1 or 2026; null where the quote gives no time.</summary>
    public string? Due { get; init; }
    /// <summary>Politics: the person's name as written in the quote; null for a team.</summary>
    public string? Person { get; init; }
    /// <summary>Politics: one of <see cref="SignalNames.Stances"/>; null where the quote gives none.</summary>
    public string? Stance { get; init; }
    /// <summary>Commitments: what the comparison with the signed paper says; null on other kinds.</summary>
    public ScopeVerdict? Scope { get; init; }
    /// <summary>Calibrated probability that a reader with the guide would mark this, 0 to 1.</summary>
    public required double Confidence { get; init; }
}

/// <summary>What the comparison of a commitment with the signed paper says.</summary>
/// <param name="Status">scoped, unscoped or contradicts.</param>
/// <param name="Line">Id of the deciding order line or statement-of-work document; null where nothing signed is near.</param>
/// <param name="Why">One plain sentence with the deciding line or sentence, for a reader.</param>
public sealed record ScopeVerdict(ScopeStatus Status, string? Line, string Why);

/// <summary>Promise against signed paper.</summary>
public enum ScopeStatus
{
    /// <summary>An order line or statement of work covers it.</summary>
    Scoped,
    /// <summary>Nothing signed covers it, or it goes beyond the extent that was signed.</summary>
    Unscoped,
    /// <summary>The signed paper says the opposite (excluded, out of scope, a later date).</summary>
    Contradicts,
}
