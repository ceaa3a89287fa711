namespace HandoffBridge.Extraction.Features;

/// <summary>Words that are no name, or that are a name only with a capital.</summary>
internal static class StopWords
{
    private static readonly HashSet<string> NoName = new(StringComparer.OrdinalIgnoreCase)
    {
        "the", "and", "for", "per", "inc", "ltd", "llc", "gmbh", "group", "company", "corp", "incl", "von", "van", "der", "den", "del", "della", "dott", "ing", "prof", "avv",
        "site", "sites", "user", "users", "seat", "seats", "licence", "license", "training", "implementation", "services", "service", "support", "platform", "module", "annual", "year",
        "migration", "integration", "onboarding", "package", "one", "with", "notetaker", "summary", "bot", "notes", "deal", "desk",
    };

    private static readonly HashSet<string> AlsoWords = new(StringComparer.OrdinalIgnoreCase)
    {
        "will", "mark", "grant", "joy", "price", "may", "april", "june", "august", "grace", "hope", "faith", "rob", "bill", "sue", "pat", "drew", "chase", "frank", "art", "rich", "max", "miles",
        "page", "young", "long", "short", "king", "day", "hall", "hill", "field", "bell", "cook", "baker", "black", "white", "brown", "green", "gray", "rose", "dawn", "amber", "rusk", "banks", "case",
        "ray", "jack", "mike", "sky", "star", "stone", "wood", "woods", "west", "north", "rice", "love", "person", "summer", "penny", "gene", "guy", "dean", "earl", "duke", "lane", "ford", "park", "parks",
    };

    /// <summary>Never a name, whatever the CRM says.</summary>
    public static bool Contains(string word) => NoName.Contains(word);

    /// <summary>A name only where it is capitalised.</summary>
    public static bool Ambiguous(string word) => AlsoWords.Contains(word);
}
