using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using HandoffBridge.Connectors;
using HandoffBridge.Connectors.Notices;
using HandoffBridge.Stages.Reviews;
using HandoffBridge.Tests.Support;
using HandoffBridge.Web.Access;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace HandoffBridge.Tests.Stages.Reviews;

/// <summary>The review as people and scripts get it.</summary>
public sealed class ReviewPageTests
{
    private static readonly Viewer Leader = new("boss@seller.example", "Boss", new HashSet<Role> { Role.Leader });
    private static readonly Viewer RevOps = new("ops@seller.example", "Ops", new HashSet<Role> { Role.RevOps });

    [Fact]
    public async Task Every_number_leads_to_its_deals_and_its_definition()
    {
        await using var app = await SeededAsync();
        var page = await app.Client(Leader).GetStringAsync("/review?month=2026-03");
        var glossary = await app.Client(Leader).GetStringAsync("/glossary");
        foreach (Match link in Regex.Matches(page, "href=\"/glossary#([^\"]+)\"")) glossary.ShouldContain($"id=\"{link.Groups[1].Value}\"");
        var review = JsonDocument.Parse(await app.Client(Leader).GetStringAsync("/api/v1/review?month=2026-03")).RootElement;
        foreach (var number in review.GetProperty("numbers").EnumerateArray())
        {
            var key = number.GetProperty("key").GetString()!;
            page.ShouldContain($"/glossary#{key}");
            if (number.GetProperty("of").GetInt32() == 0) continue;
            var deals = await app.Client(Leader).GetStringAsync($"/review/deals?month=2026-03&number={key}");
            var unit = number.GetProperty("unit").GetString();
            if (unit is "share" && key is not ("kept" or "renegotiated" or "broken")) Regex.Count(deals, "href=\"/handoffs/h").ShouldBe(number.GetProperty("count").GetInt32(), key);
            if (unit is not "share") Regex.Count(deals, "href=\"/handoffs/h").ShouldBe(number.GetProperty("of").GetInt32(), key);
        }
    }

    [Fact]
    public async Task Denied_is_not_found_and_revops_sees_numbers_but_no_deals()
    {
        await using var app = await SeededAsync();
        foreach (var role in new[] { Role.Ae, Role.Csm })
        {
            var client = app.Client(new("x@seller.example", "X", new HashSet<Role> { role }));
            foreach (var path in new[] { "/review", "/review/deals?month=2026-03&number=wins", "/api/v1/review?month=2026-03", "/review/export.csv?month=2026-03" }) (await client.GetAsync(path)).StatusCode.ShouldBe(HttpStatusCode.NotFound, path);
        }

        var page = await app.Client(RevOps).GetStringAsync("/review?month=2026-03");
        page.ShouldNotContain("/review/deals");
        page.ShouldNotContain("@Seller.example");
        (await app.Client(RevOps).GetAsync("/review/deals?month=2026-03&number=wins")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("/review?month=2026-13", HttpStatusCode.NotFound)]
    [InlineData("/api/v1/review?month=march", HttpStatusCode.BadRequest)]
    [InlineData("/review/deals?month=2026-03&number=nothing", HttpStatusCode.NotFound)]
    [InlineData("/review", HttpStatusCode.OK)]
    [InlineData("/review?quarter=2026-Q1", HttpStatusCode.OK)]
    public async Task A_period_nobody_can_read_is_refused(string path, HttpStatusCode expected)
    {
        await using var app = await TestApp.StartAsync();
        (await app.Client(Leader).GetAsync(path)).StatusCode.ShouldBe(expected);
    }

    [Fact]
    public async Task The_export_holds_the_numbers_of_the_page()
    {
        await using var app = await SeededAsync();
        var csv = await app.Client(Leader).GetStringAsync("/review/export.csv?month=2026-03");
        var review = await app.Get<ReadReview>().OfAsync(new(ReviewPeriod.Read("2026-03")!), Leader, CancellationToken.None);
        foreach (var n in review.Numbers) csv.ShouldContain(string.Create(CultureInfo.InvariantCulture, $"number,2026-03,{n.Key},{n.Value},{n.Unit},{n.Count},{n.Of},"));
    }

    [Fact]
    public async Task Drawings_say_in_words_what_they_show_and_have_a_table()
    {
        await using var app = await SeededAsync();
        var page = await app.Client(Leader).GetStringAsync("/review?month=2026-03");
        foreach (Match svg in Regex.Matches(page, "<svg.*?</svg>", RegexOptions.Singleline))
        {
            svg.Value.ShouldContain("role=\"img\"");
            svg.Value.ShouldContain("<title");
            svg.Value.ShouldContain("<desc");
        }

        Regex.Matches(page, "<svg class=\"drawing drawing-([^\"]+)\"").Select(m => m.Groups[1].Value).ShouldBeUnique();
        Regex.Count(page, "<figure>").ShouldBeLessThanOrEqualTo(Regex.Count(page, "<table"));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_target_is_met_or_missed_and_its_history_stays(Engine engine)
    {
        await using var app = await SeededAsync(engine);
        var set = app.Get<SetTarget>();
        (await set.RunAsync("unscoped-wins", 0.9999m, "ops", CancellationToken.None)).ShouldBeNull();
        (await set.RunAsync("unscoped-wins", 0.01m, "ops", CancellationToken.None)).ShouldBeNull();
        (await set.RunAsync("unscoped-wins", 30, "ops", CancellationToken.None))!.Key.ShouldBe("review.bad-target");
        (await set.RunAsync("wins", 30, "ops", CancellationToken.None))!.Key.ShouldBe("review.no-number");
        var number = (await app.Get<ReadReview>().OfAsync(new(ReviewPeriod.Read("2026-03")!), Leader, CancellationToken.None)).Numbers.Single(n => n.Key == "unscoped-wins");
        (number.Target, number.Met).ShouldBe((0.01m, false));
        await using var db = app.Db();
        (await db.Set<TargetRow>().CountAsync()).ShouldBe(2);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task The_review_is_mailed_on_its_day_once_to_each_address(Engine engine)
    {
        var sender = new Sender();
        await using var app = await TestApp.StartAsync(engine, ["Review:MailTo=a@seller.example,b@seller.example", "Review:MailDay=3"], b => b.Services.AddSingleton<INoticeSender>(sender));
        (await app.Get<MailReview>().RunAsync(CancellationToken.None)).ShouldBe(0);
        app.Clock.Advance(TimeSpan.FromDays(1));
        sender.Fails = true;
        await Should.ThrowAsync<ConnectorException>(() => app.Get<MailReview>().RunAsync(CancellationToken.None));
        sender.Fails = false;
        (await app.Get<MailReview>().RunAsync(CancellationToken.None)).ShouldBe(2);
        (await app.Get<MailReview>().RunAsync(CancellationToken.None)).ShouldBe(0);
        sender.Sent.Select(s => s.To).ShouldBe(["a@seller.example", "b@seller.example"]);
        sender.Sent[0].Subject.ShouldBe("Operating review of October 2026");
        sender.Sent[0].Text.ShouldContain("/review?month=2026-10");
        app.Clock.Advance(TimeSpan.FromDays(31));
        (await app.Get<MailReview>().RunAsync(CancellationToken.None)).ShouldBe(2);
    }

    [Fact]
    public async Task A_leader_may_look_at_one_account_executive_and_one_team()
    {
        await using var app = await SeededAsync(Engine.Sqlite, "Review:Teams:ana@seller.example=North");
        var all = await app.Get<ReadReview>().OfAsync(new(ReviewPeriod.Read("2026-Q1")!), Leader, CancellationToken.None);
        var ana = await app.Get<ReadReview>().OfAsync(new(ReviewPeriod.Read("2026-Q1")!, Owner: "ana@seller.example"), Leader, CancellationToken.None);
        var north = await app.Get<ReadReview>().OfAsync(new(ReviewPeriod.Read("2026-Q1")!, Team: "North"), Leader, CancellationToken.None);
        ana.Wins.ShouldBe(all.Owners.Single(o => o.Email == "ana@seller.example").Wins);
        north.Wins.ShouldBe(ana.Wins);
        (await app.Get<ReadReview>().OfAsync(new(ReviewPeriod.Read("2026-Q1")!, Owner: "ana@seller.example"), RevOps, CancellationToken.None)).Wins.ShouldBe(all.Wins);
    }

    private static async Task<TestApp> SeededAsync(Engine engine = Engine.Sqlite, params string[] settings)
    {
        var (told, delivery) = (History.Tell(150), new SeededDelivery());
        var app = await TestApp.StartAsync(engine, settings, b => b.Services.AddSingleton<IDeliveryRecord>(delivery));
        // All in the first quarter of 2026, so that a month has something of everything.
        told = [.. told.Select((t, i) => t with { Retracted = false, Erased = false, Quiet = false, Wins = [new DateTimeOffset(2026, 1 + (i % 3), 1 + (i % 28), 9, 0, 0, TimeSpan.Zero)], Drafts = [new(1, "confirmed", new DateTimeOffset(2026, 1 + (i % 3), 1 + (i % 28), 10, 0, 0, TimeSpan.Zero), 40 + (i % 50), new DateTimeOffset(2026, 1 + (i % 3), 1 + (i % 28), 11, 0, 0, TimeSpan.Zero))], Answers = [.. t.Answers.Select((a, n) => a with { At = new DateTimeOffset(2026, 4, 1 + n, 0, 0, 0, TimeSpan.Zero) })] })];
        await History.StoreAsync(app, told, delivery);
        return app;
    }

    private sealed class Sender : INoticeSender
    {
        public bool Fails { get; set; }

        public List<NoticeMessage> Sent { get; } = [];

        public bool Takes(string recipient) => recipient.Contains('@', StringComparison.Ordinal);

        public Task SendAsync(NoticeMessage message, CancellationToken cancellationToken)
        {
            if (Fails) throw new ConnectorException(FailureKind.Transient, "down");
            Sent.Add(message);
            return Task.CompletedTask;
        }

        public Task<IReadOnlyList<CheckLine>> CheckAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<CheckLine>>([]);
    }
}
