using System.Net;
using AngleSharp.Html.Parser;
using HandoffBridge.Stages.Briefs;
using HandoffBridge.Stages.Forms;
using HandoffBridge.Tests.Support;
using HandoffBridge.Web.Access;
using Microsoft.EntityFrameworkCore;

namespace HandoffBridge.Tests.Stages.Forms;

/// <summary>All of a visit is taken back at once, and nothing else.</summary>
public sealed class UndoAllTests
{
    private const string Seller = "dana.ruiz@seller.example";
    private const string Engineer = "sam@seller.example";

    [Theory, ClassData(typeof(Engines))]
    public async Task Takes_back_what_was_said_on_this_visit_and_leaves_earlier_visits_and_other_people(Engine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        var (id, items) = await HandoffAsync(app);
        await SayAsync(app, id, items[0], "confirm", Seller);
        var visit = await VisitAsync(app, id, "");
        visit = await TapAsync(app, id, visit, $"dismiss|{items[0]}|wrong");
        visit = await TapAsync(app, id, visit, $"confirm|{items[1]}");
        visit = await TapAsync(app, id, visit, "add|", ("add-kind", "need"), ("add-text", "They want a weekly call in May."));
        await SayAsync(app, id, items[1], "dismiss", Engineer);
        await SayAsync(app, id, items[2], "confirm", Engineer);
        visit = await TapAsync(app, id, visit, "undo-all|");
        (await StandingAsync(app, id)).ShouldBe([(items[0], "confirm", Seller), (items[1], "confirm", Seller), (items[1], "dismiss", Engineer), (items[2], "confirm", Engineer)], ignoreOrder: true);
        visit.Status.ShouldBe(HttpStatusCode.OK);
        // There is nothing left to take back, and it says so.
        visit = await TapAsync(app, id, visit, "undo-all|");
        (visit.Status, visit.Html.Contains("You said nothing on this visit", StringComparison.Ordinal)).ShouldBe((HttpStatusCode.UnprocessableEntity, true));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task The_same_tap_sent_twice_takes_back_once(Engine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        var (id, items) = await HandoffAsync(app);
        await SayAsync(app, id, items[0], "confirm", Seller);
        var save = app.Get<SaveForm>();
        var undo = new FormSave("form", "undo-all", "request-undo");
        (await save.RunAsync(id, undo, Seller, CancellationToken.None)).ShouldBe(new(true, null));
        await SayAsync(app, id, items[1], "confirm", Seller);
        (await save.RunAsync(id, undo, Seller, CancellationToken.None)).ShouldBe(new(true, null));
        (await StandingAsync(app, id)).ShouldBe([(items[1], "confirm", Seller)]);
    }

    private static async Task<(string Id, List<string> Items)> HandoffAsync(TestApp app)
    {
        app.Drop("a.json", DealBuilder.Deal().Json());
        await app.SettleAsync();
        await using var db = app.Db();
        var row = await db.Set<BriefRow>().SingleAsync();
        return (row.HandoffId, [.. System.Text.Json.JsonSerializer.Deserialize(row.Json, BriefJson.Default.Brief)!.Items.Select(i => i.Id)]);
    }

    private static async Task SayAsync(TestApp app, string id, string item, string action, string by) =>
        (await app.Get<SaveForm>().RunAsync(id, new(item, action, Guid.NewGuid().ToString("N")) { Reason = "wrong" }, by, CancellationToken.None)).Ok.ShouldBeTrue();

    private static async Task<List<(string, string, string)>> StandingAsync(TestApp app, string id)
    {
        await using var db = app.Db();
        return [.. FormState.Standing(await db.Set<FormEntryRow>().AsNoTracking().Where(e => e.HandoffId == id).ToListAsync()).Select(e => (e.ItemId, e.Action, e.By))];
    }

    private static async Task<Visit> VisitAsync(TestApp app, string id, string query)
    {
        using var answer = await app.Client(new(Seller, "Dana", new HashSet<Role> { Role.Ae })).GetAsync($"/handoffs/{id}/form{query}");
        return new(await answer.Content.ReadAsStringAsync(), answer.StatusCode, string.Join("; ", answer.Headers.TryGetValues("Set-Cookie", out var set) ? set.Select(c => c.Split(';')[0]) : []));
    }

    // As a browser with script off does it: every field of the page, and then where the answer leads.
    private static async Task<Visit> TapAsync(TestApp app, string id, Visit visit, string tap, params (string Name, string Value)[] fields)
    {
        var form = new HtmlParser().ParseDocument(visit.Html).QuerySelector("#form")!;
        var values = form.QuerySelectorAll("input[type=hidden]").ToDictionary(i => i.GetAttribute("name")!, i => i.GetAttribute("value")!, StringComparer.Ordinal);
        foreach (var (name, value) in fields) values[name] = value;
        values["Do"] = tap;
        using var post = new HttpRequestMessage(HttpMethod.Post, new Uri($"/handoffs/{id}/form", UriKind.Relative)) { Content = new FormUrlEncodedContent(values) };
        post.Headers.Add("Cookie", visit.Cookie);
        using var answer = await app.Client(new(Seller, "Dana", new HashSet<Role> { Role.Ae })).SendAsync(post);
        if (answer.StatusCode != HttpStatusCode.Redirect) return new(await answer.Content.ReadAsStringAsync(), answer.StatusCode, visit.Cookie);
        var next = await VisitAsync(app, id, new Uri(new Uri("http://localhost"), answer.Headers.Location!).Query);
        return next.Cookie.Length > 0 ? next : next with { Cookie = visit.Cookie };
    }

    private sealed record Visit(string Html, HttpStatusCode Status, string Cookie);
}
