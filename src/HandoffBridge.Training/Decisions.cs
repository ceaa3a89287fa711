namespace HandoffBridge.Training;

/// <summary>Thresholds and calibration from out-of-fold scores.</summary>
internal static class Decisions
{
    /// <summary>
    /// The log-odds from which a kind counts, for the best F1 to expect on such examples. The sigmoid's probabilities
    /// are counted instead of the labels: a threshold from bare labels follows the chance of few examples.
    /// </summary>
    public static float Threshold(IEnumerable<Example> items, int kind)
    {
        var used = items.Where(e => e.Label[kind] >= 0).ToList();
        var (slope, offset) = Platt(used, kind);
        var sorted = used.Select(e => e.Joined[kind]).Where(s => s > Never).OrderDescending().ToArray();
        var likely = Array.ConvertAll(sorted, s => Probability(s, slope, offset));
        var total = likely.Sum() + used.Count(e => e.Joined[kind] <= Never && e.Label[kind] == 1);
        var (right, best, at) = (0.0, 0.0, 0f);
        for (var n = 0; n + 1 < sorted.Length; n++)
        {
            right += likely[n];
            var f1 = 2 * right / (n + 1 + total);
            if (f1 > best) (best, at) = (f1, (sorted[n] + sorted[n + 1]) / 2);
        }

        return at;
    }

    /// <summary>What a sigmoid makes of log-odds.</summary>
    public static double Probability(double logOdds, double slope, double offset) => 1 / (1 + Math.Exp(-((slope * logOdds) + offset)));

    /// <summary>Log-odds of what the networks did not read.</summary>
    private const float Never = -13;

    /// <summary>Slope and offset of Platt's sigmoid by Newton's method; a slope of 1 and an offset of 0 where there is too little to learn from.</summary>
    public static (float Slope, float Offset) Platt(IEnumerable<Example> items, int kind)
    {
        var used = items.Where(e => e.Label[kind] >= 0 && e.Joined[kind] > Never).ToList();
        double a = 1, b = 0;
        for (var it = 0; it < 50 && used.Count > 50; it++)
        {
            double ga = 0, gb = 0, haa = 1e-6, hab = 0, hbb = 1e-6;
            foreach (var e in used)
            {
                double x = e.Joined[kind];
                var p = Probability(x, a, b);
                var error = p - e.Label[kind];
                var weight = p * (1 - p);
                ga += error * x;
                gb += error;
                haa += weight * x * x;
                hab += weight * x;
                hbb += weight;
            }

            var det = (haa * hbb) - (hab * hab);
            a -= ((hbb * ga) - (hab * gb)) / det;
            b -= ((haa * gb) - (hab * ga)) / det;
        }

        return ((float)a, (float)b);
    }
}
