using System.ComponentModel.DataAnnotations;
using HandoffBridge.Settings;

namespace HandoffBridge.Stages.Signals;

/// <summary>Who extracts, and the limits of an endpoint that does.</summary>
[Settings("Extraction")]
public sealed class ExtractionOptions : IValidatableObject
{
    /// <summary>The provider.</summary>
    [Meaning("BuiltIn (offline) or OpenAI (any compatible endpoint; the built-in answer stands where it fails).")]
    public ExtractionProvider Provider { get; set; } = ExtractionProvider.BuiltIn;

    /// <summary>Endpoint.</summary>
    [Meaning("OpenAI: address of the endpoint, such as https://api.openai.com/v1.")]
    public string Endpoint { get; set; } = "";

    /// <summary>Key.</summary>
    [Meaning("OpenAI: API key.", Secret = true)]
    public string ApiKey { get; set; } = "";

    /// <summary>Model.</summary>
    [Meaning("OpenAI: name of the model.")]
    public string Model { get; set; } = "";

    /// <summary>Wait for one document.</summary>
    [Meaning("OpenAI: longest wait for the answer to one document.")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>Repeats.</summary>
    [Meaning("OpenAI: how often a failed question is asked again, 0 to 5.")]
    [Range(0, 5)]
    public int Retries { get; set; } = 2;

    /// <summary>Spend limit.</summary>
    [Meaning("OpenAI: most tokens (in and out) spent on one deal; what is left over is read by the built-in engine.")]
    [Range(1000, 100_000_000)]
    public int MaxTokensPerDeal { get; set; } = 200_000;

    /// <summary>Politics stay here.</summary>
    [Meaning("OpenAI: true: passages about people's stance and power are blanked before a text is sent and read by the built-in engine only.")]
    public bool KeepPoliticsLocal { get; set; } = true;

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Provider != ExtractionProvider.OpenAI) yield break;
        if (!Uri.TryCreate(Endpoint, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https")) yield return new($"is \"{Endpoint}\", which is not an address; with Extraction:Provider=OpenAI write the endpoint with https://.", [nameof(Endpoint)]);
        else if (uri.Scheme == "http" && !uri.IsLoopback) yield return new("is a plain http address of another machine; customer texts are sent there, so write https://.", [nameof(Endpoint)]);
        if (Model.Length == 0) yield return new("is missing; write the model's name.", [nameof(Model)]);
    }
}
