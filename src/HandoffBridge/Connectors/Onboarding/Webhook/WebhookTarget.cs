using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using HandoffBridge.Settings;

namespace HandoffBridge.Connectors.Onboarding.Webhook;

/// <summary>The webhook target.</summary>
[Settings("Onboarding:Webhook")]
public sealed class WebhookOptions : IValidatableObject
{
    /// <summary>Receiver.</summary>
    [Meaning("Address that receives a signed, thin message (ids and a link) for each version of a brief.")]
    public string Url { get; set; } = "";

    /// <summary>Signing secret.</summary>
    [Meaning("Signing secret as the Standard Webhooks specification writes it: whsec_ and 24 to 64 bytes in base64; a second one during rotation, separated by a blank.", Secret = true)]
    public string Secret { get; set; } = "";

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Url.Length > 0 && (!Uri.TryCreate(Url, UriKind.Absolute, out var uri) || (uri.Scheme != "https" && !(uri.Scheme == "http" && uri.IsLoopback))))
            yield return new($"is \"{Url}\"; write an https:// address (plain http is for loopback only).", [nameof(Url)]);
        foreach (var secret in Secret.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (WebhookSigner.Key(secret) is not { Length: >= 24 and <= 64 }) yield return new("is not whsec_ followed by 24 to 64 bytes in base64; make one with: echo whsec_$(openssl rand -base64 32).", [nameof(Secret)]);
        }
    }
}

/// <summary>Signs as in the Standard Webhooks specification (github.com/standard-webhooks/standard-webhooks): HMAC-SHA256 over id.timestamp.body.</summary>
public static class WebhookSigner
{
    /// <summary>The value of the webhook-signature header: one signature for each secret, blanks between.</summary>
    public static string Sign(string secrets, string id, long timestamp, string body)
    {
        ArgumentNullException.ThrowIfNull(secrets);
        var content = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{id}.{timestamp}.{body}"));
        return string.Join(' ', secrets.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(s => "v1," + Convert.ToBase64String(HMACSHA256.HashData(Key(s)!, content))));
    }

    internal static byte[]? Key(string secret)
    {
        if (!secret.StartsWith("whsec_", StringComparison.Ordinal)) return null;
        var buffer = new byte[secret.Length];
        return Convert.TryFromBase64String(secret["whsec_".Length..], buffer, out var length) ? buffer[..length] : null;
    }
}

/// <summary>Tells another program of each version, once: the message's id is the same on every retry, and it holds no customer text.</summary>
internal sealed class WebhookTarget(HttpClient http, WebhookOptions options, TimeProvider time) : IOnboardingTarget
{
    public string Name => "Webhook";

    public bool Trusted => false;

    public IReadOnlyList<PlannedItem> Plan(BriefPublication brief)
    {
        var body = new JsonObject
        {
            ["type"] = brief.Status == "retracted" ? "handoff.retracted" : brief.Version == 1 ? "handoff.published" : "handoff.updated",
            ["data"] = new JsonObject { ["handoffId"] = brief.HandoffId, ["version"] = brief.Version, ["status"] = brief.Status, ["link"] = brief.Link.ToString(), ["workItems"] = brief.WorkItems.Count(w => !w.Withdrawn) },
        }.ToJsonString();
        // The key holds the version: each version is a message of its own, and an earlier one is never changed.
        var key = string.Create(CultureInfo.InvariantCulture, $"version:{brief.Version}");
        return [new(brief.HandoffId, key, brief.Version, "", body, null, null, false, ContentHash.Of(body))];
    }

    public async Task<string> PutAsync(PlannedItem item, LedgerEntry? known, IReadOnlyDictionary<string, string> remoteIds, CancellationToken cancellationToken)
    {
        var id = $"msg_{item.HandoffId}_{item.Version.ToString(CultureInfo.InvariantCulture)}";
        var now = time.GetUtcNow();
        var body = JsonNode.Parse(item.Text)!.AsObject();
        body.Insert(1, "timestamp", now.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture));
        var text = body.ToJsonString();
        using var request = new HttpRequestMessage(HttpMethod.Post, options.Url) { Content = new StringContent(text, Encoding.UTF8, "application/json") };
        request.Headers.Add("webhook-id", id);
        request.Headers.Add("webhook-timestamp", now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
        request.Headers.Add("webhook-signature", WebhookSigner.Sign(options.Secret, id, now.ToUnixTimeSeconds(), text));
        try
        {
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            if (response.IsSuccessStatusCode) return id;
            throw response.StatusCode switch
            {
                HttpStatusCode.Gone => new ConnectorException(FailureKind.Permanent, "The webhook's receiver says it is gone (410); remove it from Onboarding:Target or correct Onboarding:Webhook:Url."),
                HttpStatusCode.TooManyRequests or HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout => new ConnectorException(FailureKind.Throttled, "The webhook's receiver asks to wait.", null, response.Headers.RetryAfter?.Delta),
                >= HttpStatusCode.MultipleChoices and < HttpStatusCode.BadRequest => new ConnectorException(FailureKind.Permanent, "The webhook's receiver redirects, which is not followed; write the final address into Onboarding:Webhook:Url."),
                _ => new ConnectorException(FailureKind.Transient, $"The webhook's receiver answered {(int)response.StatusCode}; it is told again."),
            };
        }
        catch (Exception e) when (e is HttpRequestException or IOException || (e is TaskCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw new ConnectorException(FailureKind.Transient, "The webhook's receiver does not answer; it is told again.", e);
        }
    }

    public Task<IReadOnlyList<CheckLine>> CheckAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<CheckLine>>([new("Webhook", null, $"{options.Url}: nothing is sent by a check")]);
}
