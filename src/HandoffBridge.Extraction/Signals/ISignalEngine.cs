using HandoffBridge.Extraction.Deals;

namespace HandoffBridge.Extraction.Signals;

/// <summary>The one front door of extraction: a deal in, signals with proofs out. Pure: no clock, disk, network or culture.</summary>
public interface ISignalEngine
{
    /// <summary>Name and version of the engine and its model, for the evidence section: "builtin 1 (model 3f2a…)".</summary>
    string Name { get; }

    /// <summary>Extracts every document's signals, in document order and then by offset.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    ExtractionResult Extract(DealFile deal, CancellationToken cancellationToken = default);
}

/// <summary>What extraction found.</summary>
/// <param name="Signals">In document order, then by start offset, then by kind.</param>
/// <param name="Texts">The visible text of each document: what every offset refers to.</param>
/// <param name="Remarks">What was shortened or refused, in one sentence each; empty where all was read.</param>
public sealed record ExtractionResult(
    IReadOnlyList<Signal> Signals, IReadOnlyDictionary<string, string> Texts, IReadOnlyList<ExtractionRemark> Remarks);

/// <summary>Something a reader must know about how a document was read.</summary>
/// <param name="DocumentId">The document.</param>
/// <param name="Text">One sentence.</param>
public sealed record ExtractionRemark(string DocumentId, string Text);
