namespace HandoffBridge.Stages.Reviews;

/// <summary>Counts the review from facts. Pure: the same facts give the same numbers.</summary>
/// <param name="options">Time zone, rates, teams.</param>
/// <param name="targets">Targets by number.</param>
public sealed class CountReview(ReviewsOptions options, IReadOnlyDictionary<string, decimal> targets)
{
    private const int Trend = 12;
    private const int Quarters = 8;
    private readonly TimeZoneInfo zone = options.Zone;

    /// <summary>Counts.</summary>
    /// <param name="facts">Every standing win the viewer may count, of any time.</param>
    /// <param name="mentions">Features that were heard.</param>
    /// <param name="withoutBrief">When deals without a brief were won.</param>
    /// <param name="period">The period.</param>
    public Review Of(IReadOnlyList<FactRow> facts, IReadOnlyList<Mention> mentions, IReadOnlyList<DateTimeOffset> withoutBrief, ReviewPeriod period)
    {
        ArgumentNullException.ThrowIfNull(period);
        ArgumentNullException.ThrowIfNull(facts);
        var dated = facts.Select(f => (Fact: f, Day: ReviewPeriod.Day(f.WonAt, zone))).Where(f => f.Day <= period.Until).ToList();
        var missing = withoutBrief.Select(w => ReviewPeriod.Day(w, zone)).ToList();
        var periods = Enumerable.Range(1 - Trend, Trend).Select(period.Plus).Select(p => (Period: p, Facts: dated.Where(f => f.Day >= p.From && f.Day <= p.Until).Select(f => f.Fact).ToList(), Missing: missing.Count(d => d >= p.From && d <= p.Until))).ToList();
        var (now, lacking) = (periods[^1].Facts, periods[^1].Missing);
        return new Review
        {
            Kind = period.Kind, Period = period.Name, From = period.From, Until = period.Until, TimeZone = options.TimeZone,
            Wins = now.Count + lacking, WithoutBrief = lacking,
            Numbers = [.. ReviewNumber.All.Select(n => Value(n, now, lacking) with { Trend = [.. periods.Select(p => Value(n, p.Facts, p.Missing)).Zip(periods, (v, p) => new ReviewPoint(p.Period.Name, v.Value, v.Count, v.Of))] }), Structures(dated, periods.ConvertAll(p => p.Period))],
            Structures = [.. Alive(dated, period.Until).GroupBy(f => f.Structure, StringComparer.Ordinal).Select(g => new ReviewStructure(g.Key.Split('+', StringSplitOptions.RemoveEmptyEntries), g.Count(), Money(g))).OrderByDescending(s => s.Deals).ThenBy(s => string.Join('+', s.Terms), StringComparer.Ordinal)],
            Roadmap = Features(now, mentions),
            ReturnReasons = [.. now.SelectMany(f => f.ReturnReasons.Split('\n', StringSplitOptions.RemoveEmptyEntries)).GroupBy(r => r, StringComparer.Ordinal).Select(g => new ReviewCount(g.Key, g.Count(), now.Sum(f => f.Returns))).OrderByDescending(c => c.Count).ThenBy(c => c.Code, StringComparer.Ordinal)],
            Outcomes = [.. Enumerable.Range(1 - Quarters, Quarters).Select(ReviewPeriod.Quarter(period.Until).Plus).Select(q => Outcome(q, [.. dated.Where(f => f.Day >= q.From && f.Day <= q.Until).Select(f => f.Fact)]))],
            Engagement = [.. now.Where(f => f.Kind == "renewal").GroupBy(f => f.Engagement ?? "", StringComparer.Ordinal).Select(g => new ReviewEngagement(g.Key, g.Count(), Money(g))).OrderBy(e => Array.IndexOf(["trust", "mixed", "inertia", ""], e.Label))],
            Patterns = ReadPatterns.Of([.. dated.Select(d => d.Fact)]),
            Questions = [.. new[] { "happens", "struggle", "changes", "achieve" }.Select(q => new ReviewCount(q, now.Count(f => f.Answered.Split('+').Contains(q, StringComparer.Ordinal)), now.Count))],
            Owners = [.. now.GroupBy(f => f.OwnerEmail ?? f.OwnerName ?? "", StringComparer.Ordinal).Select(Owner).OrderByDescending(o => o.Wins).ThenBy(o => o.Name, StringComparer.Ordinal)],
        };
    }

    /// <summary>Deals whose contract runs at the end of a day; one without a known length counts as running.</summary>
    public static IEnumerable<FactRow> Alive(IEnumerable<(FactRow Fact, DateOnly Day)> dated, DateOnly until) =>
        dated.Where(f => f.Day <= until && (f.Fact.TermMonths is not { } months || f.Day.AddMonths(months) > until)).Select(f => f.Fact);

    /// <summary>Amounts, each currency by itself.</summary>
    public static IReadOnlyList<ReviewMoney> Money(IEnumerable<FactRow> facts) =>
        [.. facts.Where(f => f.Amount is not null).GroupBy(f => f.Currency ?? "", StringComparer.Ordinal).Select(g => new ReviewMoney(g.Key, g.Sum(f => f.Amount!.Value), g.Count())).OrderBy(m => m.Currency, StringComparer.Ordinal)];

    private ReviewValue Value(ReviewNumber number, List<FactRow> facts, int lacking)
    {
        var of = facts.Where(f => number.Of(f) > 0).ToList();
        var weight = of.Sum(number.Of);
        decimal? value = number.Measure switch
        {
            Measure.Count => facts.Count + lacking,
            Measure.Share => weight == 0 ? null : Round(of.Sum(number.Value) / weight, 4),
            Measure.Mean => weight == 0 ? null : Round(of.Sum(number.Value) / weight, 2),
            _ => Median([.. of.Select(number.Value).Order()]),
        };
        var counted = number.Measure switch { Measure.Count => facts.Count + lacking, Measure.Share => (int)of.Sum(number.Value), _ => weight };
        return Targeted(new(number.Key, value, number.Unit, counted, number.Measure == Measure.Count ? counted : weight, Money(of.Where(number.Behind)), null, null, null, []), number.LowerIsBetter);
    }

    private ReviewValue Structures(List<(FactRow Fact, DateOnly Day)> dated, List<ReviewPeriod> periods)
    {
        var trend = periods.ConvertAll(p =>
        {
            var alive = Alive(dated, p.Until).ToList();
            return (Point: Point(p.Name, alive), Alive: alive);
        });
        var (point, last) = trend[^1];
        return Targeted(new("structures", point.Value, "structures", point.Count, last.Count, Money(last), null, null, null, [.. trend.Select(t => t.Point)]), true);
    }

    private static ReviewPoint Point(string period, List<FactRow> alive)
    {
        var distinct = alive.Select(f => f.Structure).Distinct(StringComparer.Ordinal).Count();
        return new(period, distinct, distinct, alive.Count);
    }

    private ReviewValue Targeted(ReviewValue value, bool? lowerIsBetter)
    {
        var total = options.Currency.Length > 0 && value.Money.All(m => m.Currency == options.Currency || options.Rates.ContainsKey(m.Currency))
            ? Round(value.Money.Sum(m => m.Amount * (m.Currency == options.Currency ? 1 : options.Rates[m.Currency])), 2) : (decimal?)null;
        var target = targets.TryGetValue(value.Key, out var t) ? t : (decimal?)null;
        return value with { Total = total, Target = target, Met = target is { } goal && value.Value is { } v && lowerIsBetter is { } lower ? lower ? v <= goal : v >= goal : null };
    }

    private static IReadOnlyList<ReviewFeature> Features(List<FactRow> now, IReadOnlyList<Mention> mentions)
    {
        var facts = now.ToDictionary(f => f.HandoffId, StringComparer.Ordinal);
        return [.. mentions.Where(m => m.ProductSays != "shipped" && m.Feature.Length > 0 && facts.ContainsKey(m.HandoffId)).GroupBy(m => (m.Feature, m.ProductSays))
            .Select(g => (g.Key, Deals: g.Select(m => m.HandoffId).Distinct(StringComparer.Ordinal).Select(id => facts[id]).ToList(), Earliest: Earliest(g.Select(m => m.Due))))
            .Select(g => new ReviewFeature(g.Key.Feature, g.Key.ProductSays, g.Deals.Count, Money(g.Deals), g.Earliest))
            .OrderByDescending(f => f.Deals).ThenBy(f => f.Feature, StringComparer.Ordinal)];
    }

    /// <summary>The expectation that ends first.</summary>
    public static string? Earliest(IEnumerable<string?> dues) =>
        dues.Where(d => Findings.CalendarSpan.LastDay(d) is not null).OrderBy(d => Findings.CalendarSpan.LastDay(d)).ThenBy(d => d, StringComparer.Ordinal).FirstOrDefault();

    private static ReviewOutcome Outcome(ReviewPeriod quarter, List<FactRow> facts)
    {
        var (all, kept, renegotiated, broken) = (facts.Sum(f => f.Commitments), facts.Sum(f => f.Kept), facts.Sum(f => f.Renegotiated), facts.Sum(f => f.Broken));
        var bad = facts.Where(f => f.Broken > 0).ToList();
        return new(quarter.Name, facts.Count, all, kept, renegotiated, broken, all - kept - renegotiated - broken, bad.Count, Money(bad));
    }

    private ReviewOwner Owner(IGrouping<string, FactRow> g)
    {
        var hours = g.Where(f => f.ResponseSeconds is not null).Select(f => f.ResponseSeconds!.Value / 3600m).Order().ToList();
        var first = g.First();
        return new(first.OwnerEmail, first.OwnerName ?? "", options.TeamOf(first.OwnerEmail), g.Count(), g.Count(f => f.Unscoped > 0), g.Count(f => f.TermsOff > 0), Median(hours), g.Sum(f => f.Kept), g.Sum(f => f.Renegotiated), g.Sum(f => f.Broken));
    }

    private static decimal? Median(List<decimal> sorted) =>
        sorted.Count == 0 ? null : Round(sorted.Count % 2 == 1 ? sorted[sorted.Count / 2] : (sorted[(sorted.Count / 2) - 1] + sorted[sorted.Count / 2]) / 2, 2);

    private static decimal Round(decimal value, int digits) => Math.Round(value, digits, MidpointRounding.AwayFromZero);
}
