using HandoffBridge.Extraction.Deals;

namespace HandoffBridge.Extraction.Scopes;

/// <summary>Compares a promise with the paper and measures: term cover, figures, dates, and the promise's own words about paper and price.</summary>
internal sealed partial class ScopeFeatures
{
    /// <summary>What each value is, in order. Append only: <see cref="ScopeWeights"/> follows it.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        "bias", "cover-line", "cover-sow", "cover-all", "cover-excluded", "excluded-nearer", "reverse-line", "reverse-sow",
        "figure-equal", "figure-beyond", "figure-below", "figure-foreign", "free", "admits-no-paper", "names-paper", "reported", "customer-expects",
        "presence", "date-on-paper", "date-before-paper", "has-due", "no-sow", "length", "presence-on-paper", "paper-words", "rare-uncovered", "asked-also", "own-word",
        "cover-before", "cover-before-excluded", "side-customer", "type-chat", "type-note", "type-call-meeting", "duration-equal", "duration-beyond", "duration-foreign", "cover-main", "beyond-not-equal",
        "excluded-margin", "presence-foreign", "concepts-covered", "concepts-foreign", "before-empty", "implementation-sold",
    ];

    private readonly List<PaperItem> items;
    private readonly DealFile deal;
    private readonly IReadOnlyDictionary<string, string> texts;
    private TermCounts? counts;
    private readonly string? country;
    private readonly bool hasStatement;
    private readonly bool paperPresence;
    private readonly bool implementationSold;
    private readonly HashSet<string> names;

    public ScopeFeatures(List<PaperItem> items, DealFile deal, IReadOnlyDictionary<string, string> texts)
    {
        (this.items, this.deal, this.texts) = (items, deal, texts);
        country = deal.Account.Country;
        hasStatement = items.Exists(static item => !item.IsLine);
        names = DealNames.Of(deal);
        paperPresence = items.Exists(static item => !item.Excluded && SpeaksOfPresence(item.Text));
        implementationSold = items.Exists(static item => item.IsLine && item.Phrase.Concepts.Contains("#golive"));
    }

    /// <summary>Counts the deal's terms, once there is a promise to compare.</summary>
    private void Count()
    {
        if (counts is not null) return;
        var counted = new TermCounts();
        foreach (var item in items) counted.Add(item.Phrase.Terms);
        foreach (var document in deal.Documents)
        {
            if (document.Type != "sow" && texts.TryGetValue(document.Id, out var text)) counted.AddParagraphs(text);
        }

        // published whole: another thread may count the same meanwhile, to the same end
        Volatile.Write(ref counts, counted);
    }

    private static bool SpeaksOfPresence(string text)
    {
        Span<int> cues = stackalloc int[ScopeCues.Count];
        ScopeCues.Find(text, cues);
        return cues[(int)Cue.Presence] >= 0;
    }

    public bool IsName(string word) => names.Contains(word);

    private double Weight(string term) => counts!.TextsWith(term) is > 0 and var with ? Math.Log(1 + ((double)counts.Texts / with)) : counts!.Unseen;

    /// <summary>Reads a promise.</summary>
    public ScopeEvidence Read(string quote, string? due, DateTimeOffset at, ScopeFrame? frame)
    {
        Count();
        var evidence = new ScopeEvidence { Words = ScopeVocabulary.Read(quote) };
        var phrase = ScopePhrase.Read(evidence.Words, names);
        var values = evidence.Values;
        values[0] = 1;
        Cover(Completed(phrase, frame), evidence);
        Frame(frame, evidence);
        Figures(phrase, evidence);
        Durations(phrase, evidence);
        Words(quote, evidence);
        Dates(due, at, evidence);
        Concepts(phrase, evidence);
        values[38] = values[9] * (1 - values[8]);
        values[39] = Math.Max(-0.5, Math.Min(0.5, evidence.ExcludedCover - evidence.IncludedCover)) + 0.5;
        values[37] = Math.Max(values[1], values[2]);
        values[44] = implementationSold ? 1 : 0;
        values[21] = hasStatement ? 0 : 1;
        values[22] = Math.Min(phrase.Terms.Count, 20) / 20.0;
        return evidence;
    }

    /// <summary>A promise of hardly a word ("we do, all of them") is about what the sentence before it is about.</summary>
    private ScopePhrase Completed(ScopePhrase phrase, ScopeFrame? frame)
    {
        const int Fewest = 3;
        if (phrase.Terms.Count >= Fewest || string.IsNullOrWhiteSpace(frame?.Before)) return phrase;
        var before = frame.Before.AsSpan().TrimEnd();
        var start = before[..^1].LastIndexOfAny('.', '?', '\n');
        var sentence = ScopePhrase.Read(before[(start + 1)..], names);
        return new ScopePhrase([.. phrase.Terms.Union(sentence.Terms, StringComparer.Ordinal)], phrase.Figures);
    }

    /// <summary>Kinds of work the promise names and the paper knows, or does not.</summary>
    private void Concepts(ScopePhrase phrase, ScopeEvidence evidence)
    {
        foreach (var concept in phrase.Concepts)
        {
            if (concept is "#day" or "#user" or "#branch") continue;
            var known = items.Exists(item => !item.Excluded && item.Phrase.Concepts.Contains(concept));
            evidence.Values[known ? 41 : 42] += 0.5;
        }
    }

    private void Cover(ScopePhrase phrase, ScopeEvidence evidence)
    {
        var values = evidence.Values;
        var weights = new double[phrase.Terms.Count];
        var total = 0.0;
        for (var t = 0; t < weights.Length; t++) total += weights[t] = Weight(phrase.Terms[t]);
        if (total == 0) return;
        var covered = new double[phrase.Terms.Count];
        foreach (var item in items)
        {
            var matched = 0.0;
            var back = 0.0;
            for (var t = 0; t < phrase.Terms.Count; t++)
            {
                var share = Match(phrase.Terms[t], item.Phrase);
                if (share == 0) continue;
                matched += share * weights[t];
                back += share;
                if (!item.Excluded) covered[t] = Math.Max(covered[t], share);
            }

            var cover = matched / total;
            var reverse = item.Phrase.Terms.Count == 0 ? 0 : Math.Min(1, back / item.Phrase.Terms.Count);
            var slot = item.Excluded ? 4 : item.IsLine ? 1 : 2;
            values[slot] = Math.Max(values[slot], cover);
            if (!item.Excluded) values[item.IsLine ? 6 : 7] = Math.Max(values[item.IsLine ? 6 : 7], reverse * Math.Min(1, 3 * cover));
            var rank = cover + (0.3 * reverse * Math.Min(1, 3 * cover));
            if (item.Excluded)
            {
                if (rank > evidence.ExcludedCover) (evidence.Excluded, evidence.ExcludedCover) = (item, rank);
            }
            else if (rank > evidence.IncludedCover)
            {
                (evidence.Included, evidence.IncludedCover) = (item, rank);
            }
        }

        var all = 0.0;
        var rare = 0.0;
        for (var t = 0; t < covered.Length; t++)
        {
            all += covered[t] * weights[t];
            if (covered[t] == 0) rare = Math.Max(rare, weights[t] / counts!.Unseen);
        }

        values[3] = all / total;
        values[5] = evidence.ExcludedCover > evidence.IncludedCover ? 1 : 0;
        values[25] = rare;
    }

    private static double Match(string term, ScopePhrase other)
    {
        var concept = ScopeTerms.Concept(term);
        var best = 0.0;
        foreach (var mine in other.Terms)
        {
            if (string.Equals(mine, term, StringComparison.Ordinal)) return 1;
            if (concept is not null && string.Equals(ScopeTerms.Concept(mine), concept, StringComparison.Ordinal)) best = Math.Max(best, 0.6);
            else if (term.Length >= 5 && mine.Length >= 5 && term.AsSpan(0, 5).SequenceEqual(mine.AsSpan(0, 5))) best = Math.Max(best, 0.8);
        }

        return best;
    }
}
