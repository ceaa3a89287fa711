namespace HandoffBridge.Training;

/// <summary>How the corpus is cut for cross-validation.</summary>
internal static class Folding
{
    /// <summary>One fold a hand: the score to expect on texts by writers never seen.</summary>
    public static int[] ByHand(IReadOnlyList<LabelledDeal> deals)
    {
        var hands = deals.Select(d => d.Hand).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        return [.. deals.Select(d => hands.IndexOf(d.Hand))];
    }

    /// <summary>Whole deals dealt out in turn.</summary>
    public static int[] ByDeal(IReadOnlyList<LabelledDeal> deals, int folds) => [.. deals.Select((_, i) => i % folds)];

    /// <summary>Hands dealt out to a few folds: nearly as honest as one fold a hand, in less time.</summary>
    public static int[] ByHandGroup(IReadOnlyList<LabelledDeal> deals, int folds)
    {
        var hands = ByHand(deals);
        return [.. hands.Select(h => h % folds)];
    }
}
