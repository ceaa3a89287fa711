using HandoffBridge.Extraction.Deals;
using HandoffBridge.Extraction.Signals;
using HandoffBridge.Settings;

namespace HandoffBridge.Stages.Signals;

/// <summary>Who extracts.</summary>
public enum ExtractionProvider
{
    /// <summary>The built-in engine: offline and deterministic.</summary>
    BuiltIn,
    /// <summary>Any OpenAI-compatible endpoint, with the built-in engine's answer where it fails.</summary>
    OpenAI,
}

/// <summary>Extraction, with the provider that the settings name.</summary>
public interface ISignalProvider
{
    /// <summary>Name and version, for the evidence section.</summary>
    string Name { get; }

    /// <summary>Extracts a deal's signals. Every quote is verbatim, whoever answered.</summary>
    Task<ExtractionResult> ExtractAsync(DealFile deal, CancellationToken cancellationToken);
}

/// <summary>The built-in engine behind the seam.</summary>
public sealed class BuiltInProvider(ISignalEngine engine) : ISignalProvider
{
    /// <inheritdoc/>
    public string Name => engine.Name;

    /// <inheritdoc/>
    public Task<ExtractionResult> ExtractAsync(DealFile deal, CancellationToken cancellationToken) =>
        Task.FromResult(engine.Extract(deal, cancellationToken));
}
