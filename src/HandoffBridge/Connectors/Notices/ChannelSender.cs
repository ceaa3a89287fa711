using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace HandoffBridge.Connectors.Notices;

/// <summary>Posts to a channel by its incoming webhook: Slack's {"text"}, or an Adaptive Card for a Teams workflow.</summary>
public sealed class ChannelSender(string name, HttpClient http) : INoticeSender
{
    /// <summary>Recipient that is the Slack channel.</summary>
    public const string Slack = "slack:channel";

    /// <summary>Recipient that is the Teams channel.</summary>
    public const string Teams = "teams:channel";

    /// <inheritdoc/>
    public bool Takes(string recipient) => recipient == name;

    /// <inheritdoc/>
    public async Task SendAsync(NoticeMessage message, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        var body = name == Slack ? new JsonObject { ["text"] = Escaped(message.Text) } : Card(message.Text);
        try
        {
            using var response = await http.PostAsJsonAsync((Uri?)null, body, cancellationToken);
            if (response.IsSuccessStatusCode) return;
            var status = (int)response.StatusCode;
            throw new ConnectorException(status is 408 or 429 or >= 500 ? FailureKind.Transient : FailureKind.Permanent, $"The webhook of {name} answered {status}; check Notices:{(name == Slack ? "SlackUrl" : "TeamsUrl")}.", retryAfter: response.Headers.RetryAfter?.Delta);
        }
        catch (Exception e) when (e is HttpRequestException || (e is TaskCanceledException && !cancellationToken.IsCancellationRequested))
        {
            var sent = e is TaskCanceledException or HttpRequestException { HttpRequestError: HttpRequestError.ResponseEnded };
            throw new ConnectorException(sent ? FailureKind.Unknown : FailureKind.Transient, $"The webhook of {name} did not answer.", e);
        }
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<CheckLine>> CheckAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<CheckLine>>([new(name == Slack ? "Slack" : "Teams", null, "a webhook can only be tried by posting")]);

    // Slack reads <, > and & as markup: a name must not become a link or call everybody.
    private static string Escaped(string text) => text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);

    private static JsonObject Card(string text) => new()
    {
        ["type"] = "message",
        ["attachments"] = new JsonArray(new JsonObject
        {
            ["contentType"] = "application/vnd.microsoft.card.adaptive",
            ["content"] = new JsonObject
            {
                ["$schema"] = "http://adaptivecards.io/schemas/adaptive-card.json",
                ["type"] = "AdaptiveCard",
                ["version"] = "1.4",
                ["body"] = new JsonArray(new JsonObject { ["type"] = "TextBlock", ["text"] = text, ["wrap"] = true }),
            },
        }),
    };
}
