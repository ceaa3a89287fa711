using System.Net;
using System.Text.RegularExpressions;
using HandoffBridge.Stages.Assignments;
using HandoffBridge.Stages.Briefs;
using HandoffBridge.Tests.Stages.Notices;
using HandoffBridge.Tests.Support;
using HandoffBridge.Web.Access;
using Microsoft.AspNetCore.Authentication;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace HandoffBridge.Tests.Web.Access;

/// <summary>Sign-in by a code in a real mailbox.</summary>
public sealed class MailCodeTests
{
    private const string Ae = "dana.ruiz@seller.example";

    private static async Task<TestApp> AppAsync(Mailbox mailbox)
    {
        var app = await TestApp.StartAsync(settings: [.. mailbox.Settings, "Access:MailCodes=true"], configure: b => b.Services.Configure<AuthenticationOptions>(o => o.DefaultScheme = AccessSetup.Either));
        app.Drop("a.json", DealBuilder.Deal().Json());
        await app.SettleAsync();
        return app;
    }

    private static async Task<string> AskAsync(TestApp app, Browser browser, string email, string page = "/handoffs")
    {
        await browser.GoAsync(page);
        await browser.SubmitAsync("#email", ("Email", email));
        await app.Get<MailCodes>().Sending;
        return browser.Page.QuerySelector("main")!.TextContent;
    }

    private static async Task<string> CodeAsync(Mailbox mailbox) => Regex.Match((await mailbox.ReadAsync())[^1].Text, @"\d{4} \d{4}").Value;

    [NodeFact]
    public async Task A_code_signs_its_reader_in_to_their_own_part_once()
    {
        await using var mailbox = await Mailbox.StartAsync();
        await using var app = await AppAsync(mailbox);
        await using var db = app.Db();
        var id = await db.Set<BriefCardRow>().Select(c => c.HandoffId).SingleAsync();
        using var browser = new Browser(app);
        await AskAsync(app, browser, "Dana.Ruiz@seller.example", $"/handoffs/{id}/form");
        var code = await CodeAsync(mailbox);
        (await db.Set<MailCodeRow>().AsNoTracking().SingleAsync()).CodeHash.ShouldNotContain(code.Replace(" ", "", StringComparison.Ordinal));
        await browser.SubmitAsync("#code", ("Code", code));
        browser.At.AbsolutePath.ShouldBe($"/handoffs/{id}/form");
        browser.Status.ShouldBe(HttpStatusCode.OK);
        using var again = new Browser(app);
        await AskAsync(app, again, "nobody@seller.example");
        await again.SubmitAsync("#code", ("Code", code));
        again.Status.ShouldBe(HttpStatusCode.BadRequest);
    }

    [NodeFact]
    public async Task An_unknown_address_gets_the_same_answer_and_no_mail()
    {
        await using var mailbox = await Mailbox.StartAsync();
        await using var app = await AppAsync(mailbox);
        using var known = new Browser(app);
        using var unknown = new Browser(app);
        var first = await AskAsync(app, known, Ae);
        (await AskAsync(app, unknown, "stranger@elsewhere.example")).ShouldBe(first);
        (await AskAsync(app, unknown, "not an address")).ShouldBe(first);
        (await mailbox.ReadAsync()).ShouldHaveSingleItem().To.ShouldBe(Ae);
    }

    [NodeFact]
    public async Task A_csm_may_ask_too_once_a_handoff_is_theirs()
    {
        await using var mailbox = await Mailbox.StartAsync();
        await using var app = await AppAsync(mailbox);
        await using var db = app.Db();
        var id = await db.Set<BriefCardRow>().Select(c => c.HandoffId).SingleAsync();
        using var browser = new Browser(app);
        await AskAsync(app, browser, "csm@seller.example");
        (await mailbox.ReadAsync()).ShouldBeEmpty();
        await app.Get<AssignHandoffs>().AssignAsync(id, "csm@seller.example", "lead@seller.example", CancellationToken.None);
        await AskAsync(app, browser, "csm@seller.example", "/sign-in");
        await browser.SubmitAsync("#code", ("Code", await CodeAsync(mailbox)));
        await browser.GoAsync($"/handoffs/{id}");
        browser.Status.ShouldBe(HttpStatusCode.OK);
        await browser.GoAsync($"/handoffs/{id}/form");
        browser.Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [NodeFact]
    public async Task The_sixth_try_a_late_one_and_another_browser_are_refused()
    {
        await using var mailbox = await Mailbox.StartAsync();
        await using var app = await AppAsync(mailbox);
        using var thief = new Browser(app);
        using var owner = new Browser(app);
        await AskAsync(app, owner, Ae);
        var code = await CodeAsync(mailbox);
        await thief.GoAsync("/sign-in");
        await AskAsync(app, thief, "stranger@elsewhere.example");
        await thief.SubmitAsync("#code", ("Code", code));
        thief.Status.ShouldBe(HttpStatusCode.BadRequest);
        for (var i = 0; i < MailCodes.MaxTries; i++)
        {
            await owner.SubmitAsync("#code", ("Code", code == "0000 0000" ? "1111 1111" : "0000 0000"));
            owner.Status.ShouldBe(HttpStatusCode.BadRequest);
        }

        await owner.SubmitAsync("#code", ("Code", code));
        owner.Status.ShouldBe(HttpStatusCode.BadRequest);
        await AskAsync(app, owner, Ae, "/sign-in");
        code = await CodeAsync(mailbox);
        app.Clock.Advance(TimeSpan.FromMinutes(10));
        await owner.SubmitAsync("#code", ("Code", code));
        owner.Status.ShouldBe(HttpStatusCode.BadRequest);
    }

    [NodeFact]
    public async Task More_than_three_codes_in_ten_minutes_are_not_mailed()
    {
        await using var mailbox = await Mailbox.StartAsync();
        await using var app = await AppAsync(mailbox);
        using var browser = new Browser(app);
        for (var i = 0; i < 6; i++) await AskAsync(app, browser, Ae, "/sign-in");
        (await mailbox.ReadAsync()).Count.ShouldBe(3);
        app.Clock.Advance(TimeSpan.FromMinutes(11));
        await AskAsync(app, browser, Ae, "/sign-in");
        (await mailbox.ReadAsync()).Count.ShouldBe(4);
    }
}
