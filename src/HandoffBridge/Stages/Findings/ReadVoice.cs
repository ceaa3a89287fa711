using System.Text.RegularExpressions;

namespace HandoffBridge.Stages.Findings;

/// <summary>
/// Where the customer is in their own story: how much of the evidence is their own voice, and which of the four
/// customer questions the trail answers. A question without items: nobody asked.
/// </summary>
internal static class ReadVoice
{
    private const RegexOptions Options = RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;

    private const string Number = @"(one|two|three|four|five|six|seven|eight|nine|ten|twelve|half)\b";

    private static readonly Regex Happens = new(@"\btoday\b|current|every (day|week|month|morning|night|shift)|by hand|on paper|manual|excel|spreadsheet|\bword\b|\bfax\b|phone|e-?mail|\buses?\b|still\b|at present|right now|access db|whiteboard|typed?\b|print", Options);
    private static readonly Regex Struggle = new(@"\blos[et]|\blate\b|wrong|fail|can'?t|cannot|nobody|never|problem|error|mistake|cost(s|ing)?\b|miss(ed|ing)?\b|wait|stuck|pain|complain|hour|days\b|too (long|many|much|slow)|slow|broke|stops?\b|penalt|fine[sd]?\b|without|overtime|duplicate|search", Options);
    private static readonly Regex Changes = new(@"one screen|no longer|instead of|so that|without (having|calling|typing)|stop (phon|typ|print|call)|people|team|nurses?|drivers?|planners?|operators?|shift|crew|staff|see(s)? (the|what|where)|in (their|the) hand|daily|work(s|ing)? (from|in)", Options);
    private static readonly Regex Achieve = new(@"\bmust\b|have to|has to|target|goal|reach|cut\b|reduc|under \d|below|from .* to|less than|no more than|at least|within|\d ?(%|percent)|yardstick|measure|success|expect|we want|want(s)? to|aim|before\b", Options);

    public static Voice Of(IReadOnlyList<Finding> items)
    {
        var proofs = items.SelectMany(i => i.Proofs).ToList();
        var share = proofs.Count == 0 ? 0 : Math.Round((double)proofs.Count(p => p.Side == "customer") / proofs.Count, 2);
        var told = items.Where(i => i.Kind is "need" or "risk" && !i.Restricted).ToList();
        return new(share,
        [
            new("happens", Ids(told, Happens)),
            new("struggle", Ids(told, Struggle)),
            new("changes", Ids(told.Where(i => i.Kind == "need"), Changes)),
            new("achieve", Ids(told.Where(i => i.Kind == "need"), Achieve)),
        ]);
    }

    /// <summary>True where a need says how success is measured: a number with a direction or a limit.</summary>
    public static bool IsSuccessMeasure(string text) => Measure.IsMatch(text);

    // A target, not a pain that happens to have a number: a limit, a way from here to there, a word such as "goal".
    private static readonly Regex Measure = new(
        @"\b(under|below|within|less than|no more than|at most|at least|maximum|max\.?|longer than|(down|up|cut|drop|get|go|reduce|raise)s? (it )?(to|by|from)) +(about |the |only )?[€$£]?(\d|" + Number + @")|\bfrom \D{0,12}\d.{0,40}\bto \D{0,12}\d|\b(goal|target|yardstick|measure[sd]?|success|kpi)\b.*(\d|" + Number + @")|\b(must|has to|have to|need(s)? to|want(s)? (to|it|a)|should|reach|can)\b.*\b(in|within|under|by|to) (\w+ ){0,1}(\d|" + Number + @")|→ ?\d",
        Options);

    private static IReadOnlyList<string> Ids(IEnumerable<Finding> items, Regex words) =>
        [.. items.Where(i => i.Proofs.Any(p => words.IsMatch(p.Quote))).OrderByDescending(i => i.Said == "by-customer").Take(3).Select(i => i.Id)];
}
