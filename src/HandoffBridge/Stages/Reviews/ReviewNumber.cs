namespace HandoffBridge.Stages.Reviews;

/// <summary>How a number of the review is made of facts.</summary>
public enum Measure
{
    /// <summary>How many deals.</summary>
    Count,
    /// <summary>Counted deals (or commitments) by all of them.</summary>
    Share,
    /// <summary>Arithmetic mean over the deals that have a value.</summary>
    Mean,
    /// <summary>Middle value (mean of the two middle ones) over the deals that have a value.</summary>
    Median,
}

/// <summary>One number of the review: its key is its entry in the glossary.</summary>
/// <param name="Key">Key.</param>
/// <param name="Measure">How it is made.</param>
/// <param name="Unit">deals, share, points, hours or terms.</param>
/// <param name="LowerIsBetter">Which side of the target is good; null: neither.</param>
/// <param name="Of">Weight of a deal in the whole: 0 leaves it out.</param>
/// <param name="Value">Weight of a deal in the part, or the deal's own value.</param>
public sealed record ReviewNumber(string Key, Measure Measure, string Unit, bool? LowerIsBetter, Func<FactRow, int> Of, Func<FactRow, decimal> Value)
{
    /// <summary>All numbers, in the order of the page.</summary>
    public static IReadOnlyList<ReviewNumber> All { get; } =
    [
        new("wins", Measure.Count, "deals", null, _ => 1, _ => 1),
        Share("unscoped-wins", true, f => true, f => f.Unscoped > 0),
        Share("roadmap-exposure", true, f => true, f => f.RoadmapExposed > 0),
        Share("off-standard", true, f => f.TermsKnown > 0, f => f.TermsOff > 0),
        new("distance", Measure.Mean, "terms", true, f => f.TermsKnown > 0 ? 1 : 0, f => f.TermsOff),
        new("readiness-first", Measure.Mean, "points", false, f => f.ReadinessFirst is null ? 0 : 1, f => f.ReadinessFirst ?? 0),
        Hours("response-time", f => f.ResponseSeconds),
        Share("accepted-first", false, f => f.Answers > 0, f => f.Accepted && f.Returns == 0),
        Share("returned", true, f => f.Answers > 0, f => f.Returns > 0),
        Hours("close-to-brief", f => f.BriefSeconds),
        Hours("close-to-acknowledgement", f => f.AcceptSeconds),
        Commitments("kept", false, f => f.Kept),
        Commitments("renegotiated", true, f => f.Renegotiated),
        Commitments("broken", true, f => f.Broken),
        Share("inertia", true, f => f.Kind == "renewal" && f.Engagement is not null, f => f.Engagement == "inertia"),
        new("customer-voice", Measure.Mean, "points", false, _ => 1, f => f.CustomerShare),
    ];

    /// <summary>The number of a key; null where there is none.</summary>
    public static ReviewNumber? Find(string? key) => All.FirstOrDefault(n => n.Key == key);

    /// <summary>Whether a deal stands behind the number: it is counted, or it has a value.</summary>
    public bool Behind(FactRow fact) => Of(fact) > 0 && (Measure is not Measure.Share || Value(fact) > 0);

    private static ReviewNumber Share(string key, bool lowerIsBetter, Func<FactRow, bool> of, Func<FactRow, bool> counts) =>
        new(key, Measure.Share, "share", lowerIsBetter, f => of(f) ? 1 : 0, f => of(f) && counts(f) ? 1 : 0);

    private static ReviewNumber Commitments(string key, bool lowerIsBetter, Func<FactRow, int> counts) =>
        new(key, Measure.Share, "share", lowerIsBetter, f => f.Kept + f.Renegotiated + f.Broken, f => counts(f));

    private static ReviewNumber Hours(string key, Func<FactRow, long?> seconds) =>
        new(key, Measure.Median, "hours", true, f => seconds(f) is null ? 0 : 1, f => (seconds(f) ?? 0) / 3600m);
}
