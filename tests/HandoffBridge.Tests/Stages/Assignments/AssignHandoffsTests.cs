using System.Net;
using HandoffBridge.Settings;
using HandoffBridge.Stages.Assignments;
using HandoffBridge.Stages.Briefs;
using HandoffBridge.Stages.Deals;
using HandoffBridge.Stages.Notices;
using HandoffBridge.Tests.Support;
using HandoffBridge.Web.Access;
using Microsoft.EntityFrameworkCore;

namespace HandoffBridge.Tests.Stages.Assignments;

/// <summary>Rules in order name who takes a customer over; a person's word stays.</summary>
public sealed class AssignHandoffsTests
{
    private static readonly string[] Rules =
    [
        "Routing:Regions:DACH=DE, AT, CH", "Routing:Queues:midmarket=eva@seller.example, tom@seller.example",
        "Routing:Rules:0:Name=DACH", "Routing:Rules:0:Region=DACH", "Routing:Rules:0:To=greta@seller.example",
        "Routing:Rules:1:Name=big", "Routing:Rules:1:AmountFrom=100000", "Routing:Rules:1:Currency=USD", "Routing:Rules:1:To=bill@seller.example",
        "Routing:Rules:2:Name=renewals", "Routing:Rules:2:Kind=renewal, expansion", "Routing:Rules:2:To=rita@seller.example",
        "Routing:Rules:3:Name=tower", "Routing:Rules:3:Product=tower, dock", "Routing:Rules:3:Industry=logist", "Routing:Rules:3:To=midmarket",
    ];

    private static async Task<(string? Csm, string? Rule)> RoutedAsync(TestApp app, string id, Func<DealBuilder, DealBuilder> change)
    {
        app.Drop(id + ".json", change(DealBuilder.Deal(id)).Json());
        await app.SettleAsync();
        await using var db = app.Db();
        var row = await (from a in db.Set<AssignmentRow>() join d in db.Set<DealRow>() on a.HandoffId equals d.HandoffId where d.DealId == id select a).AsNoTracking().SingleAsync();
        (await db.Set<BriefCardRow>().Where(c => c.HandoffId == row.HandoffId).Select(c => c.CsmEmail).SingleAsync()).ShouldBe(row.CsmEmail);
        return (row.CsmEmail, row.Rule);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task The_first_rule_that_fits_decides_and_is_named(Engine engine)
    {
        await using var app = await TestApp.StartAsync(engine, Rules);
        (await RoutedAsync(app, "D-1", d => d.With(f => f["account"]!["country"] = "AT"))).ShouldBe(("greta@seller.example", "DACH"));
        (await RoutedAsync(app, "D-2", d => d.With(f => f["deal"]!["amount"] = 100000))).ShouldBe(("bill@seller.example", "big"));
        (await RoutedAsync(app, "D-3", d => d.With(f => (f["deal"]!["amount"], f["deal"]!["currency"], f["deal"]!["kind"]) = (900000, "EUR", "renewal")))).ShouldBe(("rita@seller.example", "renewals"));
        (await RoutedAsync(app, "D-4", d => d)).ShouldBe(("eva@seller.example", "tower"));
        (await RoutedAsync(app, "D-5", d => d)).ShouldBe(("tom@seller.example", "tower"));
        (await RoutedAsync(app, "D-6", d => d)).ShouldBe(("eva@seller.example", "tower"));
        (await RoutedAsync(app, "D-7", d => d.With(f => f["account"]!["industry"] = "Bakery"))).ShouldBe(((string?)null, (string?)null));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task An_unassigned_handoff_is_reported_once_after_its_time(Engine engine)
    {
        await using var app = await TestApp.StartAsync(engine, ["Handoff:EscalateTo=boss@seller.example", "Handoff:FormDue=20.00:00:00"]);
        await RoutedAsync(app, "D-1", d => d);
        for (var i = 0; i < 20; i++)
        {
            await using var db = app.Db();
            (await db.Set<NoticeRow>().CountAsync(n => n.Kind == NoticeKinds.Unassigned)).ShouldBe(i <= 6 ? 0 : 1);
            await app.Get<RemindPeople>().RunAsync(CancellationToken.None);
            app.Clock.Advance(TimeSpan.FromMinutes(10));
        }
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_lead_reassigns_in_one_step_and_later_versions_keep_it(Engine engine)
    {
        await using var app = await TestApp.StartAsync(engine, Rules);
        await RoutedAsync(app, "D-1", d => d);
        await using var db = app.Db();
        var id = await db.Set<BriefCardRow>().Select(c => c.HandoffId).SingleAsync();
        using var lead = app.Client(new Viewer("lead@seller.example", "Lead", new HashSet<Role> { Role.Lead }));
        var page = await lead.GetAsync(new Uri($"/handoffs/{id}/assign", UriKind.Relative));
        var html = await page.Content.ReadAsStringAsync();
        html.ShouldContain("by the rule &quot;tower&quot;".Replace("&quot;", "\"", StringComparison.Ordinal).Replace("\"", "&quot;", StringComparison.Ordinal));
        var token = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(html).QuerySelector("form.bar input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        using var post = new HttpRequestMessage(HttpMethod.Post, new Uri($"/handoffs/{id}/assign", UriKind.Relative)) { Content = new FormUrlEncodedContent([new("Csm", " Nora@Seller.example "), new("__RequestVerificationToken", token)]) };
        post.Headers.Add("Cookie", page.Headers.GetValues("Set-Cookie").Select(c => c.Split(';')[0]));
        var answer = await lead.SendAsync(post);
        (answer.StatusCode, answer.Headers.Location!.OriginalString).ShouldBe((HttpStatusCode.Redirect, $"/handoffs/{id}"));
        var path = app.Drop("D-1.json", DealBuilder.Deal("D-1").With(DealBuilder.Document("E-2", "email", "customer", "Priya Raman", "2026-10-29T10:00:00Z", "Dana, our board meets on 15 January 2027 and the pilot numbers have to be on the table by then. We will give you access to the telematics gateway by 10 November.")).Json());
        File.SetLastWriteTimeUtc(path, DateTime.UtcNow.AddSeconds(5));
        await app.SettleAsync();
        var card = await db.Set<BriefCardRow>().AsNoTracking().SingleAsync();
        (card.Version, card.CsmEmail).ShouldBe((2, "nora@seller.example"));
        var row = await db.Set<AssignmentRow>().AsNoTracking().SingleAsync();
        (row.CsmEmail, row.Rule, row.By).ShouldBe(("nora@seller.example", null, "lead@seller.example"));
        (await db.Set<NoticeRow>().Where(n => n.Kind == NoticeKinds.Assigned).Select(n => n.Recipient).ToListAsync()).ShouldBe(["eva@seller.example", "nora@seller.example"], ignoreOrder: true);
    }

    [Theory]
    [InlineData("Routing:Rules:0:To=greta@seller.example", "Routing:Rules has no Name in rule 1; name every rule, so that people see which one decided.")]
    [InlineData("Routing:Rules:0:Name=x", "Routing:Rules leads to \"\" in rule 1; write a CSM's address or a queue of Routing:Queues.")]
    [InlineData("Routing:Queues:a=eva", "Routing:Queues has no or wrong addresses for \"a\"; write them separated by commas.")]
    public async Task A_wrong_rule_stops_the_start_with_its_remedy(string setting, string sentence) =>
        (await Should.ThrowAsync<SettingsException>(() => TestApp.StartAsync(settings: [setting]))).Message.ShouldBe(sentence);
}
