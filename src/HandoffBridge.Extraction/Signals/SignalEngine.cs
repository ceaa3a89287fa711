using System.Collections.Concurrent;
using System.Globalization;
using HandoffBridge.Extraction.Dates;
using HandoffBridge.Extraction.Deals;
using HandoffBridge.Extraction.Features;
using HandoffBridge.Extraction.Models;
using HandoffBridge.Extraction.Scopes;
using HandoffBridge.Extraction.Texts;

namespace HandoffBridge.Extraction.Signals;

/// <summary>The built-in engine: offline, deterministic, no native code. Safe for use by several threads.</summary>
public sealed class SignalEngine : ISignalEngine
{
    private readonly SignalModel _model;
    private readonly ConcurrentBag<Reader> _readers = [];

    /// <summary>The engine with the shipped model.</summary>
    public SignalEngine()
        : this(SignalModel.Shared)
    {
    }

    internal SignalEngine(SignalModel model) => _model = model;

    /// <summary>The one engine a program needs.</summary>
    public static SignalEngine Default { get; } = new();

    /// <inheritdoc/>
    public string Name => string.Create(CultureInfo.InvariantCulture, $"builtin 1 (model {_model.Checksum:x8})");

    /// <inheritdoc/>
    public ExtractionResult Extract(DealFile deal, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(deal);
        var found = new List<Found>();
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        var remarks = new List<ExtractionRemark>();
        var roles = new RoleNames(deal);
        var people = DealPeople.Of(deal);
        if (!_readers.TryTake(out var reader)) reader = new Reader(new DocumentReading(), new PassageScorer(_model));
        foreach (var document in deal.Documents)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var reading = reader.Reading;
            reading.Read(document, roles, people);
            texts[document.Id] = reading.Text;
            if (reading.Shortened) remarks.Add(new ExtractionRemark(document.Id, $"Only the first {VisibleText.MaxLength} characters of the document were read."));
            if (document.Type != "sow") reader.Scorer.Find(reading, found);
        }

        _readers.Add(reader);
        var assembly = new SignalAssembly(deal, texts);
        return new ExtractionResult([.. found.Select(assembly.Complete)], texts, remarks);
    }

    /// <summary>What one thread needs; kept for the next deal.</summary>
    private sealed record Reader(DocumentReading Reading, PassageScorer Scorer);
}
