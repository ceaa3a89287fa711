using System.Net;
using Polly;
using Polly.Retry;

namespace HandoffBridge.Connectors;

/// <summary>
/// How this program speaks to another system: no redirects (a redirect is a failure, never followed with our key),
/// short connects, bounded answers, and repeats only of what may be repeated (GET), with growing, jittered waits.
/// </summary>
public sealed class UpstreamHandler : DelegatingHandler
{
    /// <summary>Largest answer read, in bytes.</summary>
    public const long MaxAnswer = 20 * 1024 * 1024;

    private readonly ResiliencePipeline<HttpResponseMessage> _pipeline;

    /// <summary>Creates the handler on a socket of its own.</summary>
    public UpstreamHandler(TimeProvider time, HttpMessageHandler? inner = null)
        : base(inner ?? new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            ConnectTimeout = TimeSpan.FromSeconds(5),
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            MaxConnectionsPerServer = 8,
            UseCookies = false,
        })
    {
        _pipeline = new ResiliencePipelineBuilder<HttpResponseMessage> { TimeProvider = time }
            .AddRetry(new RetryStrategyOptions<HttpResponseMessage>
            {
                MaxRetryAttempts = 2,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                Delay = TimeSpan.FromMilliseconds(300),
                ShouldHandle = a => ValueTask.FromResult(a.Outcome.Exception is HttpRequestException || a.Outcome.Result?.StatusCode is HttpStatusCode.BadGateway or HttpStatusCode.GatewayTimeout),
                OnRetry = a =>
                {
                    a.Outcome.Result?.Dispose();
                    return default;
                },
            })
            .Build();
    }

    /// <inheritdoc/>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.Method != HttpMethod.Get) return await base.SendAsync(request, cancellationToken);
        return await _pipeline.ExecuteAsync(async (s, ct) => await s.Self.BaseAsync(s.Request, ct), (Self: this, Request: request), cancellationToken);
    }

    private Task<HttpResponseMessage> BaseAsync(HttpRequestMessage request, CancellationToken cancellationToken) => base.SendAsync(request, cancellationToken);
}
