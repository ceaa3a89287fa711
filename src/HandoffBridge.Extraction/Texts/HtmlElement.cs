using System.Collections.Frozen;

namespace HandoffBridge.Extraction.Texts;

/// <summary>What the scanner must know about an element.</summary>
[Flags]
internal enum HtmlTraits
{
    None = 0,
    /// <summary>Breaks the line before and after.</summary>
    Block = 1,
    /// <summary>Leaves an empty line before and after.</summary>
    Paragraph = 2,
    /// <summary>Has no end tag.</summary>
    Void = 4,
    /// <summary>Its content is never shown.</summary>
    Unseen = 8,
    /// <summary>Its content is not markup: it ends at its own end tag only.</summary>
    Raw = 16,
    Heading = 32,
    Bold = 64,
    List = 128,
    Item = 256,
    Row = 512,
    Cell = 1024,
    Preformatted = 2048,
    Quotation = 4096,
    /// <summary>A following sibling of the same name ends it, without an end tag.</summary>
    EndsItself = 8192,
}

/// <summary>An element name: an index for counting, and its traits.</summary>
internal readonly record struct HtmlElement(int Index, string Name, HtmlTraits Traits)
{
    private static readonly FrozenDictionary<string, HtmlElement> Known = All();
    private static readonly FrozenDictionary<string, HtmlElement>.AlternateLookup<ReadOnlySpan<char>> ByName =
        Known.GetAlternateLookup<ReadOnlySpan<char>>();

    public static int Count => Known.Count;

    /// <summary>The p element.</summary>
    public static readonly HtmlElement Paragraph = Known["p"];

    public bool Is(HtmlTraits traits) => (Traits & traits) != HtmlTraits.None;

    public static bool TryFind(ReadOnlySpan<char> name, out HtmlElement element) => ByName.TryGetValue(name, out element);

    private static FrozenDictionary<string, HtmlElement> All()
    {
        (string Names, HtmlTraits Traits)[] families =
        [
            ("div section article header footer main nav aside address fieldset form figure figcaption details summary dl center body html",
                HtmlTraits.Block),
            ("p", HtmlTraits.Paragraph | HtmlTraits.EndsItself),
            ("dt dd", HtmlTraits.Block | HtmlTraits.EndsItself),
            ("h1 h2 h3 h4 h5 h6", HtmlTraits.Paragraph | HtmlTraits.Heading),
            ("caption legend", HtmlTraits.Block | HtmlTraits.Heading),
            ("blockquote", HtmlTraits.Paragraph | HtmlTraits.Quotation),
            ("ul ol menu", HtmlTraits.Paragraph | HtmlTraits.List),
            ("li", HtmlTraits.Block | HtmlTraits.Item | HtmlTraits.EndsItself),
            ("table", HtmlTraits.Paragraph),
            ("tbody thead tfoot", HtmlTraits.Block),
            ("tr", HtmlTraits.Block | HtmlTraits.Row | HtmlTraits.EndsItself),
            ("td", HtmlTraits.Cell | HtmlTraits.EndsItself),
            ("th", HtmlTraits.Cell | HtmlTraits.EndsItself | HtmlTraits.Bold),
            ("pre listing xmp", HtmlTraits.Paragraph | HtmlTraits.Preformatted),
            ("b strong", HtmlTraits.Bold),
            ("i em u s span a font small big sub sup mark ins del code abbr cite q label button textarea select", HtmlTraits.None),
            ("option", HtmlTraits.Block | HtmlTraits.EndsItself),
            ("br", HtmlTraits.Void),
            ("hr", HtmlTraits.Void | HtmlTraits.Block),
            ("img input meta link base col area embed param source track wbr frame keygen bgsound basefont", HtmlTraits.Void),
            ("script style title iframe noframes noembed", HtmlTraits.Unseen | HtmlTraits.Raw),
            ("template datalist audio video canvas object", HtmlTraits.Unseen),
        ];
        var all = new Dictionary<string, HtmlElement>(StringComparer.OrdinalIgnoreCase);
        foreach (var (names, traits) in families)
        {
            foreach (var name in names.Split(' ')) all.Add(name, new HtmlElement(all.Count, name, traits));
        }

        return all.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
    }
}
