using System.Net.Http.Json;
using System.Text.Json;
using HandoffBridge.Tests.Support;

namespace HandoffBridge.Tests.Stages.Notices;

/// <summary>A real mailbox that mails arrive in.</summary>
internal sealed class Mailbox : IAsyncDisposable
{
    private readonly NodePeer _peer;
    private readonly HttpClient _http;

    private Mailbox(NodePeer peer, int web) => (_peer, _http) = (peer, new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{web}/") });

    public static async Task<Mailbox> StartAsync()
    {
        var peer = await NodePeer.MailboxAsync(out var web);
        return new(peer, web);
    }

    /// <summary>Settings that send mail here.</summary>
    public string[] Settings => ["Mail:Host=127.0.0.1", $"Mail:Port={_peer.Port}", "Mail:From=handoffs@seller.example", "Web:PublicUrl=https://handoffs.seller.example"];

    /// <summary>Everything that arrived.</summary>
    public async Task<IReadOnlyList<Mail>> ReadAsync()
    {
        var mails = await _http.GetFromJsonAsync<JsonElement>("email");
        return [.. mails.EnumerateArray().Select(m => new Mail(
            m.GetProperty("envelope").GetProperty("to").EnumerateArray().Select(t => t.GetProperty("address").GetString()!).Single(),
            m.GetProperty("subject").GetString()!, m.GetProperty("text").GetString()!, m.GetProperty("html").GetString()!, m.GetProperty("messageId").GetString()!))];
    }

    public Task EmptyAsync() => _http.DeleteAsync(new Uri("email/all", UriKind.Relative));

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _peer.DisposeAsync();
    }
}

internal sealed record Mail(string To, string Subject, string Text, string Html, string MessageId);
