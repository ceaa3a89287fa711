using HandoffBridge.Extraction.Deals;

namespace HandoffBridge.Extraction.Tests.Signals;

/// <summary>Small deals for tests, and the deals that training never saw.</summary>
internal static class TestDeals
{
    private static readonly DateTimeOffset At = new(2026, 2, 11, 9, 30, 0, TimeSpan.Zero);

    /// <summary>A deal with one document.</summary>
    public static DealFile With(string text, string type = "email", string side = "seller", string format = "text") => new(
        new Deal("D-1", "Northwind – Control Tower", At, 120000, "USD", 36, "new", new Person("U-1", "Dana Ruiz", "dana@seller.example")),
        new Account("A-1", "Northwind Freight", "Logistics", "US"),
        [new Contact("C-1", "Priya Raman", "VP Operations", "priya@northwind.example", "Decision maker"), new Contact("C-2", "Owen Hart", "CFO", null, null)],
        [new OrderLine("L-1", "Control Tower seat", "", 250, 52, 12)],
        [new Document("N-1", type, "Notes", format, new Author(side == "seller" ? "Dana Ruiz" : "Priya Raman", side), At, text)]);

    /// <summary>Labelled deals that are left out of training.</summary>
    public static IReadOnlyList<DealFile> HeldOut() =>
        [.. Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "HeldOut"), "*.json").Order(StringComparer.Ordinal)
            .Select(f => DealFileReader.Read(File.ReadAllBytes(f)).Deal.ShouldNotBeNull())];
}
