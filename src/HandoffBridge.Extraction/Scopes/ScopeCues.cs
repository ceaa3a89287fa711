namespace HandoffBridge.Extraction.Scopes;

/// <summary>Phrases by which a promise itself tells how it stands to paper and price.</summary>
internal static class ScopeCues
{
    public static readonly string[] Free =
    [
        "no charge", "free of charge", "at no cost", "no cost", "no extra", "without charge", "an invoice", "no invoice", "on the house", "on us", "our house", "our cost", "our expense", "throw in", "thrown in",
        "gratis", "for free", "not bill", "won't bill", "don't charge", "won't charge", "not charge", "nothing will be charged", "a present", "don't pay", "no bill", "unpaid", "invoice", "unbilled", "nobody pays", "who pays",
        "zero $", "at zero", "for nothing", "complimentary", "kostenlos", "gratuit", "we eat it", "goodwill", "costs you nothing", "cost to you",
    ];

    public static readonly string[] Admission =
    [
        "not in sow", "not in the sow", "not on the order", "no line for", "no line,", "no line.", "on any line", "in any line", "not on paper", "nowhere on paper", "out of sow", "not in the paper", "unwritten", "not ordered", "not in the order",
        "says excluded", "is excluded", "as excluded", "not priced", "aren't priced", "isn't priced", "more than the paper", "sow shows", "the sow says", "sow says", "paper says", "no days", "not in the contract", "papered", "not written", "not in offer",
        "not on the quote", "not quoted", "isn't in the sow", "without a line", "nothing written", "separate project", "not in scope", "promise, not", "order says", "annex says", "annex only", "annex has", "annexe", "not on the form", "not in the annex",
        "not sold", "isn't on", "not on the", "sow =", "in the paper", "sow two", "than the", "wasn't ordered", "not in the statement", "not in there", "nothing in the sow", "isn't anywhere", "not in it",
    ];

    public static readonly string[] Paper =
    [
        "per sow", "in the sow", "in the statement of work", "as ordered", "in the order", "in the offer", "as signed", "in the contract", "is included", "that's included", "included in", "as per", "inside the", "in the scope", "in the package", "fixed price",
        "setup fee", "part of the deal", "as in the", "as agreed in", "we signed", "you ordered", "you bought", "in the price", "in b.", "chapter",
    ];

    public static readonly string[] PaperWords = ["sow", "statement of work", "annex", "on paper", "order form", "on the order", "contract", "the offer", "agreement", "order line", "no line"];

    public static readonly string[] Reported =
    [
        "you said", "you told", "you mentioned", "you promised", "you confirmed", "you offered", "you indicated", "you assured", "your man", "your colleague", "your people", "you people", "you'd", "you guys", "your side", "your own people",
        "you gave", "gave your word", "your team", "your trainer", "had said", "your lot", "you lot", "y'all",
    ];

    public static readonly string[] Expect =
    [
        "counts on", "expects", "counting on", "takes for granted", "remember", "don't forget", "minutes", "calendar", "they wait", "repeats it", "thinks", "believes", "still", "reminds", "asked again", "banking on",
    ];

    public static readonly string[] Presence =
    [
        "in person", "sit with", "sits with", "sit beside", "sits beside", "next to", "beside", "on site", "on-site", "onsite", "stay", "myself", "personally", "ride along", "ride-along", "stand", "weekend", "night", "in the room", "at the desk", "one of us",
        "one of ours", "two of us", "opening week", "first week", "first month", "week one", "shoulder", "in the flesh", "on the floor", "sleeps", "comes to", "come to", "come out", "visit", "fly", "flights", "every shift", "side by side",
    ];

    public static readonly string[] More = ["also", "as well", "too", "in addition", "extra", "additional", "another", "instead of", "not only", "even", "beyond", "on top", "the whole", "entire", "until it's", "as long as", "every", "all of"];

    public static readonly string[] OwnWord = ["told", "promised", "my word", "our word", "gave", "i said", "said yes", "we said", "i confirmed", "swore", "i owe", "yes to"];

    /// <summary>The first of the cues that a text holds at word boundaries; null where it holds none.</summary>
    public static string? Any(string text, string[] cues)
    {
        foreach (var cue in cues)
        {
            for (var at = text.IndexOf(cue, StringComparison.OrdinalIgnoreCase); at >= 0; at = text.IndexOf(cue, at + 1, StringComparison.OrdinalIgnoreCase))
            {
                if (at == 0 || !char.IsLetterOrDigit(text[at - 1])) return cue;
            }
        }

        return null;
    }
}
