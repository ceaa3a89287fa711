namespace HandoffBridge.Tests.Stages.Reviews;

/// <summary>Counts the review from what was told, one plain loop a number: shares no code with the program.</summary>
internal sealed class Oracle(IReadOnlyList<Told> all, bool berlin)
{
    private readonly Dictionary<Told, DateOnly> _days = new(ReferenceEqualityComparer.Instance);

    /// <summary>A number: numerator, n, and the value as the glossary rounds it.</summary>
    public sealed record Answer(decimal? Value, int Count, int Of, SortedDictionary<string, decimal> Money);

    public List<Told> Won(DateOnly from, DateOnly until)
    {
        var list = new List<Told>();
        foreach (var told in all)
        {
            if (told.Erased || told.Retracted) continue;
            if (!_days.TryGetValue(told, out var day)) _days[told] = day = Day(told.Win);
            if (day >= from && day <= until) list.Add(told);
        }

        return list;
    }

    public Answer Number(string key, DateOnly from, DateOnly until)
    {
        var won = Won(from, until);
        return key switch
        {
            "wins" => new(won.Count, won.Count, won.Count, Sum(won)),
            "unscoped-wins" => Share(won, _ => true, t => t.Promises.Any(p => !p.Dismissed && p.Scope != "scoped")),
            "roadmap-exposure" => Share(won, _ => true, t => t.Heard.Any(h => h.Feature != "Single sign-on")),
            "off-standard" => Share(won, t => t.Terms.Count > 0, t => t.Terms.Any(x => !x.Within)),
            "distance" => Mean(won.Where(t => t.Terms.Count > 0), t => t.Terms.Count(x => !x.Within)),
            "readiness-first" => Mean(won.Where(t => FirstPublished(t) is not null), t => FirstPublished(t)!.Value),
            "response-time" => Median(won.Where(t => !t.Quiet && t.Handed is not null && !t.Overridden), t => WorkingSeconds(t.Opened!.Value.UtcDateTime, t.Handed!.Value.UtcDateTime)),
            "accepted-first" => Share(won, t => Answers(t).Count > 0, t => Answers(t).All(a => a.Accepted)),
            "returned" => Share(won, t => Answers(t).Count > 0, t => Answers(t).Any(a => !a.Accepted)),
            "close-to-brief" => Median(won.Where(t => !t.Quiet), t => (t.Drafts.First(d => d.Status != "retracted" && d.WrittenAt >= t.Win).WrittenAt - t.Win).TotalSeconds),
            "close-to-acknowledgement" => Median(won.Where(t => !t.Quiet && Answers(t) is { Count: > 0 } a && a[^1].Accepted), t => (Answers(t)[^1].At - t.Win).TotalSeconds),
            "kept" or "renegotiated" or "broken" => Outcomes(won, key),
            "inertia" => Share(won, t => t.Kind == "renewal" && t.Engagement is not null, t => t.Engagement == "inertia"),
            "customer-voice" => Mean(won, t => t.CustomerShare),
            "structures" => Structures(until),
            _ => throw new ArgumentOutOfRangeException(nameof(key), key, null),
        };
    }

    public (int Wins, int All, int Kept, int Renegotiated, int Broken) Quarter(DateOnly from, DateOnly until)
    {
        var (wins, everything, kept, renegotiated, broken) = (0, 0, 0, 0, 0);
        foreach (var told in Won(from, until))
        {
            wins++;
            foreach (var p in told.Promises)
            {
                if (p.Dismissed) continue;
                everything++;
                if (p.Outcome == "kept") kept++;
                if (p.Outcome == "renegotiated") renegotiated++;
                if (p.Outcome == "broken") broken++;
            }
        }

        return (wins, everything, kept, renegotiated, broken);
    }

    public SortedDictionary<string, int> Reasons(DateOnly from, DateOnly until)
    {
        var counts = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var told in Won(from, until))
            foreach (var answer in Answers(told).Where(a => !a.Accepted)) counts[answer.Reason!] = counts.GetValueOrDefault(answer.Reason!) + 1;
        return counts;
    }

    public SortedDictionary<string, int> Waiting(DateOnly from, DateOnly until)
    {
        var counts = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var told in Won(from, until))
            foreach (var feature in told.Heard.Select(h => h.Feature).Where(f => f != "Single sign-on").Distinct()) counts[feature] = counts.GetValueOrDefault(feature) + 1;
        return counts;
    }

    /// <summary>Berlin by the rule itself: summer time from the last Sunday of March, 01:00 UTC, to the last Sunday of October, 01:00 UTC.</summary>
    public DateOnly Day(DateTimeOffset at)
    {
        var utc = at.UtcDateTime;
        if (!berlin) return DateOnly.FromDateTime(utc);
        DateTime Change(int month)
        {
            var day = new DateTime(utc.Year, month, 31, 1, 0, 0);
            while (day.DayOfWeek != DayOfWeek.Sunday) day = day.AddDays(-1);
            return day;
        }

        return DateOnly.FromDateTime(utc.AddHours(utc >= Change(3) && utc < Change(10) ? 2 : 1));
    }

    /// <summary>Nine to five, Monday to Friday, in UTC: minute by minute would be slow, so day by day.</summary>
    private static double WorkingSeconds(DateTime from, DateTime until)
    {
        double sum = 0;
        for (var day = from.Date; day <= until.Date; day = day.AddDays(1))
        {
            if (day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday) continue;
            var (start, end) = (day.AddHours(9), day.AddHours(17));
            if (from > start) start = from;
            if (until < end) end = until;
            if (end > start) sum += Math.Floor((end - start).TotalSeconds);
        }

        return sum;
    }

    private Answer Structures(DateOnly until)
    {
        var alive = Won(DateOnly.MinValue, until).Where(t => t.Months is null || Day(t.Win).AddMonths(t.Months.Value) > until).ToList();
        var kinds = new HashSet<string>(StringComparer.Ordinal);
        foreach (var told in alive) kinds.Add(string.Join(',', told.Terms.Where(x => !x.Within).Select(x => x.Term).Order(StringComparer.Ordinal)));
        return new(kinds.Count, kinds.Count, alive.Count, Sum(alive));
    }

    private static Answer Outcomes(List<Told> won, string which)
    {
        var (counted, of, behind) = (0, 0, new List<Told>());
        foreach (var told in won)
        {
            var own = told.Promises.Where(p => !p.Dismissed && p.Outcome is not null).ToList();
            of += own.Count;
            counted += own.Count(p => p.Outcome == which);
            if (own.Exists(p => p.Outcome == which)) behind.Add(told);
        }

        return new(of == 0 ? null : Math.Round((decimal)counted / of, 4, MidpointRounding.AwayFromZero), counted, of, Sum(behind));
    }

    private static Answer Share(List<Told> won, Func<Told, bool> of, Func<Told, bool> counts)
    {
        var (all, counted) = (won.Where(of).ToList(), won.Where(t => of(t) && counts(t)).ToList());
        return new(all.Count == 0 ? null : Math.Round((decimal)counted.Count / all.Count, 4, MidpointRounding.AwayFromZero), counted.Count, all.Count, Sum(counted));
    }

    private static Answer Mean(IEnumerable<Told> of, Func<Told, int> value)
    {
        var list = of.ToList();
        return new(list.Count == 0 ? null : Math.Round((decimal)list.Sum(value) / list.Count, 2, MidpointRounding.AwayFromZero), list.Count, list.Count, Sum(list));
    }

    private static Answer Median(IEnumerable<Told> of, Func<Told, double> seconds)
    {
        var list = of.ToList();
        var sorted = list.Select(t => (decimal)seconds(t)).Order().ToArray();
        decimal? value = sorted.Length == 0 ? null : sorted.Length % 2 == 1 ? sorted[sorted.Length / 2] : (sorted[sorted.Length / 2] + sorted[(sorted.Length / 2) - 1]) / 2;
        return new(value is null ? null : Math.Round(value.Value / 3600, 2, MidpointRounding.AwayFromZero), list.Count, list.Count, Sum(list));
    }

    private static int? FirstPublished(Told told) =>
        told.Quiet ? null : told.Drafts.Where(d => d.PublishedAt is not null && d.Status != "retracted" && d.WrittenAt >= told.Win).OrderBy(d => d.PublishedAt).ThenBy(d => d.Version).Select(d => (int?)d.Readiness).FirstOrDefault();

    private static List<HandoffBridge.Stages.Reviews.DeliveryAnswer> Answers(Told told) => told.Answers.Where(a => a.At >= told.Win).ToList();

    private static SortedDictionary<string, decimal> Sum(IEnumerable<Told> deals)
    {
        var sums = new SortedDictionary<string, decimal>(StringComparer.Ordinal);
        foreach (var told in deals)
        {
            if (told.Amount is not { } amount) continue;
            sums[told.Currency!] = sums.GetValueOrDefault(told.Currency!) + amount;
        }

        return sums;
    }
}
