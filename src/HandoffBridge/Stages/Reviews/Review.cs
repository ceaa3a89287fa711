namespace HandoffBridge.Stages.Reviews;

/// <summary>The operating review of one period: what the page draws, the API answers and the export holds.</summary>
public sealed record Review
{
    /// <summary>Schema name and version.</summary>
    public string Schema { get; init; } = "handoffbridge/review/1";
    /// <summary>month or quarter.</summary>
    public required string Kind { get; init; }
    /// <summary>2026-10 or 2026-Q4.</summary>
    public required string Period { get; init; }
    /// <summary>First day of close.</summary>
    public required DateOnly From { get; init; }
    /// <summary>Last day of close.</summary>
    public required DateOnly Until { get; init; }
    /// <summary>Whose days.</summary>
    public required string TimeZone { get; init; }
    /// <summary>Address of the only account executive counted; null: all.</summary>
    public string? Owner { get; init; }
    /// <summary>The only team counted; null: all.</summary>
    public string? Team { get; init; }
    /// <summary>Deals won in the period and not retracted.</summary>
    public required int Wins { get; init; }
    /// <summary>Of these, without a brief yet: counted as wins, in no other number.</summary>
    public required int WithoutBrief { get; init; }
    /// <summary>Every number.</summary>
    public required IReadOnlyList<ReviewValue> Numbers { get; init; }
    /// <summary>How many deal structures are alive at the end of the period, and which.</summary>
    public required IReadOnlyList<ReviewStructure> Structures { get; init; }
    /// <summary>Features customers of the period heard of that are not shipped.</summary>
    public required IReadOnlyList<ReviewFeature> Roadmap { get; init; }
    /// <summary>Reasons of returns.</summary>
    public required IReadOnlyList<ReviewCount> ReturnReasons { get; init; }
    /// <summary>What became of commitments by quarter of close, oldest first.</summary>
    public required IReadOnlyList<ReviewOutcome> Outcomes { get; init; }
    /// <summary>Renewals by engagement.</summary>
    public required IReadOnlyList<ReviewEngagement> Engagement { get; init; }
    /// <summary>Patterns of the journey and the customer's voice beside what came later, over all deals until the end of the period.</summary>
    public required IReadOnlyList<ReviewPattern> Patterns { get; init; }
    /// <summary>The four customer questions: in how many wins of the period the trail answers them.</summary>
    public required IReadOnlyList<ReviewCount> Questions { get; init; }
    /// <summary>By account executive; empty where the viewer may not see people.</summary>
    public IReadOnlyList<ReviewOwner> Owners { get; init; } = [];
}

/// <summary>One number with what it is made of.</summary>
/// <param name="Key">Its key and glossary entry.</param>
/// <param name="Value">Null where nothing can be measured.</param>
/// <param name="Unit">deals, share (0 to 1), points (0 to 100), hours or terms.</param>
/// <param name="Count">Counted deals or commitments; for means and medians the same as <paramref name="Of"/>.</param>
/// <param name="Of">All that could be counted: n.</param>
/// <param name="Money">Value of the counted deals, each currency by itself.</param>
/// <param name="Total">Their value in Review:Currency; null where a rate is missing or none is set.</param>
/// <param name="Target">In the unit; null where none is set.</param>
/// <param name="Met">Whether the target is met; null where it cannot be told.</param>
/// <param name="Trend">The same number in this and the periods before, oldest first.</param>
public sealed record ReviewValue(
    string Key, decimal? Value, string Unit, int Count, int Of, IReadOnlyList<ReviewMoney> Money, decimal? Total, decimal? Target, bool? Met, IReadOnlyList<ReviewPoint> Trend);

/// <summary>One point of a trend.</summary>
public sealed record ReviewPoint(string Period, decimal? Value, int Count, int Of);

/// <summary>An amount; the currency is "" where the CRM gave none.</summary>
public sealed record ReviewMoney(string Currency, decimal Amount, int Deals);

/// <summary>A deal structure: the terms off the standard; none: a standard deal.</summary>
public sealed record ReviewStructure(IReadOnlyList<string> Terms, int Deals, IReadOnlyList<ReviewMoney> Money);

/// <summary>A feature customers heard of.</summary>
public sealed record ReviewFeature(string Feature, string? ProductSays, int Deals, IReadOnlyList<ReviewMoney> Money, string? Earliest);

/// <summary>A code and how often.</summary>
public sealed record ReviewCount(string Code, int Count, int Of);

/// <summary>A quarter of close and what became of its commitments.</summary>
public sealed record ReviewOutcome(string Quarter, int Wins, int Commitments, int Kept, int Renegotiated, int Broken, int Undecided, int DealsWithBroken, IReadOnlyList<ReviewMoney> MoneyWithBroken);

/// <summary>Renewals of one label; "" where none could be given.</summary>
public sealed record ReviewEngagement(string Label, int Deals, IReadOnlyList<ReviewMoney> Money);

/// <summary>Deals with a pattern beside those without: how many were accepted at once and how many of their commitments were kept.</summary>
public sealed record ReviewPattern(string Key, ReviewSide With, ReviewSide Without);

/// <summary>One side of a comparison. Shares are null where nothing was decided yet.</summary>
public sealed record ReviewSide(int Deals, int Answered, decimal? AcceptedFirst, int Decided, decimal? Kept);

/// <summary>One account executive's wins.</summary>
public sealed record ReviewOwner(string? Email, string Name, string? Team, int Wins, int Unscoped, int OffStandard, decimal? ResponseHours, int Kept, int Renegotiated, int Broken);
