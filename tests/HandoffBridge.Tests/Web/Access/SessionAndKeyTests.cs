using System.Net;
using System.Text.Json;
using HandoffBridge.Tests.Support;
using HandoffBridge.Web.Access;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.DependencyInjection;

namespace HandoffBridge.Tests.Web.Access;

/// <summary>Sessions live on the server; scripts bring keys.</summary>
public sealed class SessionAndKeyTests
{
    private const string Key = "0123456789abcdef0123456789abcdef";

    private static Task<TestApp> AppAsync(Engine engine, params string[] settings) =>
        TestApp.StartAsync(engine, settings, b => b.Services.Configure<AuthenticationOptions>(o => o.DefaultScheme = AccessSetup.Either));

    private static async Task<Browser> SignedInAsync(TestApp app)
    {
        var browser = new Browser(app);
        await browser.GoAsync("/sign-in?link=" + await app.Get<LocalLink>().NewAsync(CancellationToken.None));
        browser.At.AbsolutePath.ShouldBe("/handoffs");
        return browser;
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_cookie_replayed_after_signing_out_is_dead(Engine engine)
    {
        await using var app = await AppAsync(engine);
        using var browser = await SignedInAsync(app);
        var cookie = browser.CookieHeader;
        (await StatusAsync(app, cookie)).ShouldBe(HttpStatusCode.OK);
        await browser.SubmitAsync(".who");
        browser.At.AbsolutePath.ShouldBe("/sign-in");
        (await StatusAsync(app, cookie)).ShouldBe(HttpStatusCode.Redirect);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_session_lapses_without_use_and_lasts_with_it(Engine engine)
    {
        await using var app = await AppAsync(engine, "Access:SessionIdle=02:00:00");
        using var browser = await SignedInAsync(app);
        for (var i = 0; i < 3; i++)
        {
            app.Clock.Advance(TimeSpan.FromMinutes(90));
            await browser.GoAsync("/handoffs");
            browser.At.AbsolutePath.ShouldBe("/handoffs");
        }

        app.Clock.Advance(TimeSpan.FromMinutes(121));
        await browser.GoAsync("/handoffs");
        browser.At.AbsolutePath.ShouldBe("/sign-in");
    }

    [Fact]
    public async Task A_local_link_opens_once()
    {
        await using var app = await AppAsync(Engine.Sqlite);
        var link = "/sign-in?link=" + await app.Get<LocalLink>().NewAsync(CancellationToken.None);
        using var first = new Browser(app);
        await first.GoAsync(link);
        first.At.AbsolutePath.ShouldBe("/handoffs");
        using var second = new Browser(app);
        await second.GoAsync(link);
        second.Status.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task A_key_signs_a_script_in_with_its_roles_only()
    {
        await using var app = await AppAsync(Engine.Sqlite, $"Access:ApiKeys=reports:Lead:{Key};machine:RevOps:{new string('m', 40)}");
        using var client = app.Stranger();
        client.DefaultRequestHeaders.Authorization = new("Bearer", Key);
        (await client.GetAsync(new Uri("/api/v1/handoffs", UriKind.Relative))).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await client.GetAsync(new Uri("/operations", UriKind.Relative))).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("Bearer ")]
    [InlineData("Bearer 0123456789abcdef0123456789abcdeF")]
    [InlineData("Basic cmVwb3J0czow")]
    public async Task Without_a_right_key_the_answer_is_401_as_problem_details(string? authorization)
    {
        await using var app = await AppAsync(Engine.Sqlite, $"Access:ApiKeys=reports:Lead:{Key}");
        using var client = app.Stranger();
        if (authorization is not null) client.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", authorization);
        using var response = await client.GetAsync(new Uri("/api/v1/handoffs", UriKind.Relative));
        response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        response.Headers.WwwAuthenticate.ToString().ShouldBe("Bearer");
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        using var body = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        body.RootElement.GetProperty("status").GetInt32().ShouldBe(401);
    }

    private static async Task<HttpStatusCode> StatusAsync(TestApp app, string cookie)
    {
        using var client = app.Stranger();
        client.DefaultRequestHeaders.Add("Cookie", cookie);
        return (await client.GetAsync(new Uri("/handoffs", UriKind.Relative))).StatusCode;
    }
}
