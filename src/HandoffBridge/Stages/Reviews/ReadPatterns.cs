namespace HandoffBridge.Stages.Reviews;

/// <summary>
/// Patterns of whole journeys and of the customer's voice beside what came later, over all deals. A pattern is never one
/// contact, and what stands beside it is no cause: the page says so, and gives n on both sides.
/// </summary>
public static class ReadPatterns
{
    /// <summary>Below this many decided deals or commitments a share says nothing and is shown as too few.</summary>
    public const int Few = 10;

    private static readonly (string Key, Func<FactRow, bool> Has)[] All =
    [
        ("silence", f => f.Silences > 0),
        ("went-quiet", f => f.WentQuiet > 0),
        ("one-voice", f => f.Voices <= 1),
        ("we-talked", f => f.Contacts > 0 && f.CustomerContacts * 5 < f.Contacts * 2),
        ("own-words", f => f.CustomerShare >= 40),
        ("questions", f => f.Answered.Split('+', StringSplitOptions.RemoveEmptyEntries).Length >= 3),
        ("inertia", f => f.Engagement == "inertia"),
        ("unscoped", f => f.Unscoped > 0),
        ("off-standard", f => f.TermsOff >= 3),
    ];

    /// <summary>Compares.</summary>
    public static IReadOnlyList<ReviewPattern> Of(IReadOnlyList<FactRow> facts) =>
        [.. All.Select(p => new ReviewPattern(p.Key, Side([.. Scope(p.Key, facts).Where(p.Has)]), Side([.. Scope(p.Key, facts).Where(f => !p.Has(f))])))];

    private static IEnumerable<FactRow> Scope(string key, IReadOnlyList<FactRow> facts) => key == "inertia" ? facts.Where(f => f.Engagement is not null) : facts;

    private static ReviewSide Side(List<FactRow> facts)
    {
        var answered = facts.Count(f => f.Answers > 0);
        var (kept, decided) = (facts.Sum(f => f.Kept), facts.Sum(f => f.Kept + f.Renegotiated + f.Broken));
        return new(
            facts.Count, answered, answered == 0 ? null : Math.Round((decimal)facts.Count(f => f is { Answers: > 0, Accepted: true, Returns: 0 }) / answered, 4, MidpointRounding.AwayFromZero),
            decided, decided == 0 ? null : Math.Round((decimal)kept / decided, 4, MidpointRounding.AwayFromZero));
    }
}
