using HandoffBridge.Settings;

namespace HandoffBridge.Stages.Signals;

/// <summary>Who extracts.</summary>
[Settings("Extraction")]
public sealed class ExtractionOptions
{
    /// <summary>The provider.</summary>
    [Meaning("BuiltIn (offline) or OpenAI (any compatible endpoint; the built-in answer stands where it fails).")]
    public ExtractionProvider Provider { get; set; } = ExtractionProvider.BuiltIn;
}
