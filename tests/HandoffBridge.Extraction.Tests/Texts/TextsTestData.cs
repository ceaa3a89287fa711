using HandoffBridge.Extraction.Deals;
using HandoffBridge.Extraction.Texts;

namespace HandoffBridge.Extraction.Tests.Texts;

/// <summary>Builds the one deal and the documents that the text tests read.</summary>
internal static class TextsTestData
{
    public static DealFile Deal { get; } = new(
        new Deal("D-1", "Acme", default, null, null, null, "new", new Person(null, "Dana Ruiz", null)),
        new Account("A-1", "Acme Freight", null, "US"),
        [new Contact("C-1", "Priya Raman", "VP Operations", null, null), new Contact("C-2", "Dr. Hauke Lindner", null, null, null)],
        [],
        []);

    public static Document Document(string text, string type = "note", string format = "text", string side = "seller", string? subject = null, string name = "Dana Ruiz") =>
        new("N-1", type, subject, format, new Author(name, side), new DateTimeOffset(2026, 2, 11, 9, 30, 0, TimeSpan.Zero), text);

    public static Structure Structure(string text, string type = "note", string format = "text", string side = "seller", string? subject = null, string name = "Dana Ruiz") =>
        DocumentStructure.Of(Document(text, type, format, side, subject, name), Deal);

    public static string Text(this Structure structure, Unit unit) => structure.TextOf(unit).ToString();

    public static string[] Texts(this Structure structure, Func<Unit, bool>? where = null) =>
        [.. structure.Units.Where(where ?? (_ => true)).Select(structure.Text)];

    public static string Visible(string html) => VisibleText.Of(Document(html, format: "html"));
}
