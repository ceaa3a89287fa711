using HandoffBridge.Extraction.Deals;

namespace HandoffBridge.Extraction.Texts;

/// <summary>Reads a document's structure: zones, headings, lists, tables, turns, sentences. Linear in the length of the text.</summary>
public static class DocumentStructure
{
    /// <summary>The structure of one document of a deal.</summary>
    public static Structure Of(Document document, DealFile deal) => Of(document, DealPeople.Of(deal));

    /// <summary>The structure of one document; for several documents of a deal the people are found once.</summary>
    public static Structure Of(Document document, DealPeople people)
    {
        ArgumentNullException.ThrowIfNull(document);
        ArgumentNullException.ThrowIfNull(people);
        var text = VisibleText.Read(document);
        var lines = TextLines.Of(text, arrowQuotes: document.Type == "email", out var cut);
        var zones = Zones.Of(text.Text, lines, document);
        var builder = new StructureBuilder(document, people, text.Text, lines, zones);
        return new Structure { Visible = text.Text, Units = builder.Build(), Shortened = text.Shortened || cut || builder.IsFull };
    }
}
