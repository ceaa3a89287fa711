using System.Net;
using HandoffBridge.Jobs;
using HandoffBridge.Stages.Briefs;
using HandoffBridge.Stages.Reviews;
using HandoffBridge.Stages.StandardDeals;
using HandoffBridge.Tests.Support;
using HandoffBridge.Web.Access;
using Microsoft.EntityFrameworkCore;

namespace HandoffBridge.Tests.Stages.StandardDeals;

/// <summary>The standard deal: limits with their days; nothing that held is forgotten.</summary>
public sealed class StandardDealTests
{
    [Theory, ClassData(typeof(Engines))]
    public async Task A_new_limit_holds_from_its_day_and_the_old_one_until_the_day_before(Engine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        var change = app.Get<ChangeStandard>();
        await change.SetAsync(new("discount", AtMost: 10), false, "first", "ops", CancellationToken.None);
        app.Clock.Advance(TimeSpan.FromDays(1));
        await change.SetAsync(new("discount", AtMost: 12.5m, From: new(2026, 4, 1)), false, "market", "ops", CancellationToken.None);
        await using var db = app.Db();
        var standard = new StandardDeal(await StoredStandard.LimitsAsync(db, CancellationToken.None));
        standard.On(new(2026, 3, 31), "discount")!.AtMost.ShouldBe(10);
        standard.On(new(2026, 4, 1), "discount")!.AtMost.ShouldBe(12.5m);
        var replaced = await db.Set<LimitRow>().SingleAsync(l => l.ReplacedAt != null);
        (replaced.AtMost, replaced.Why, replaced.ReplacedBy, replaced.ReplacedAt).ShouldBe((10m, "first", "ops", app.Clock.GetUtcNow()));
        await change.SetAsync(new("discount", From: new(2026, 6, 1), Until: new(2026, 6, 30)), true, "June is free", "ops", CancellationToken.None);
        standard = new StandardDeal(await StoredStandard.LimitsAsync(db, CancellationToken.None));
        standard.On(new(2026, 6, 15), "discount").ShouldBeNull();
        (standard.On(new(2026, 5, 31), "discount")!.AtMost, standard.On(new(2026, 7, 1), "discount")!.AtMost).ShouldBe((12.5m, 12.5m));
    }

    [Theory]
    [InlineData("parking", 1, null, "Why", "standard.bad-term")]
    [InlineData("discount", 1, 2, "Why", "standard.crossed")]
    [InlineData("discount", 1, null, " ", "standard.no-why")]
    [InlineData("discount", -1, null, "Why", "standard.bad-number")]
    public async Task A_limit_that_makes_no_sense_is_refused(string term, int most, int? least, string why, string problem)
    {
        await using var app = await TestApp.StartAsync();
        (await app.Get<ChangeStandard>().SetAsync(new(term, most, least), false, why, "ops", CancellationToken.None)).Problem!.Key.ShouldBe(problem);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_changed_limit_amends_open_handoffs_closed_within_its_days_and_says_how(Engine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        await app.Get<ChangeStandard>().SetAsync(new("discount", AtMost: 15), false, "first", "ops", CancellationToken.None);
        app.Drop("a.json", DealBuilder.Deal("D-1").Json());
        app.Drop("b.json", DealBuilder.Deal("D-2").With(f => f["deal"]!["wonAt"] = "2026-08-03T10:00:00Z").Json());
        await app.SettleAsync();
        (await app.Get<ChangeStandard>().SetAsync(new("discount", AtMost: 5, From: new(2026, 10, 1)), false, "margin", "ops", CancellationToken.None)).Rechecked.ShouldBe(1);
        await app.SettleAsync();
        await using var db = app.Db();
        var versions = await db.Set<BriefRow>().AsNoTracking().OrderBy(b => b.Version).ToListAsync();
        versions.Count.ShouldBe(3);
        var amended = System.Text.Json.JsonSerializer.Deserialize(versions[^1].Json, BriefJson.Default.Brief)!;
        amended.Deal.Id.ShouldBe("D-1");
        amended.Changes.ShouldContain(c => c.Text.Contains("Discount", StringComparison.Ordinal) && c.Text.Contains("≤ 5 %", StringComparison.Ordinal));
        var facts = await db.Set<FactRow>().AsNoTracking().SingleAsync(f => f.HandoffId == amended.HandoffId);
        (facts.TermsOff, facts.Structure).ShouldBe((1, "discount"));
        var distances = await app.Get<ReadDistances>().OfAsync(db, CancellationToken.None);
        distances.Structures.Count.ShouldBe(2);
        distances.Terms.Single(t => t.Term == "discount").ShouldBe(new TermUse("discount", 2, 1));
    }

    [Fact]
    public async Task The_page_shows_limits_to_all_and_the_form_to_revops()
    {
        await using var app = await TestApp.StartAsync(settings: ["Crm:Folder:Path="]);
        var csm = await app.Client(new("c@seller.example", "C", new HashSet<Role> { Role.Csm })).GetStringAsync("/standard-deal");
        csm.ShouldContain("≤ 12 %");
        csm.ShouldNotContain("name=\"atMost\"");
        (await app.Client(new("o@seller.example", "O", new HashSet<Role> { Role.RevOps })).GetStringAsync("/standard-deal")).ShouldContain("name=\"atMost\"");
        (await app.Stranger().GetAsync("/standard-deal")).StatusCode.ShouldNotBe(HttpStatusCode.OK);
    }
}
