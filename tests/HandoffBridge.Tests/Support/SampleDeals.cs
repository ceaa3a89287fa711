using System.Text.Json;
using HandoffBridge.Extraction.Deals;
using HandoffBridge.Extraction.Signals;
using HandoffBridge.Extraction.Texts;
using HandoffBridge.Languages;
using HandoffBridge.Stages.Briefs;
using HandoffBridge.Stages.Findings;
using HandoffBridge.Stages.Roadmap;
using HandoffBridge.Stages.StandardDeals;

namespace HandoffBridge.Tests.Support;

/// <summary>The deals shipped with the program, with the signals a reader marked in them.</summary>
internal static class SampleDeals
{
    public static string Root { get; } = FindRoot();

    public static string Directory => Path.Combine(Root, "src", "HandoffBridge", "samples");

    public static TheoryData<string> Names => new(System.IO.Directory.EnumerateFiles(Path.Combine(Directory, "deals"), "*.json").Select(f => Path.GetFileNameWithoutExtension(f)!).Order(StringComparer.Ordinal).ToArray());

    public static RoadmapRegister Register => RoadmapRegister.Read(File.ReadAllBytes(Path.Combine(Directory, "roadmap.json")));

    public static StandardDeal Standard => StandardDeal.Read(File.ReadAllBytes(Path.Combine(Directory, "standard-deal.json")));

    public static DealFile Deal(string name) =>
        DealFileReader.Read(File.ReadAllBytes(Path.Combine(Directory, "deals", name + ".json"))).Deal.ShouldNotBeNull();

    public static ExtractionResult Extraction(string name, DealFile deal)
    {
        var texts = deal.Documents.ToDictionary(d => d.Id, VisibleText.Of, StringComparer.Ordinal);
        using var labels = JsonDocument.Parse(File.ReadAllText(Path.Combine(Root, "tests", "HandoffBridge.Tests", "Samples", name + ".signals.json")));
        return new([.. labels.RootElement.EnumerateArray().Select(l => Signal(deal, texts, l))], texts, []);
    }

    public static Brief Brief(string name, string language = "en")
    {
        var deal = Deal(name);
        var findings = new ReconcileSignals(Language.Of(language)).Reconcile("H-" + deal.Deal.Id, deal, Extraction(name, deal), Register, Standard);
        return new WriteBrief(Language.Of(language)).Write(new BriefInput { Deal = deal, Findings = findings, Version = 1, CreatedAt = deal.Deal.WonAt.ToUniversalTime().AddHours(1), Engine = "labels" });
    }

    private static Signal Signal(DealFile deal, Dictionary<string, string> texts, JsonElement l)
    {
        var (document, quote) = (Text(l, "documentId")!, Text(l, "quote")!);
        var start = texts[document].IndexOf(quote, StringComparison.Ordinal);
        start.ShouldBeGreaterThanOrEqualTo(0, $"{deal.Deal.Id} {document} does not hold: {quote}");
        return new Signal
        {
            DealId = deal.Deal.Id, DocumentId = document, Kind = SignalNames.Parse(Text(l, "kind"))!.Value, Quote = quote, Start = start, End = start + quote.Length,
            Due = Text(l, "due"), Person = Text(l, "person"), Stance = Text(l, "stance"), Confidence = 0.9,
            Scope = Text(l, "status") is { } status ? new(Enum.Parse<ScopeStatus>(status, ignoreCase: true), Text(l, "line"), Text(l, "why")!) : null,
        };
    }

    private static string? Text(JsonElement e, string name) => e.TryGetProperty(name, out var value) ? value.GetString() : null;

    private static string FindRoot()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (directory is not null && !File.Exists(Path.Combine(directory.FullName, "HandoffBridge.sln"))) directory = directory.Parent;
        return directory?.FullName ?? throw new InvalidOperationException("The tests run outside the repository.");
    }
}
