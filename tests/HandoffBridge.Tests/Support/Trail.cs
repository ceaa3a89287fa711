using HandoffBridge.Extraction.Deals;
using HandoffBridge.Extraction.Signals;
using HandoffBridge.Languages;
using HandoffBridge.Stages.Briefs;
using HandoffBridge.Stages.Findings;
using HandoffBridge.Stages.Roadmap;
using HandoffBridge.Stages.StandardDeals;

namespace HandoffBridge.Tests.Support;

/// <summary>Builds a deal and what extraction would find in it. Each document is its quotes, one a line.</summary>
internal sealed class Trail
{
    private readonly List<Document> documents = [];
    private readonly List<Signal> signals = [];
    private readonly List<Contact> contacts = [];
    private readonly List<OrderLine> lines = [];
    private readonly Dictionary<string, string> texts = new(StringComparer.Ordinal);
    private Deal deal = new("D-1", "Acme – Rounds", DateTimeOffset.Parse("2026-03-31T16:00:00+00:00", null), 100000m, "EUR", 24, "new", new("U-1", "Dana Ruiz", "dana@seller.example"));

    public RoadmapRegister Register { get; set; } = RoadmapRegister.Empty;

    public StandardDeal Standard { get; set; } = StandardDeal.Empty;

    public Trail Deal(Func<Deal, Deal> change)
    {
        deal = change(deal);
        return this;
    }

    public Trail Contact(string name, string? title = null, string? role = null)
    {
        contacts.Add(new($"C-{contacts.Count + 1}", name, title, null, role));
        return this;
    }

    public Trail Line(string product, string? description = null, decimal? discount = 0)
    {
        lines.Add(new($"L-{lines.Count + 1}", product, description, 10, 100, discount));
        return this;
    }

    public Trail Document(string id, string type, string at, string author, string side, string text, string? subject = null)
    {
        documents.Add(new(id, type, subject ?? $"Subject of {id}", "text", new(author, side), DateTimeOffset.Parse(at + "T10:00:00+00:00", null), text));
        texts[id] = text;
        return this;
    }

    /// <summary>A note of the seller's holding the quote, and its signal.</summary>
    public Trail Note(string id, string at, SignalKind kind, string quote, string? due = null, string? person = null, string? stance = null, ScopeStatus? scope = null) =>
        Document(id, "note", at, "Dana Ruiz", "seller", quote).Signal(id, kind, quote, due, person, stance, scope);

    /// <summary>An e-mail of the customer's holding the quote, and its signal.</summary>
    public Trail Mail(string id, string at, SignalKind kind, string quote, string? due = null, ScopeStatus? scope = null) =>
        Document(id, "email", at, "Ana Lima", "customer", quote).Signal(id, kind, quote, due, null, null, scope);

    public Trail Signal(string documentId, SignalKind kind, string quote, string? due = null, string? person = null, string? stance = null, ScopeStatus? scope = null, string? why = null)
    {
        var start = texts[documentId].IndexOf(quote, StringComparison.Ordinal);
        start.ShouldBeGreaterThanOrEqualTo(0, $"{documentId} does not hold: {quote}");
        signals.Add(new Signal
        {
            DealId = deal.Id, DocumentId = documentId, Kind = kind, Quote = quote, Start = start, End = start + quote.Length,
            Due = due, Person = person, Stance = stance, Confidence = 0.9,
            Scope = scope is { } s ? new(s, s == ScopeStatus.Unscoped ? null : "L-1", why ?? (s == ScopeStatus.Scoped ? "The order has it." : "No order line and no statement of work covers it.")) : null,
        });
        return this;
    }

    public DealFile File => new(deal, new("A-1", "Acme Freight", "Logistics", "US"), contacts, lines, documents);

    public ExtractionResult Extraction => new(
        [.. signals.OrderBy(s => documents.FindIndex(d => d.Id == s.DocumentId)).ThenBy(s => s.Start)], texts, []);

    public FindingSet Findings(FindingSet? earlier = null, string language = "en") =>
        new ReconcileSignals(Language.Of(language)).Reconcile("H-1", File, Extraction, Register, Standard, earlier);

    public Brief Brief(Func<BriefInput, BriefInput>? change = null, string language = "en")
    {
        var input = new BriefInput { Deal = File, Findings = Findings(null, language), Version = 1, CreatedAt = DateTimeOffset.Parse("2026-04-01T08:00:00+00:00", null) };
        return new WriteBrief(Language.Of(language)).Write(change is null ? input : change(input));
    }
}
