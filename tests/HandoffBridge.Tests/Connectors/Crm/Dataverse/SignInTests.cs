using System.Net;
using System.Text;
using DataverseSimulator;
using HandoffBridge.Connectors;
using HandoffBridge.Connectors.Crm;
using HandoffBridge.Connectors.Crm.Dataverse;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace HandoffBridge.Tests.Connectors.Crm.Dataverse;

public sealed class SignInTests
{
    [Fact]
    public async Task Signs_in_with_the_client_secret_once_and_afresh_after_a_401()
    {
        await using var server = await SimulatorServer.StartAsync();
        var entra = new Entra(n => (HttpStatusCode.OK, $$"""{"token_type":"Bearer","expires_in":3599,"access_token":"token-{{n}}"}"""));
        await using var services = Services(server.Url, entra);
        var crm = services.GetRequiredService<ICrm>();
        server.Options.Tokens.Add("token-1");
        var cursor = (await crm.PollAsync(null, [], default)).Cursor;
        cursor = (await crm.PollAsync(cursor, [], default)).Cursor;
        entra.Bodies.Count.ShouldBe(1);
        entra.Bodies[0].ShouldContain("grant_type=client_credentials");
        Uri.UnescapeDataString(entra.Bodies[0]).ShouldContain($"scope={server.Url.GetLeftPart(UriPartial.Authority)}/.default");

        // The token dies in the middle of things.
        server.Options.Tokens.Clear();
        server.Options.Tokens.Add("token-2");
        await crm.PollAsync(cursor, [], default);
        entra.Bodies.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_wrong_secret_names_the_settings()
    {
        var entra = new Entra(_ => (HttpStatusCode.Unauthorized, """{"error":"invalid_client","error_description":"AADSTS7000215: Invalid client secret provided."}"""));
        await using var services = Services(new Uri("http://127.0.0.1:9/"), entra);
        var failure = await Should.ThrowAsync<ConnectorException>(() => services.GetRequiredService<ICrm>().PollAsync(null, [], default));
        failure.Kind.ShouldBe(FailureKind.Unauthorized);
        failure.Message.ShouldBe("Signing in to Dataverse failed (invalid_client); check Crm:Dataverse:TenantId, ClientId and the secret or certificate, which may have expired.");
    }

    private static ServiceProvider Services(Uri url, Entra entra)
    {
        var settings = new Dictionary<string, string?>
        {
            ["Crm:Dataverse:Url"] = url.AbsoluteUri, ["Crm:Dataverse:TenantId"] = "contoso.example", ["Crm:Dataverse:ClientId"] = Guid.NewGuid().ToString(), ["Crm:Dataverse:ClientSecret"] = "secret",
        };
        var services = new ServiceCollection().AddLogging().AddDataverse(new ConfigurationBuilder().AddInMemoryCollection(settings).Build());
        services.AddHttpClient(DataverseSetup.SignInClientName).ConfigurePrimaryHttpMessageHandler(() => entra);
        return services.BuildServiceProvider();
    }

    private sealed class Entra(Func<int, (HttpStatusCode, string)> answer) : HttpMessageHandler
    {
        public List<string> Bodies { get; } = [];

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.RequestUri!.AbsoluteUri.ShouldBe("https://login.microsoftonline.com/contoso.example/oauth2/v2.0/token");
            Bodies.Add(await request.Content!.ReadAsStringAsync(cancellationToken));
            var (status, body) = answer(Bodies.Count);
            return new HttpResponseMessage(status) { Content = new StringContent(body, Encoding.UTF8, "application/json"), RequestMessage = request };
        }
    }
}
