using System.Globalization;
using System.Text.Json;
using HandoffBridge.Connectors;
using HandoffBridge.Connectors.Notices;
using HandoffBridge.Stages.Briefs;
using HandoffBridge.Stages.Deals;
using HandoffBridge.Stages.Forms;
using HandoffBridge.Stages.Notices;
using HandoffBridge.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace HandoffBridge.Tests.Stages.Notices;

/// <summary>What the clock does to people, on both engines; the clock starts on Monday 2 November 2026, 09:00 UTC.</summary>
public sealed class RemindPeopleTests
{
    private static readonly string[] Settings = ["Handoff:Managers:dana.ruiz@seller.example=mia@seller.example", "Routing:Rules:0:Name=all", "Routing:Rules:0:To=csm@seller.example", "Notices:BundleFor=00:00:00"];

    private static Task<TestApp> AppAsync(Engine engine, Collector collector, params string[] settings) =>
        StartAsync(engine, collector, settings);

    private static async Task<TestApp> StartAsync(Engine engine, Collector collector, string[] settings)
    {
        var app = await TestApp.StartAsync(engine, [.. Settings, .. settings], b => b.Services.AddSingleton<INoticeSender>(collector));
        collector.Time = app.Clock;
        return app;
    }

    /// <summary>Passes every so many minutes, as the scheduler would.</summary>
    private static async Task PassAsync(TestApp app, TimeSpan time, int minutes = 10)
    {
        for (var until = app.Clock.GetUtcNow() + time; app.Clock.GetUtcNow() < until; app.Clock.Advance(TimeSpan.FromMinutes(minutes))) await app.Get<RemindPeople>().RunAsync(CancellationToken.None);
        await app.SettleAsync();
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Asks_reminds_escalates_and_then_the_brief_goes_on(Engine engine)
    {
        var mails = new Collector();
        await using var app = await AppAsync(engine, mails);
        app.Drop("a.json", DealBuilder.Deal().Json());
        await app.SettleAsync();
        await PassAsync(app, TimeSpan.FromDays(3));
        mails.Said.ShouldBe(
            [
                "11-02 09:00 csm@seller.example Northwind Cold Chain is yours",
                "11-02 09:00 dana.ruiz@seller.example Northwind Cold Chain: what must delivery know?",
                "11-02 13:00 dana.ruiz@seller.example Reminder: Northwind Cold Chain, what must delivery know?",
                "11-02 16:00 dana.ruiz@seller.example Reminder: Northwind Cold Chain, what must delivery know?",
                "11-02 17:00 mia@seller.example Northwind Cold Chain: the AE's form is late",
                "11-03 13:00 csm@seller.example Northwind Cold Chain: the brief went on unconfirmed",
                "11-03 13:00 dana.ruiz@seller.example Northwind Cold Chain: the brief went on unconfirmed",
            ], ignoreOrder: true);
        await using var db = app.Db();
        (await db.Set<BriefRow>().OrderByDescending(b => b.Version).FirstAsync()).Status.ShouldBe("overdue");
        (await db.Set<NoticeRow>().CountAsync(n => n.State != "sent")).ShouldBe(0);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_form_handed_in_ends_the_reminders_and_tells_the_csm(Engine engine)
    {
        var mails = new Collector();
        await using var app = await AppAsync(engine, mails);
        app.Drop("a.json", DealBuilder.Deal().Json());
        await app.SettleAsync();
        await PassAsync(app, TimeSpan.FromHours(1));
        await using var db = app.Db();
        var id = await db.Set<BriefCardRow>().Select(c => c.HandoffId).SingleAsync();
        (await app.Get<SaveForm>().RunAsync(id, new FormSave("form", "override", "0123456789") { Reason = "Dana is on parental leave until spring." }, "lead@seller.example", CancellationToken.None)).Problem.ShouldBeNull();
        await PassAsync(app, TimeSpan.FromDays(3));
        mails.Said.Select(m => m.Split(' ', 3)[2]).ShouldBe(["csm@seller.example Northwind Cold Chain is yours", "dana.ruiz@seller.example Northwind Cold Chain: what must delivery know?", "csm@seller.example Northwind Cold Chain: the brief is confirmed"], ignoreOrder: true);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_deal_opened_again_is_quiet_and_one_won_again_asks_anew(Engine engine)
    {
        var mails = new Collector();
        await using var app = await AppAsync(engine, mails);
        var path = app.Drop("a.json", DealBuilder.Deal().Json());
        await app.SettleAsync();
        await PassAsync(app, TimeSpan.FromMinutes(30));
        await using var db = app.Db();
        await db.Set<DealRow>().ExecuteUpdateAsync(s => s.SetProperty(d => d.State, HandoffBridge.Connectors.Crm.CrmDealState.Open));
        await PassAsync(app, TimeSpan.FromDays(2), 60);
        mails.Said.Count.ShouldBe(2);
        mails.Said.Clear();
        await db.Set<DealRow>().ExecuteUpdateAsync(s => s.SetProperty(d => d.State, HandoffBridge.Connectors.Crm.CrmDealState.Won).SetProperty(d => d.Epoch, 2));
        await PassAsync(app, TimeSpan.FromMinutes(30));
        mails.Said.ShouldHaveSingleItem().ShouldContain("what must delivery know?");
        var form = await db.Set<FormRow>().AsNoTracking().SingleAsync();
        (form.Epoch, form.OverdueAt, form.SubmittedAt).ShouldBe((2, null, null));
        File.Exists(path).ShouldBeTrue();
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Backfilled_deals_tell_nobody_anything(Engine engine)
    {
        var mails = new Collector();
        await using var app = await AppAsync(engine, mails, "Handoff:EscalateTo=boss@seller.example");
        app.Drop("a.json", DealBuilder.Deal().Json());
        await app.Get<WatchDeals>().RunAsync(CancellationToken.None);
        await using (var db = app.Db()) await db.Set<DealRow>().ExecuteUpdateAsync(s => s.SetProperty(d => d.Quiet, true));
        await app.SettleAsync();
        await PassAsync(app, TimeSpan.FromDays(5), 60);
        mails.Said.ShouldBeEmpty();
        await using var after = app.Db();
        (await after.Set<NoticeRow>().CountAsync()).ShouldBe(0);
        (await after.Set<FormRow>().CountAsync(f => f.OverdueAt != null)).ShouldBe(0);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task After_a_standstill_only_the_newest_step_is_made_up_for(Engine engine)
    {
        var mails = new Collector();
        await using var app = await AppAsync(engine, mails);
        app.Drop("a.json", DealBuilder.Deal().Json());
        await app.SettleAsync();
        await app.Get<OpenForms>().RunAsync(CancellationToken.None);
        app.Clock.Advance(TimeSpan.FromHours(7.5));
        await PassAsync(app, TimeSpan.FromMinutes(20));
        mails.Said.Where(m => m.Contains("dana")).ShouldHaveSingleItem();
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task What_comes_within_a_quarter_of_an_hour_comes_in_one_mail(Engine engine)
    {
        var mails = new Collector();
        await using var app = await AppAsync(engine, mails, "Notices:BundleFor=00:15:00");
        for (var i = 0; i < 12; i++)
        {
            app.Drop($"{i}.json", DealBuilder.Deal($"D-{i}", $"Customer {i:D2}").Json());
            await app.SettleAsync();
            await app.Get<RemindPeople>().RunAsync(CancellationToken.None);
            app.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        await PassAsync(app, TimeSpan.FromMinutes(20), 1);
        var dana = mails.Messages.Where(m => m.To == "dana.ruiz@seller.example").ToList();
        dana.Count.ShouldBe(2);
        dana[1].Subject.ShouldBe("11 handoffs wait for you");
        for (var i = 1; i < 12; i++) dana[1].Text.ShouldContain($"Customer {i:D2}");
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_mail_that_may_have_arrived_is_repeated_once_with_the_same_id(Engine engine)
    {
        var mails = new Collector { Fails = _ => new ConnectorException(FailureKind.Unknown, "The line broke.") };
        await using var app = await AppAsync(engine, mails);
        app.Drop("a.json", DealBuilder.Deal().Json());
        await app.SettleAsync();
        await PassAsync(app, TimeSpan.FromHours(3));
        foreach (var person in mails.Messages.GroupBy(m => m.To))
        {
            person.Count().ShouldBe(2);
            person.Select(m => m.MessageId).Distinct().ShouldHaveSingleItem();
            person.Select(m => m.Text).Distinct().ShouldHaveSingleItem();
        }

        await using var db = app.Db();
        (await db.Set<NoticeRow>().Select(n => n.State).Distinct().ToListAsync()).ShouldBe(["doubtful"]);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_refusal_for_now_is_tried_again_and_one_for_good_goes_to_the_manager(Engine engine)
    {
        var mails = new Collector { Fails = m => m.To.StartsWith("dana", StringComparison.Ordinal) ? new ConnectorException(FailureKind.Permanent, "550.") : null };
        var refused = 0;
        mails.Fails = m => m.To.StartsWith("dana", StringComparison.Ordinal) ? new ConnectorException(FailureKind.Permanent, "550.") : m.To.StartsWith("csm", StringComparison.Ordinal) && refused++ < 3 ? new ConnectorException(FailureKind.Transient, "451.") : null;
        await using var app = await AppAsync(engine, mails);
        app.Drop("a.json", DealBuilder.Deal().Json());
        await app.SettleAsync();
        await PassAsync(app, TimeSpan.FromHours(3), 1);
        mails.Said.ShouldContain(m => m.Contains("mia@seller.example") && m.StartsWith("11-02 09:01"));
        mails.Messages.Count(m => m.To == "csm@seller.example").ShouldBe(4);
        await using var db = app.Db();
        (await db.Set<NoticeRow>().SingleAsync(n => n.Recipient == "csm@seller.example")).State.ShouldBe("sent");
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_delegate_is_asked_once_and_reminded_in_place_of_the_owner(Engine engine)
    {
        var mails = new Collector();
        await using var app = await AppAsync(engine, mails);
        app.Drop("a.json", DealBuilder.Deal().Json());
        await app.SettleAsync();
        await PassAsync(app, TimeSpan.FromHours(2));
        await using var db = app.Db();
        var id = await db.Set<BriefCardRow>().Select(c => c.HandoffId).SingleAsync();
        (await app.Get<SaveForm>().RunAsync(id, new FormSave("form", "delegate", "0123456789") { Owner = "Paul@seller.example" }, "dana.ruiz@seller.example", CancellationToken.None)).Problem.ShouldBeNull();
        await PassAsync(app, TimeSpan.FromHours(5.5));
        mails.Said.Where(m => m.Contains("dana")).ShouldHaveSingleItem();
        mails.Said.Where(m => m.Contains("paul@")).Select(m => m.Split(' ', 4)[1] + " " + m.Split(' ', 4)[3]).ShouldBe(["11:00 Northwind Cold Chain: what must delivery know?", "13:00 Reminder: Northwind Cold Chain, what must delivery know?", "16:00 Reminder: Northwind Cold Chain, what must delivery know?"]);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Without_mail_notices_are_shown_in_the_app_to_whom_they_are_for(Engine engine)
    {
        await using var app = await TestApp.StartAsync(engine, Settings);
        app.Drop("a.json", DealBuilder.Deal().Json());
        await app.SettleAsync();
        await PassAsync(app, TimeSpan.FromMinutes(20));
        using var dana = app.Client(new("dana.ruiz@seller.example", "Dana", new HashSet<HandoffBridge.Web.Access.Role> { HandoffBridge.Web.Access.Role.Ae }));
        var page = await dana.GetStringAsync(new Uri("/notices", UriKind.Relative));
        page.ShouldContain("Northwind Cold Chain");
        page.ShouldContain("shown here only");
        using var other = app.Client(new("eve@seller.example", "Eve", new HashSet<HandoffBridge.Web.Access.Role> { HandoffBridge.Web.Access.Role.Ae }));
        (await other.GetStringAsync(new Uri("/notices", UriKind.Relative))).ShouldNotContain("Northwind");
    }

    [Fact]
    public async Task Twelve_zones_and_their_clock_changes_and_a_leap_day_give_each_step_exactly_once()
    {
        var mails = new Collector();
        var people = BusinessCalendarTests.Zones.Select(z => (Zone: z, Email: z.Split('/')[1].ToLowerInvariant().Replace("_", "", StringComparison.Ordinal) + "@seller.example")).ToList();
        await using var app = await AppAsync(Engine.Sqlite, mails, [.. people.Select(p => $"Clock:Zones:{p.Email}={p.Zone}"), "Handoff:EscalateTo=boss@seller.example"]);
        foreach (var (zone, email) in people) app.Drop(zone.Replace('/', '-') + ".json", DealBuilder.Deal("D-" + email, "Customer " + zone).With(f => f["deal"]!["owner"]!["email"] = email).Json());
        await app.SettleAsync();
        await app.Get<OpenForms>().RunAsync(CancellationToken.None);
        await using var db = app.Db();
        var owners = await db.Set<BriefCardRow>().ToDictionaryAsync(c => c.OwnerEmail!, c => c.HandoffId);
        var starts = people.SelectMany(p => BusinessCalendarTests.Changes(p.Zone).Select(c => (p.Email, Opened: c.AddHours(-6)))).Concat(people.Take(1).Select(p => (p.Email, Opened: new DateTimeOffset(2028, 2, 29, 8, 0, 0, TimeSpan.Zero)))).OrderBy(s => s.Opened).ToList();
        var rounds = 0;
        // One round for each weekend on which somebody's clock changes: those who share it run together.
        while (starts.Count > 0)
        {
            var first = starts[0].Opened;
            var now = starts.Where(s => s.Opened < first.AddDays(3)).ToList();
            starts.RemoveAll(now.Contains);
            await db.Set<FormRow>().ExecuteUpdateAsync(s => s.SetProperty(f => f.SubmittedAt, DateTimeOffset.UnixEpoch));
            await db.Set<NoticeRow>().ExecuteDeleteAsync();
            mails.Said.Clear();
            mails.Messages.Clear();
            app.Clock.SetUtcNow(first);
            foreach (var (email, opened) in now)
            {
                var id = owners[email];
                var due = app.Get<BusinessCalendar>().Add(opened, TimeSpan.FromDays(1), email);
                await db.Set<FormRow>().Where(f => f.HandoffId == id).ExecuteUpdateAsync(s => s.SetProperty(f => f.OpenedAt, opened).SetProperty(f => f.DueAt, due).SetProperty(f => f.SubmittedAt, (DateTimeOffset?)null).SetProperty(f => f.OverdueAt, (DateTimeOffset?)null));
            }

            for (var end = now[^1].Opened.AddDays(4); app.Clock.GetUtcNow() < end; app.Clock.Advance(TimeSpan.FromMinutes(30))) await app.Get<RemindPeople>().RunAsync(CancellationToken.None);
            foreach (var (email, _) in now)
            {
                var told = mails.Said.Where(m => m.Contains(' ' + email)).Select(m => m.Split(' ', 4)[3].Split(':')[0].Split(' ')[0]).ToList();
                told.ShouldBe(["Customer", "Reminder", "Reminder", "Customer"], $"{email} {first:O}: asked, reminded twice, told that it went on");
                mails.Messages.Count(m => m.To == "boss@seller.example" && m.Subject.Contains("late", StringComparison.Ordinal) | m.Subject.Contains("handoffs", StringComparison.Ordinal) && m.Text.Contains(people.Single(p => p.Email == email).Zone + " ", StringComparison.Ordinal)).ShouldBe(1, email);
                rounds++;
            }
        }

        rounds.ShouldBe(25);
    }

    /// <summary>Takes every message, or refuses it as asked.</summary>
    private sealed class Collector : INoticeSender
    {
        private TimeProvider _time = TimeProvider.System;

        public List<NoticeMessage> Messages { get; } = [];

        public List<string> Said { get; } = [];

        public Func<NoticeMessage, ConnectorException?> Fails { get; set; } = _ => null;

        public TimeProvider Time
        {
            set => _time = value;
        }

        public bool Takes(string recipient) => recipient.Contains('@');

        public Task SendAsync(NoticeMessage message, CancellationToken cancellationToken)
        {
            Messages.Add(message);
            if (Fails(message) is { } failure) throw failure;
            Said.Add($"{_time.GetUtcNow().ToString("MM-dd HH:mm", CultureInfo.InvariantCulture)} {message.To} {message.Subject}");
            return Task.CompletedTask;
        }

        public Task<IReadOnlyList<CheckLine>> CheckAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<CheckLine>>([]);
    }
}
