using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using HandoffBridge.Connectors.Crm;
using HandoffBridge.Connectors.Crm.Dataverse;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace HandoffBridge.Tests.Connectors.Crm.Dataverse;

public sealed class WebhookTests : IAsyncLifetime
{
    private const string Secret = "s3cret of the webhook";
    private readonly Hints _hints = new();
    private WebApplication _app = null!;
    private Uri _url = null!;

    public async Task InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSingleton(new DataverseOptions { WebhookSecret = Secret, FormerWebhookSecret = "the former one" }).AddSingleton<ICrmHints>(_hints);
        _app = builder.Build();
        _app.MapDataverseWebhook();
        await _app.StartAsync();
        _url = new Uri(new Uri(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()), DataverseWebhookEndpoint.Path);
    }

    public async Task DisposeAsync() => await _app.DisposeAsync();

    [Fact]
    public async Task Stores_the_opportunity_of_an_execution_context()
    {
        (await Post(Body("opportunity", "11111111-1111-4111-8111-111111111111"))).ShouldBe(HttpStatusCode.Accepted);
        _hints.Stored.ShouldBe(["11111111-1111-4111-8111-111111111111"]);
    }

    [Fact]
    public async Task Finds_the_opportunity_a_close_activity_belongs_to()
    {
        var body = Body("opportunityclose", Guid.NewGuid().ToString());
        body["InputParameters"] = JsonNode.Parse("""[{"key":"Target","value":{"__type":"Entity:http://schemas.microsoft.com/xrm/2011/Contracts","LogicalName":"opportunityclose","Attributes":[{"key":"subject","value":"Won"},{"key":"opportunityid","value":{"__type":"EntityReference:http://schemas.microsoft.com/xrm/2011/Contracts","Id":"22222222-2222-4222-8222-222222222222","LogicalName":"opportunity","Name":null}}]}}]""");
        (await Post(body)).ShouldBe(HttpStatusCode.Accepted);
        _hints.Stored.ShouldBe(["22222222-2222-4222-8222-222222222222"]);
    }

    [Fact]
    public async Task Bodies_that_were_cut_to_the_primary_record_still_wake_the_poll()
    {
        var cut = Body("opportunityclose", "33333333-3333-4333-8333-333333333333");
        cut.Remove("InputParameters");
        (await Post(cut, ("x-ms-dynamics-msg-size-exceeded", "true"))).ShouldBe(HttpStatusCode.Accepted);
        _hints.Stored.ShouldBe(["opportunityclose:33333333-3333-4333-8333-333333333333"]);
    }

    [Fact]
    public async Task A_body_between_256_KB_and_1_MB_is_read()
    {
        var body = Body("opportunity", "44444444-4444-4444-8444-444444444444");
        body["SharedVariables"] = new string('x', 300_000);
        (await Post(body)).ShouldBe(HttpStatusCode.Accepted);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("s3cret of the webhoo")]
    [InlineData("s3cret of the webhook ")]
    public async Task A_missing_or_wrong_secret_is_refused(string? secret)
    {
        // A trailing blank is no part of a header's value, so that one is the secret after all.
        var expected = secret?.Trim() == Secret ? HttpStatusCode.Accepted : HttpStatusCode.Unauthorized;
        (await Post(Body("opportunity", Guid.NewGuid().ToString()), secret: secret)).ShouldBe(expected);
    }

    [Fact]
    public async Task The_former_secret_is_accepted_while_secrets_are_exchanged() =>
        (await Post(Body("opportunity", Guid.NewGuid().ToString()), secret: "the former one")).ShouldBe(HttpStatusCode.Accepted);

    [Fact]
    public void Without_a_secret_nobody_knows_it()
    {
        DataverseWebhook.Knows("", "", null).ShouldBeFalse();
        DataverseWebhook.Knows(null, null, null).ShouldBeFalse();
    }

    [Theory]
    [InlineData("")]
    [InlineData("not json")]
    [InlineData("[]")]
    [InlineData("{\"PrimaryEntityName\":\"opportunity\"}")]
    [InlineData("{\"PrimaryEntityName\":\"opportunity\",\"PrimaryEntityId\":7}")]
    public async Task An_unreadable_body_is_a_bad_request(string body) => (await Post(body)).ShouldBe(HttpStatusCode.BadRequest);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task More_than_a_megabyte_is_too_large(bool chunked)
    {
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, _url) { Content = new StringContent(new string(' ', (1024 * 1024) + 1)) };
        request.Headers.Add("X-HandoffBridge-Secret", Secret);
        request.Headers.TransferEncodingChunked = chunked;
        (await client.SendAsync(request)).StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
    }

    [Fact]
    public async Task A_hint_that_cannot_be_stored_asks_for_the_repetition()
    {
        _hints.Broken = true;
        (await Post(Body("opportunity", Guid.NewGuid().ToString()))).ShouldBe(HttpStatusCode.ServiceUnavailable);
    }

    [Fact]
    public async Task The_platforms_own_sending_is_understood()
    {
        using var http = new HttpClient();
        var hooks = new DataverseSimulator.Webhooks(http, _url, Secret);
        var (organisation, deal, close) = (Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid());
        await hooks.SendAsync(DataverseSimulator.Webhooks.Body(organisation, "Update", "opportunity", deal));
        await hooks.SendAsync(DataverseSimulator.Webhooks.Body(organisation, "Create", "opportunityclose", close, deal));
        await hooks.SendAsync(DataverseSimulator.Webhooks.Body(organisation, "Create", "opportunityclose", close, deal, padding: 300_000));
        await hooks.SendAsync(DataverseSimulator.Webhooks.Body(organisation, "Delete", "opportunity", deal, padding: 300_000));
        _hints.Stored.ShouldBe([$"{deal:D}", $"{deal:D}", $"opportunityclose:{close:D}", $"{deal:D}"]);
        _hints.Broken = true;
        await hooks.SendAsync(DataverseSimulator.Webhooks.Body(organisation, "Update", "opportunity", deal));
        hooks.Answers.ShouldBe([HttpStatusCode.Accepted, HttpStatusCode.Accepted, HttpStatusCode.Accepted, HttpStatusCode.Accepted, HttpStatusCode.ServiceUnavailable]);
    }

    private static JsonObject Body(string table, string id) => new()
    {
        ["MessageName"] = "Update", ["PrimaryEntityName"] = table, ["PrimaryEntityId"] = id, ["OperationId"] = Guid.NewGuid().ToString(), ["InputParameters"] = new JsonArray(),
    };

    private Task<HttpStatusCode> Post(JsonObject body, params (string, string)[] headers) => Post(body.ToJsonString(), Secret, headers);

    private Task<HttpStatusCode> Post(JsonObject body, string? secret) => Post(body.ToJsonString(), secret);

    private async Task<HttpStatusCode> Post(string body, string? secret = Secret, params (string Name, string Value)[] headers)
    {
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, _url) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        if (secret is not null) request.Headers.TryAddWithoutValidation("X-HandoffBridge-Secret", secret);
        foreach (var (name, value) in headers) request.Headers.Add(name, value);
        using var response = await client.SendAsync(request);
        return response.StatusCode;
    }

    private sealed class Hints : ICrmHints
    {
        public List<string> Stored { get; } = [];
        public bool Broken { get; set; }

        public Task StoreAsync(string dealId, CancellationToken cancellationToken)
        {
            if (Broken) throw new InvalidOperationException("database is down");
            Stored.Add(dealId);
            return Task.CompletedTask;
        }
    }
}
