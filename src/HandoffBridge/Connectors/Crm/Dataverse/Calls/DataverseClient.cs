using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace HandoffBridge.Connectors.Crm.Dataverse.Calls;

/// <summary>
/// The Web API over HTTP: every request passes the gate, is repeated where waiting may help, and comes back whole and
/// within limits, or as a <see cref="ConnectorException"/>. Only requests that may be repeated are sent: reads, and
/// writes to keys of our own.
/// </summary>
internal sealed partial class DataverseClient(
    IHttpClientFactory http, DataverseOptions options, IDataverseTokens tokens, DataverseGate gate, TimeProvider time, ILogger<DataverseClient> log) : IDisposable
{
    /// <summary>How often one request is sent before its failure is told.</summary>
    public const int Attempts = 5;

    private readonly SemaphoreSlim _signIn = new(1);
    private readonly Waits _waits = new(gate, options, time, log);

    /// <summary>Where relative paths start.</summary>
    public Uri Root { get; } = new(options.Url!.GetLeftPart(UriPartial.Authority) + "/api/data/v9.2/");

    /// <summary>Reads one resource. The path is relative, or a link of the service that is followed as it is.</summary>
    /// <param name="path">Relative to the service root, or a nextLink or deltaLink.</param>
    /// <param name="prefer">The Prefer header; null for annotations only.</param>
    /// <param name="cancellationToken">Cancels the request and its waits.</param>
    /// <returns>2xx, or another status that waiting does not mend (404, 400, 412): the caller's to judge.</returns>
    public Task<Answer> GetAsync(string path, string? prefer, CancellationToken cancellationToken)
    {
        var address = Links.Resolve(Root, path);
        return SendAsync(() => Request(HttpMethod.Get, address, prefer ?? Multipart.Prefer(null)), cancellationToken);
    }

    /// <summary>Creates a row under a key of our own, unless it is there already: repeating it changes nothing.</summary>
    /// <returns>204 or 201 where it was created, 412 where it was there.</returns>
    public Task<Answer> CreateOnceAsync(string path, byte[] json, CancellationToken cancellationToken) => SendAsync(
        () =>
        {
            var request = Request(HttpMethod.Patch, new Uri(Root, path), prefer: null);
            request.Headers.IfNoneMatch.Add(EntityTagHeaderValue.Any);
            request.Content = new ByteArrayContent(json);
            request.Content.Headers.TryAddWithoutValidation("Content-Type", "application/json; charset=utf-8");
            return request;
        },
        cancellationToken);

    /// <summary>Reads many resources with one request; parts the service was too busy for are asked for again, alone.</summary>
    /// <returns>One answer for each part, in order: 2xx, or a status that waiting does not mend.</returns>
    public async Task<IReadOnlyList<Answer>> BatchAsync(IReadOnlyList<BatchGet> gets, CancellationToken cancellationToken)
    {
        var answers = new Answer?[gets.Count];
        var open = Enumerable.Range(0, gets.Count).ToList();
        for (var attempt = 1; open.Count > 0; attempt++)
        {
            var asked = open;
            var outer = await SendAsync(() => BatchRequest(asked.Select(i => gets[i])), cancellationToken);
            var parts = Parts(outer, asked.Count);
            open = [];
            for (var i = 0; i < asked.Count; i++)
            {
                var part = i < parts.Count ? parts[i] : null;
                if (part is null || part.Passing || part.Status == HttpStatusCode.Unauthorized) open.Add(asked[i]);
                else
                {
                    ServiceErrors.ThrowIfForbidden(part);
                    answers[asked[i]] = part;
                }
            }

            if (open.Count == 0) break;
            var worst = parts.FirstOrDefault(p => p.Passing || p.Status == HttpStatusCode.Unauthorized) ?? parts[^1];
            if (attempt >= Attempts) throw worst.Status == HttpStatusCode.Unauthorized ? ServiceErrors.SignIn() : ServiceErrors.Busy(worst, worst.Wait(time.GetUtcNow()));
            if (worst.Status == HttpStatusCode.Unauthorized) await RefreshAsync(await tokens.GetAsync(fresh: false, cancellationToken), cancellationToken);
            else await _waits.PauseAsync(worst, attempt, cancellationToken);
        }

        return answers!;
    }

    /// <inheritdoc/>
    public void Dispose() => _signIn.Dispose();

    private static List<Answer> Parts(Answer outer, int asked)
    {
        if (!outer.Ok && outer.ContentType?.StartsWith("multipart/", StringComparison.OrdinalIgnoreCase) != true) throw ServiceErrors.Refused(outer);
        var parts = Multipart.Read(outer.ContentType, outer.Body);
        for (var i = 0; i < parts.Count; i++) parts[i] = AnswerReader.WithJson(parts[i]);
        if (parts.Count == 0) throw new ConnectorException(FailureKind.Transient, "A batch answer of Dataverse has no part.");
        // Without continue-on-error the first failure ends the batch; the failed part itself is told, the rest is asked again.
        return parts.Count <= asked ? parts : throw new ConnectorException(FailureKind.Transient, "A batch answer of Dataverse has more parts than were asked for.");
    }

    private HttpRequestMessage BatchRequest(IEnumerable<BatchGet> gets)
    {
        var boundary = "batch_" + Guid.NewGuid().ToString("D");
        var request = Request(HttpMethod.Post, new Uri(Root, "$batch"), "odata.continue-on-error");
        request.Content = new ByteArrayContent(Multipart.Write(boundary, Root.AbsolutePath, gets));
        request.Content.Headers.TryAddWithoutValidation("Content-Type", "multipart/mixed; boundary=" + boundary);
        return request;
    }

    private static HttpRequestMessage Request(HttpMethod method, Uri address, string? prefer)
    {
        // The rows of a batch are never cached, and the quoted rules are those of
        // learn.microsoft.com/power-apps/developer/data-platform/webapi/compose-http-requests-handle-errors.
        var request = new HttpRequestMessage(method, address);
        request.Headers.Accept.ParseAdd(method == HttpMethod.Post ? "multipart/mixed, application/json" : "application/json");
        request.Headers.TryAddWithoutValidation("OData-MaxVersion", "4.0");
        request.Headers.TryAddWithoutValidation("OData-Version", "4.0");
        if (method == HttpMethod.Get) request.Headers.TryAddWithoutValidation("If-None-Match", "null");
        if (prefer is not null) request.Headers.TryAddWithoutValidation("Prefer", prefer);
        return request;
    }

    private async Task<Answer> SendAsync(Func<HttpRequestMessage> make, CancellationToken cancellationToken)
    {
        var fresh = false;
        for (var attempt = 1; ; attempt++)
        {
            var token = await tokens.GetAsync(fresh: false, cancellationToken);
            Exception? failure = null;
            Answer? answer = null;
            try
            {
                answer = await OnceAsync(make, token, cancellationToken);
            }
            catch (Exception e) when (e is HttpRequestException or IOException or GarbledAnswerException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
            {
                failure = e;
            }

            if (answer is { Passing: false })
            {
                _waits.Over();
                gate.Succeeded();
                if (answer.Status == HttpStatusCode.Unauthorized)
                {
                    if (fresh) throw ServiceErrors.SignIn();
                    fresh = true;
                    await RefreshAsync(token, cancellationToken);
                    continue;
                }

                ServiceErrors.ThrowIfForbidden(answer);
                if ((int)answer.Status is >= 300 and < 400 && answer.Status != HttpStatusCode.NotModified) throw ServiceErrors.Redirected(answer);
                return answer;
            }

            if (answer is not null)
            {
                if (attempt >= Attempts) throw ServiceErrors.Busy(answer, answer.Wait(time.GetUtcNow()));
                await _waits.PauseAsync(answer, attempt, cancellationToken);
                continue;
            }

            Log.Failed(log, attempt, failure!.GetType().Name);
            if (attempt >= Attempts) throw ServiceErrors.Broken(failure, options.Url!);
            await _waits.GrowingAsync(attempt, cancellationToken);
        }
    }

    private async Task<Answer> OnceAsync(Func<HttpRequestMessage> make, string token, CancellationToken cancellationToken)
    {
        using var request = make();
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        var client = http.CreateClient(DataverseSetup.HttpClientName);
        using var pass = await gate.EnterAsync(cancellationToken);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(options.RequestTimeout);
        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit.Token);
        var retryAfter = response.Headers.TryGetValues("Retry-After", out var values) ? values.FirstOrDefault() : null;
        var bare = new Answer(response.StatusCode, response.Content.Headers.TryGetValues("Content-Type", out var types) ? types.FirstOrDefault() : null, default)
        {
            Date = response.Headers.Date,
            RetryAfter = retryAfter,
            Location = response.Headers.Location?.OriginalString,
        };
        // Told to wait: everyone waits from now on, before another word is read.
        if (bare.Status is HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable && bare.Wait(time.GetUtcNow()) is { } told) gate.Close(told);
        return await AnswerReader.ReadAsync(bare, response.Content, options, limit);
    }

    /// <summary>One fresh token for all who were refused with the same old one.</summary>
    private async Task RefreshAsync(string refused, CancellationToken cancellationToken)
    {
        await _signIn.WaitAsync(cancellationToken);
        try
        {
            if (await tokens.GetAsync(fresh: false, cancellationToken) == refused) await tokens.GetAsync(fresh: true, cancellationToken);
        }
        finally
        {
            _signIn.Release();
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Attempt {Attempt} to reach Dataverse failed: {Failure}.")]
        public static partial void Failed(ILogger logger, int attempt, string failure);
    }
}
