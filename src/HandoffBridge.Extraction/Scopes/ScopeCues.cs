namespace HandoffBridge.Extraction.Scopes;

/// <summary>Phrases by which a promise itself tells how it stands to paper and price.</summary>
internal static class ScopeCues
{
    private static readonly string[] Free =
    [
        "no charge", "free of charge", "at no cost", "no cost", "no extra", "without charge", "an invoice", "no invoice", "on the house", "on us", "our house", "our cost", "our expense", "throw in", "thrown in",
        "gratis", "for free", "not bill", "won't bill", "don't charge", "won't charge", "not charge", "nothing will be charged", "a present", "don't pay", "no bill", "unpaid", "invoice", "unbilled", "nobody pays", "who pays",
        "zero $", "at zero", "for nothing", "complimentary", "kostenlos", "gratuit", "we eat it", "goodwill", "costs you nothing", "cost to you",
    ];

    private static readonly string[] Admission =
    [
        "not in sow", "not in the sow", "not on the order", "no line for", "no line,", "no line.", "on any line", "in any line", "not on paper", "nowhere on paper", "out of sow", "not in the paper", "unwritten", "not ordered", "not in the order",
        "says excluded", "is excluded", "as excluded", "not priced", "aren't priced", "isn't priced", "more than the paper", "sow shows", "the sow says", "sow says", "paper says", "no days", "not in the contract", "papered", "not written", "not in offer",
        "not on the quote", "not quoted", "isn't in the sow", "without a line", "nothing written", "separate project", "not in scope", "promise, not", "order says", "annex says", "annex only", "annex has", "annexe", "not on the form", "not in the annex",
        "not sold", "isn't on", "not on the", "sow =", "in the paper", "sow two", "than the", "wasn't ordered", "not in the statement", "not in there", "nothing in the sow", "isn't anywhere", "not in it",
    ];

    private static readonly string[] Paper =
    [
        "per sow", "in the sow", "in the statement of work", "as ordered", "in the order", "in the offer", "as signed", "in the contract", "is included", "that's included", "included in", "as per", "inside the", "in the scope", "in the package", "fixed price",
        "setup fee", "part of the deal", "as in the", "as agreed in", "we signed", "you ordered", "you bought", "in the price", "in b.", "chapter",
    ];

    private static readonly string[] PaperWords = ["sow", "statement of work", "annex", "on paper", "order form", "on the order", "contract", "the offer", "agreement", "order line", "no line"];

    private static readonly string[] Reported =
    [
        "you said", "you told", "you mentioned", "you promised", "you confirmed", "you offered", "you indicated", "you assured", "your man", "your colleague", "your people", "you people", "you'd", "you guys", "your side", "your own people",
        "you gave", "gave your word", "your team", "your trainer", "had said", "your lot", "you lot", "y'all",
    ];

    private static readonly string[] Expect =
    [
        "counts on", "expects", "counting on", "takes for granted", "remember", "don't forget", "minutes", "calendar", "they wait", "repeats it", "thinks", "believes", "still", "reminds", "asked again", "banking on",
    ];

    private static readonly string[] Presence =
    [
        "in person", "sit with", "sits with", "sit beside", "sits beside", "next to", "beside", "on site", "on-site", "onsite", "stay", "myself", "personally", "ride along", "ride-along", "stand", "weekend", "night", "in the room", "at the desk", "one of us",
        "one of ours", "two of us", "opening week", "first week", "first month", "week one", "shoulder", "in the flesh", "on the floor", "sleeps", "comes to", "come to", "come out", "visit", "fly", "flights", "every shift", "side by side",
    ];

    private static readonly string[] More = ["also", "as well", "too", "in addition", "extra", "additional", "another", "instead of", "not only", "even", "beyond", "on top", "the whole", "entire", "until it's", "as long as", "every", "all of"];

    private static readonly string[] OwnWord = ["told", "promised", "my word", "our word", "gave", "i said", "said yes", "we said", "i confirmed", "swore", "i owe", "yes to"];

    /// <summary>The lists, in the order of <see cref="Cue"/>.</summary>
    private static readonly string[][] Lists = [Free, Admission, Paper, PaperWords, Reported, Expect, Presence, More, OwnWord];

    private static readonly CueTrie Trie = new(Lists);

    /// <summary>How many lists there are.</summary>
    public const int Count = 9;

    /// <summary>Writes for each list the place of the first of its cues that a text holds at the start of a word, whatever the case; -1 where it holds none.</summary>
    public static void Find(ReadOnlySpan<char> text, Span<int> first) => Trie.Find(text, first);

    /// <summary>The words of a cue.</summary>
    public static string Words(Cue list, int place) => Lists[(int)list][place];
}

/// <summary>What a phrase tells of a promise.</summary>
internal enum Cue { Free, Admission, Paper, PaperWords, Reported, Expect, Presence, More, OwnWord }
