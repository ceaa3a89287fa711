namespace HandoffBridge.WordVectors;

/// <summary>Which words get a vector, from the most frequent to the rarest.</summary>
internal static class Vocabulary
{
    private const int MostFrequent = 60_000;

    // GloVe's words are cut at the apostrophe, ours are not. Contractions are among the most frequent words of mail.
    private const int ContractionsAfter = 300;

    private static readonly string[] Subjects =
    [
        "i", "you", "he", "she", "it", "we", "they", "that", "there", "this", "what", "who", "where", "when", "how", "here", "let",
        "nobody", "somebody", "someone", "everyone", "everybody", "one", "which", "these", "those",
    ];

    private static readonly string[] Verbs = ["'s", "'ll", "'d", "'re", "'ve", "'m"];

    private static readonly string[] Negations =
    [
        "don't", "doesn't", "didn't", "isn't", "aren't", "wasn't", "weren't", "haven't", "hasn't", "hadn't", "won't", "wouldn't",
        "can't", "couldn't", "shouldn't", "mustn't", "mightn't", "needn't", "ain't", "shan't",
    ];

    /// <summary>
    /// The most frequent words of the table; after the 300th the contractions; at the end the words of the deals: met
    /// twice and known to the table, or met four times.
    /// </summary>
    /// <param name="glove">The table, which knows how frequent words are.</param>
    /// <param name="met">How often a word is met in the deals.</param>
    public static List<string> Of(GloveTable glove, Dictionary<string, int> met)
    {
        var frequent = glove.ByFrequency.Where(IsWord).Take(MostFrequent).ToList();
        var seen = frequent.ToHashSet(StringComparer.Ordinal);
        var ofDeals = met.OrderByDescending(m => m.Value).ThenBy(m => m.Key, StringComparer.Ordinal).ToList();
        var contractions = Subjects.SelectMany(s => Verbs.Select(v => s + v))
            .Concat(Negations)
            .Concat(ofDeals.Where(m => m.Value >= 2 && m.Key.Contains('\'')).Select(m => m.Key))
            .Where(seen.Add).ToList();
        var rest = ofDeals.Where(m => !m.Key.Contains('\'') && m.Value >= (glove.Find(m.Key) is null ? 4 : 2))
            .Select(m => m.Key)
            .Where(seen.Add).ToList();
        return [.. frequent.Take(ContractionsAfter), .. contractions, .. frequent.Skip(ContractionsAfter), .. rest];
    }

    private static bool IsWord(string word) => word.Any(char.IsLetter) && word.All(c => char.IsLetterOrDigit(c) || c == '\'');
}
