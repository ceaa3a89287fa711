using HandoffBridge.Extraction.Dates;
using HandoffBridge.Extraction.Deals;

namespace HandoffBridge.Extraction.Scopes;

/// <summary>Compares a promise with the paper and measures: term cover, figures, dates, and the promise's own words about paper and price.</summary>
internal sealed class ScopeFeatures
{
    /// <summary>What each value is, in order. Append only: <see cref="ScopeWeights"/> follows it.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        "bias", "cover-line", "cover-sow", "cover-all", "cover-excluded", "excluded-nearer", "reverse-line", "reverse-sow",
        "figure-equal", "figure-beyond", "figure-below", "figure-foreign", "free", "admits-no-paper", "names-paper", "reported", "customer-expects",
        "presence", "date-on-paper", "date-before-paper", "has-due", "no-sow", "length", "lines-only-concept", "top-concept-sow", "rare-uncovered", "asked-also", "own-word",
    ];

    private static readonly string[] FreeCues =
    [
        "no charge", "free of charge", "at no cost", "no cost", "no extra", "without charge", "without invoice", "an invoice", "no invoice", "on the house", "on us", "our house", "our cost", "our expense", "throw in", "thrown in",
        "gratis", "for free", "not bill", "won't bill", "don't charge", "won't charge", "not charge", "nothing will be charged", "a present", "you don't pay", "no bill", "unpaid", "invoice", "unbilled", "not priced", "aren't priced", "isn't priced", "nobody pays", "who pays", "zero $", "at zero",
    ];

    private static readonly string[] AdmissionCues =
    [
        "not in sow", "not in the sow", "not on the order", "no line", "not on any line", "not in any line", "isn't on any line", "not on paper", "nowhere on paper", "out of sow", "not in the paper", "unwritten", "not ordered", "not in the order",
        "sow says excluded", "is excluded", "as excluded", "not priced", "aren't priced", "isn't priced", "handshake", "more than the paper", "sow shows", "the sow says", "sow says", "no days", "not in the contract", "hasn't papered", "not written", "not in offer", "not on the quote", "not quoted", "isn't in the sow", "without a line",
        "nothing written", "separate project", "paper says", "not in scope", "promise, not", "order says", "annex says", "annex only", "annex has", "not on the form",
    ];

    private static readonly string[] PaperCues =
    [
        "per sow", "in the sow", "in the statement of work", "as ordered", "in the order", "in the offer", "as signed", "as in the offer", "in the contract", "is included", "that's included", "included in", "as per", "inside the", "in the scope", "in the package", "as agreed in the", "part of the",
    ];

    private static readonly string[] ReportedCues =
    [
        "you said", "you told", "you mentioned", "you promised", "you confirmed", "you offered", "you indicated", "you assured", "your man", "your colleague", "your people", "you people", "you'd", "you guys", "your side", "your own people", "you gave", "gave your word", "your team", "your trainer", "had said", "your lot", "as you", "you lot", "y'all", "you bring", "you keep",
    ];

    private static readonly string[] ExpectCues =
    [
        "counts on", "expects", "is counting", "takes for granted", "remember", "don't forget", "their minutes", "her calendar", "his minutes", "they wait", "repeats it", "thinks", "believes",
    ];

    private static readonly string[] PresenceCues =
    [
        "in person", "sit with", "sits with", "sit beside", "sits beside", "next to", "beside", "on site", "onsite", "stay", "stays", "myself", "personally", "ride along", "ride-along", "stand", "stands", "weekend", "night", "in the room", "at the desk", "one of us", "one of ours", "two of us", "opening week", "first week", "first month", "week one", "shoulder", "by hand", "in the flesh", "floor",
    ];

    private static readonly string[] AlsoCues = ["also", "as well", "too", "in addition", "extra", "additional", "another", "instead of", "not only", "even", "beyond", "on top", "all of", "entire", "whole"];

    private static readonly string[] OwnWordCues = ["told", "promised", "my word", "our word", "gave", "i said", "said yes", "we said", "i confirmed", "swore", "vowed", "i owe"];

    private readonly List<PaperItem> items;
    private readonly Dictionary<string, double> idf = new(StringComparer.Ordinal);
    private readonly double unseen;
    private readonly string? country;
    private readonly bool hasStatement;

    public ScopeFeatures(List<PaperItem> items, DealFile deal, IReadOnlyDictionary<string, string> texts)
    {
        this.items = items;
        country = deal.Account.Country;
        hasStatement = items.Exists(static item => !item.IsLine);
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        var count = 0;
        foreach (var item in items) Count(item.Phrase.Terms, seen, ref count);
        foreach (var document in deal.Documents)
        {
            if (document.Type == "sow" || !texts.TryGetValue(document.Id, out var text)) continue;
            foreach (var paragraph in text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)) Count(ScopePhrase.Read(paragraph).Terms, seen, ref count);
        }

        unseen = Math.Log(1 + count);
        foreach (var (term, df) in seen) idf[term] = Math.Log(1 + ((double)count / df));
    }

    private static void Count(IReadOnlyList<string> terms, Dictionary<string, int> seen, ref int count)
    {
        count++;
        foreach (var term in terms) seen[term] = seen.GetValueOrDefault(term) + 1;
    }

    private double Weight(string term) => idf.GetValueOrDefault(term, unseen);

    /// <summary>Reads a promise.</summary>
    public ScopeEvidence Read(string quote, string? due, DateTimeOffset at)
    {
        var phrase = ScopePhrase.Read(quote);
        var evidence = new ScopeEvidence();
        var values = evidence.Values;
        values[0] = 1;
        Cover(phrase, evidence);
        Figures(phrase, evidence);
        Words(quote, evidence);
        Dates(due, at, evidence);
        values[21] = hasStatement ? 0 : 1;
        values[22] = Math.Min(phrase.Terms.Count, 20) / 20.0;
        return evidence;
    }

    private void Cover(ScopePhrase phrase, ScopeEvidence evidence)
    {
        var values = evidence.Values;
        var total = 0.0;
        foreach (var term in phrase.Terms) total += Weight(term);
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
                matched += share * Weight(phrase.Terms[t]);
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
            all += covered[t] * Weight(phrase.Terms[t]);
            if (covered[t] == 0) rare = Math.Max(rare, Weight(phrase.Terms[t]) / unseen);
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

    private void Figures(ScopePhrase phrase, ScopeEvidence evidence)
    {
        var values = evidence.Values;
        foreach (var figure in phrase.Figures)
        {
            if (figure.Value is >= 1990 and <= 2099) continue;
            decimal? best = null;
            PaperItem? deciding = null;
            var noun = "";
            var equal = false;
            foreach (var item in items)
            {
                if (item.Excluded) continue;
                foreach (var other in item.Phrase.Figures)
                {
                    if (Shared(figure.Nouns, other.Nouns) is not { } shared) continue;
                    if (other.Value == figure.Value) equal = true;
                    if (best is null || other.Value > best) (best, deciding, noun) = (other.Value, item, shared);
                }

                if (item.Quantity is > 1 && Shared(figure.Nouns, item.Phrase.Terms) is { } product)
                {
                    if (item.Quantity == figure.Value) equal = true;
                    if (best is null || item.Quantity > best) (best, deciding, noun) = (item.Quantity, item, product);
                }
                else if (item.Quantity == figure.Value && figure.Value > 2)
                {
                    equal = true;
                }

                foreach (var other in item.Phrase.Figures) equal |= other.Value == figure.Value && figure.Value > 4;
            }

            if (equal) values[8] = 1;
            else if (best is { } signed && figure.Value > signed)
            {
                values[9] = 1;
                evidence.Beyond ??= (figure.Written, signed.ToString("0.##", System.Globalization.CultureInfo.InvariantCulture), noun);
                evidence.BeyondItem ??= deciding;
            }
            else if (best is not null) values[10] = 1;
            else values[11] = 1;
        }
    }

    private static string? Shared(IReadOnlyList<string> a, IReadOnlyList<string> b)
    {
        foreach (var noun in a)
        {
            foreach (var other in b)
            {
                if (string.Equals(noun, other, StringComparison.Ordinal) || (ScopeTerms.Concept(noun) is { } concept && string.Equals(concept, ScopeTerms.Concept(other), StringComparison.Ordinal))) return noun;
            }
        }

        return null;
    }

    private static void Words(string quote, ScopeEvidence evidence)
    {
        var values = evidence.Values;
        values[12] = Any(quote, FreeCues) is null ? 0 : 1;
        evidence.Admission = Any(quote, AdmissionCues);
        values[13] = evidence.Admission is null ? 0 : 1;
        values[14] = evidence.Admission is null && Any(quote, PaperCues) is not null ? 1 : 0;
        values[15] = Any(quote, ReportedCues) is null ? 0 : 1;
        values[16] = Any(quote, ExpectCues) is null ? 0 : 1;
        values[17] = Any(quote, PresenceCues) is null ? 0 : 1;
        values[26] = Any(quote, AlsoCues) is null ? 0 : 1;
        values[27] = Any(quote, OwnWordCues) is null ? 0 : 1;
    }

    private static string? Any(string quote, string[] cues)
    {
        foreach (var cue in cues)
        {
            if (quote.Contains(cue, StringComparison.OrdinalIgnoreCase)) return cue;
        }

        return null;
    }

    private void Dates(string? due, DateTimeOffset at, ScopeEvidence evidence)
    {
        if (due is null) return;
        evidence.Values[20] = 1;
        var context = new DueContext(at, country);
        foreach (var item in items)
        {
            if (item.Excluded) continue;
            foreach (var span in DateScanner.Find(item.Text, context))
            {
                var signed = span.Time.ToString();
                if (signed == due || (due.Length == 7 && signed.StartsWith(due, StringComparison.Ordinal))) evidence.Values[18] = 1;
                else if (ReferenceEquals(item, evidence.Included) && string.CompareOrdinal(due, signed) < 0)
                {
                    evidence.Values[19] = 1;
                    evidence.LaterDate = signed;
                }
            }
        }

        if (evidence.Values[18] > 0) evidence.Values[19] = 0;
    }
}
