using System.Net;
using System.Text.Json;
using HandoffBridge.Tests.Support;
using HandoffBridge.Web.Access;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;

namespace HandoffBridge.Tests.Web.Access;

/// <summary>Sign-in by a certified OpenID provider, walked through like a person does.</summary>
public sealed class OidcTests
{
    private static readonly string Users = JsonSerializer.Serialize(new Dictionary<string, object>(StringComparer.Ordinal)
    {
        ["ada"] = new { name = "Ada Sales", email = "Ada@Vendor.example", email_verified = true, groups = new[] { "staff", "sales" } },
        ["lea"] = new { name = "Lea Lead", email = "lea@vendor.example", email_verified = true, groups = new[] { "delivery", "leads" } },
        ["one"] = new { name = "One Group", email = "one@vendor.example", email_verified = true, groups = "sales" },
        ["nora"] = new { name = "Nora Nobody", email = "nora@vendor.example", email_verified = true, groups = Array.Empty<string>() },
        ["olga"] = new { name = "Olga Outsider", email = "ada@vendor.example", email_verified = false, groups = new[] { "leads" } },
    });

    private static Task<NodePeer> ProviderAsync(bool inIdToken = false) => NodePeer.StartAsync("oidc-provider.mjs", new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["USERS"] = Users, ["REDIRECT"] = "http://localhost/sign-in/callback", ["AFTER_LOGOUT"] = "http://localhost/sign-in", ["ID_TOKEN_CLAIMS"] = inIdToken ? "1" : "0",
    });

    private static Task<TestApp> AppAsync(NodePeer provider) => TestApp.StartAsync(settings:
        [
            "Access:Provider=OAuth", $"Access:Authority=http://127.0.0.1:{provider.Port}", "Access:ClientId=handoffbridge", "Access:ClientSecret=a-secret-of-the-tests-only",
            "Access:Roles:sales=Ae", "Access:Roles:delivery=Csm", "Access:Roles:leads=Lead,Leader", "Web:PublicUrl=http://localhost",
        ],
        configure: b => b.Services.Configure<AuthenticationOptions>(o => o.DefaultScheme = AccessSetup.Either));

    private static async Task SignInAsync(Browser browser, string user, string to = "/handoffs?status=confirmed")
    {
        await browser.GoAsync(to);
        browser.At.AbsolutePath.ShouldBe("/sign-in");
        await browser.GoAsync(browser.Page.QuerySelector("a.main")!.GetAttribute("href")!);
        await browser.SubmitAsync("input[name=login]", ("login", user), ("password", "any"));
        if (browser.At.Host == "127.0.0.1") await browser.SubmitAsync("button[type=submit]");
    }

    [NodeFact]
    public async Task Signs_in_with_proof_key_and_nonce_and_returns_to_the_page_asked_for()
    {
        await using var provider = await ProviderAsync();
        await using var app = await AppAsync(provider);
        using var browser = new Browser(app);
        await SignInAsync(browser, "ada");
        browser.At.PathAndQuery.ShouldBe("/handoffs?status=confirmed");
        browser.Page.QuerySelector(".who")!.TextContent.ShouldContain("Ada Sales");
        var asked = QueryHelpers.ParseQuery(browser.Trail.First(u => u.Host == "127.0.0.1").Query);
        asked["code_challenge_method"].ToString().ShouldBe("S256");
        asked["nonce"].ToString().Length.ShouldBeGreaterThan(40);
        asked["response_type"].ToString().ShouldBe("code");
        browser.Trail.ShouldContain(u => u.AbsolutePath == "/sign-in/callback");
    }

    [NodeFact]
    public async Task Roles_come_from_claims_whether_one_or_several_in_userinfo_or_in_the_token()
    {
        foreach (var inIdToken in new[] { false, true })
        {
            await using var provider = await ProviderAsync(inIdToken);
            await using var app = await AppAsync(provider);
            foreach (var user in new[] { "ada", "lea", "one", "nora" })
            {
                using var browser = new Browser(app);
                await SignInAsync(browser, user);
                browser.Status.ShouldBe(HttpStatusCode.OK, user);
                var stored = await app.Services.GetRequiredService<SessionStore>().RetrieveAsync(await KeyAsync(app, browser));
                var viewer = Viewer.Of(stored!.Principal);
                string.Join(' ', viewer.Roles.Order()).ShouldBe(user switch { "lea" => "Csm Lead Leader", "nora" => "", _ => "Ae" }, user);
                if (user == "ada") viewer.Email.ShouldBe("ada@vendor.example");
                await browser.GoAsync("/operations");
                browser.Status.ShouldBe(HttpStatusCode.NotFound);
            }
        }
    }

    [NodeFact]
    public async Task An_address_nobody_verified_signs_nobody_in()
    {
        await using var provider = await ProviderAsync();
        await using var app = await AppAsync(provider);
        using var browser = new Browser(app);
        await SignInAsync(browser, "olga");
        browser.At.PathAndQuery.ShouldBe("/sign-in?failed=provider");
        browser.Html.ShouldContain("verified e-mail address");
        await browser.GoAsync("/handoffs");
        browser.At.AbsolutePath.ShouldBe("/sign-in");
    }

    [NodeFact]
    public async Task Rolling_the_signing_key_over_locks_nobody_out()
    {
        await using var provider = await ProviderAsync();
        await using var app = await AppAsync(provider);
        using (var before = new Browser(app)) await SignInAsync(before, "ada");
        using var http = new HttpClient();
        (await http.PostAsync(new Uri($"http://127.0.0.1:{provider.Port}/test/roll"), null)).IsSuccessStatusCode.ShouldBeTrue();
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        using var after = new Browser(app);
        await SignInAsync(after, "ada");
        after.At.AbsolutePath.ShouldBe("/handoffs");
    }

    [NodeFact]
    public async Task Signing_out_ends_the_session_here_and_at_the_provider()
    {
        await using var provider = await ProviderAsync();
        await using var app = await AppAsync(provider);
        using var browser = new Browser(app);
        await SignInAsync(browser, "ada");
        var cookie = browser.CookieHeader;
        (await StatusAsync(app, cookie)).ShouldBe(HttpStatusCode.OK);
        await browser.SubmitAsync(".who");
        browser.At.AbsolutePath.ShouldBe("/session/end");
        browser.At.Port.ShouldBe(provider.Port);
        (await StatusAsync(app, cookie)).ShouldBe(HttpStatusCode.Redirect, "a cookie kept from before is dead");
        await browser.SubmitAsync("form", ("logout", "yes"));
        browser.At.AbsoluteUri.ShouldBe("http://localhost/sign-in");
    }

    [NodeFact]
    public async Task A_forged_answer_and_a_foreign_return_address_lead_nowhere()
    {
        await using var provider = await ProviderAsync();
        await using var app = await AppAsync(provider);
        using var browser = new Browser(app);
        await browser.GoAsync("/sign-in/callback?code=abc&state=forged");
        browser.At.PathAndQuery.ShouldBe("/sign-in?failed=provider");
        await SignInAsync(browser, "ada", "/sign-in?ReturnUrl=https%3A%2F%2Fevil.example%2F");
        browser.At.AbsoluteUri.ShouldBe("http://localhost/handoffs");
    }

    [Fact]
    public async Task A_provider_that_is_down_is_told_on_the_page()
    {
        await using var app = await TestApp.StartAsync(settings: ["Access:Provider=OAuth", "Access:Authority=http://127.0.0.1:9", "Access:ClientId=handoffbridge"], configure: b => b.Services.Configure<AuthenticationOptions>(o => o.DefaultScheme = AccessSetup.Either));
        using var browser = new Browser(app);
        await browser.GoAsync("/sign-in?handler=Start");
        browser.Status.ShouldBe(HttpStatusCode.ServiceUnavailable);
        browser.Html.ShouldContain("does not answer");
    }

    [Theory]
    [InlineData("Access:Authority=http://login.example", "Access:Authority is \"http://login.example\"; write an address with https:// (http is taken for this machine only).")]
    [InlineData("Access:Roles:sales=Boss", "Access:Roles gives \"sales\" the role \"Boss\"; write one of Ae, Csm, Lead, RevOps, Leader.")]
    [InlineData("Access:ApiKeys=robot:RevOps:short", "Access:ApiKeys gives \"robot\" a key of 5 characters; write at least 16, such as the output of: openssl rand -hex 32.")]
    [InlineData("Access:MailCodes=true", "Access:MailCodes is true, but there is no Mail:Host to send codes by; set Mail:Host and Mail:From.")]
    [InlineData("Clock:TimeZone=Mars", "Clock:TimeZone is \"Mars\", which is no IANA time zone; write one such as Europe/Berlin.")]
    [InlineData("Mail:Host=mail.example", "Mail:From is not an e-mail address; with Mail:Host write the address mails come from.")]
    public async Task A_wrong_setting_is_named_with_its_remedy(string setting, string sentence) =>
        (await Should.ThrowAsync<HandoffBridge.Settings.SettingsException>(() => TestApp.StartAsync(settings: [setting]))).Message.ShouldBe(sentence);

    private static async Task<HttpStatusCode> StatusAsync(TestApp app, string cookie)
    {
        using var client = app.Stranger();
        client.DefaultRequestHeaders.Add("Cookie", cookie);
        return (await client.GetAsync(new Uri("/handoffs", UriKind.Relative))).StatusCode;
    }

    // The key stands in the protected cookie; the framework knows how to read it.
    private static async Task<string> KeyAsync(TestApp app, Browser browser)
    {
        var options = app.Services.GetRequiredService<Microsoft.Extensions.Options.IOptionsMonitor<Microsoft.AspNetCore.Authentication.Cookies.CookieAuthenticationOptions>>().Get("Cookies");
        var value = browser.CookieHeader.Split("; ").Single(c => c.StartsWith("handoffbridge=", StringComparison.Ordinal))["handoffbridge=".Length..];
        var ticket = options.TicketDataFormat.Unprotect(value)!;
        return await Task.FromResult(ticket.Principal.Claims.First().Value);
    }
}
