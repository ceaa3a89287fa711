using System.ClientModel;
using System.ClientModel.Primitives;
using System.Globalization;
using HandoffBridge.Extraction.Deals;
using HandoffBridge.Extraction.Scopes;
using HandoffBridge.Extraction.Signals;
using OpenAI;
using OpenAI.Chat;

namespace HandoffBridge.Stages.Signals.LanguageModel;

/// <summary>
/// A language model behind the same seam. Texts go in as data; what comes out is checked like anything hostile: an answer
/// whose quote is not in the document is dropped and counted, and nothing but signals can come out of it. Where it
/// fails, the built-in engine's answer for that document stands and the brief says so.
/// </summary>
public sealed partial class OpenAIProvider : ISignalProvider
{
    private readonly ISignalEngine _builtIn;
    private readonly ExtractionOptions _options;
    private readonly ChatClient _client;
    private readonly ILogger<OpenAIProvider> _logger;

    /// <summary>Creates the provider.</summary>
    public OpenAIProvider(ISignalEngine builtIn, ExtractionOptions options, ILogger<OpenAIProvider> logger)
    {
        ArgumentNullException.ThrowIfNull(options);
        (_builtIn, _options, _logger) = (builtIn, options, logger);
        _client = new ChatClient(options.Model, new ApiKeyCredential(options.ApiKey.Length > 0 ? options.ApiKey : "none"), new OpenAIClientOptions
        {
            Endpoint = new Uri(options.Endpoint),
            NetworkTimeout = options.Timeout,
            RetryPolicy = new ClientRetryPolicy(options.Retries),
        });
    }

    /// <inheritdoc/>
    public string Name => $"{_options.Model} by {new Uri(_options.Endpoint).Host}, checked; else {_builtIn.Name}";

    /// <inheritdoc/>
    public async Task<ExtractionResult> ExtractAsync(DealFile deal, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(deal);
        var local = _builtIn.Extract(deal, cancellationToken);
        var scopes = new ScopeMatcher(deal, local.Texts);
        var signals = new List<Signal>();
        var remarks = local.Remarks.ToList();
        var (dropped, tokens) = (0, 0);
        foreach (var document in deal.Documents)
        {
            var own = local.Signals.Where(s => s.DocumentId == document.Id).ToList();
            if (document.Type == "sow" || string.IsNullOrWhiteSpace(local.Texts[document.Id])) continue;
            var text = local.Texts[document.Id];
            var politics = own.Where(s => s.Kind == SignalKind.Politics).ToList();
            var sent = _options.KeepPoliticsLocal ? Blanked(text, politics) : text;
            var estimate = (sent.Length / 3) + Guide.Tokens;
            if (tokens + estimate > _options.MaxTokensPerDeal)
            {
                signals.AddRange(own);
                remarks.Add(new(document.Id, "Read by the built-in engine: the deal's token limit for the language model was reached."));
                continue;
            }

            try
            {
                var answer = await AskAsync(deal, document, sent, cancellationToken);
                tokens += answer.Tokens > 0 ? answer.Tokens : estimate;
                var found = ModelAnswer.Check(answer.Text, deal, document, text, sent, scopes, out var wrong);
                dropped += wrong;
                signals.AddRange(_options.KeepPoliticsLocal ? found.Where(s => s.Kind != SignalKind.Politics).Concat(politics) : found);
            }
            catch (Exception e) when (e is ClientResultException or HttpRequestException or IOException or FormatException or InvalidOperationException or AggregateException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
            {
                tokens += estimate;
                Log.Failed(_logger, e.GetType().Name, e is ClientResultException { Status: var status } ? status : 0);
                signals.AddRange(own);
                remarks.Add(new(document.Id, "Read by the built-in engine: the language model did not answer usably."));
            }
        }

        if (dropped > 0) remarks.Add(new("", string.Create(CultureInfo.InvariantCulture, $"{dropped} answers of the language model were dropped, since their quotes stand in no document or their fields are not legal.")));
        var order = deal.Documents.Select((d, i) => (d.Id, i)).ToDictionary(p => p.Id, p => p.i, StringComparer.Ordinal);
        return new([.. signals.OrderBy(s => order[s.DocumentId]).ThenBy(s => s.Start).ThenBy(s => s.Kind)], local.Texts, remarks);
    }

    private async Task<(string Text, int Tokens)> AskAsync(DealFile deal, Document document, string text, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(_options.Timeout * (_options.Retries + 1));
        ClientResult<ChatCompletion> result = await _client.CompleteChatAsync(
            [new SystemChatMessage(Guide.Instruction), new UserChatMessage(Guide.Question(deal, document, text))],
            new ChatCompletionOptions
            {
                Temperature = 0,
                MaxOutputTokenCount = 8000,
                ResponseFormat = ChatResponseFormat.CreateJsonSchemaFormat("signals", BinaryData.FromString(Guide.Schema), jsonSchemaIsStrict: true),
            },
            patience.Token);
        if (result.Value.FinishReason == ChatFinishReason.Length) throw new FormatException("the answer was cut");
        return (result.Value.Content.Count > 0 ? result.Value.Content[0].Text : "", result.Value.Usage?.TotalTokenCount ?? 0);
    }

    /// <summary>The same length, so that every other quote stays where it is.</summary>
    private static string Blanked(string text, List<Signal> politics)
    {
        if (politics.Count == 0) return text;
        var characters = text.ToCharArray();
        foreach (var signal in politics)
        {
            for (var i = signal.Start; i < signal.End; i++)
            {
                if (characters[i] is not ('\n' or '\r')) characters[i] = ' ';
            }
        }

        return new string(characters);
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "The language model failed ({Kind}, status {Status}); the built-in answer stands")]
        public static partial void Failed(ILogger logger, string kind, int status);
    }
}
