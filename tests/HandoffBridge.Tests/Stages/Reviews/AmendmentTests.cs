using System.Text.Json;
using HandoffBridge.Jobs;
using HandoffBridge.Stages.Briefs;
using HandoffBridge.Stages.Forms;
using HandoffBridge.Stages.Reviews;
using HandoffBridge.Stages.Roadmap;
using HandoffBridge.Stages.StandardDeals;
using HandoffBridge.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace HandoffBridge.Tests.Stages.Reviews;

/// <summary>Whatever changes after the first version makes the next one, says what is different, and says nothing where nothing is.</summary>
public sealed class AmendmentTests
{
    [Theory, ClassData(typeof(Engines))]
    public async Task Each_source_of_change_makes_one_version_with_its_difference_in_words(Engine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        app.Drop("a.json", DealBuilder.Deal().Json());
        await app.SettleAsync();
        var first = await NewestAsync(app);
        first.Version.ShouldBe(1);
        first.Changes.ShouldBeEmpty();

        // The CRM.
        var path = app.Drop("a.json", DealBuilder.Deal().With(f => f["deal"]!["amount"] = 91000).Json());
        File.SetLastWriteTimeUtc(path, DateTime.UtcNow.AddSeconds(5));
        await app.SettleAsync();
        (await NewestAsync(app)).Changes.ShouldContain(c => c.Text.Contains("91,000", StringComparison.Ordinal));

        // The register.
        var heard = (await NewestAsync(app)).Items.First(i => i.Roadmap is not null);
        await app.Get<ChangeRegister>().RunAsync([new(null, new("Driver app for Android", ["driver app"], "declined", null, "Ines Falk", new DateOnly(2026, 10, 1)))], "ines", null, CancellationToken.None);
        await app.SettleAsync();
        var third = await NewestAsync(app);
        third.Version.ShouldBe(3);
        third.Changes.ShouldContain(c => c.ItemId == heard.Id && c.Text.Contains("declined", StringComparison.Ordinal));
        third.Changes.Count.ShouldBe(1);

        // The standard deal: a term that was not compared before is new in the brief.
        await app.Get<ChangeStandard>().SetAsync(new("discount", AtMost: 20), false, "first", "ops", CancellationToken.None);
        await app.SettleAsync();
        await app.Get<ChangeStandard>().SetAsync(new("discount", AtMost: 10), false, "margin", "ops", CancellationToken.None);
        await app.SettleAsync();
        var standard = await NewestAsync(app);
        standard.Version.ShouldBeGreaterThan(3);
        standard.Changes.ShouldContain(c => c.Text.Contains("≤ 10 %", StringComparison.Ordinal));

        // The form, and an answer after it.
        var save = app.Get<SaveForm>();
        var (version, item) = (standard.Version, standard.Items.First(i => i is { Kind: "commitment", Restricted: false }));
        await save.RunAsync(standard.HandoffId, new("form", "override", "request-0001") { Reason = "Dana is away until Monday." }, "lead@seller.example", CancellationToken.None);
        await app.SettleAsync();
        (await NewestAsync(app)).Version.ShouldBe(version + 1);
        await save.RunAsync(standard.HandoffId, new(item.Id, "correct", "request-0002") { Text = "We migrate the history of the last two years, nothing older." }, "dana.ruiz@seller.example", CancellationToken.None);
        await app.SettleAsync();
        var corrected = await NewestAsync(app);
        corrected.Version.ShouldBe(version + 2);
        corrected.Changes.ShouldHaveSingleItem().Text.ShouldContain("nothing older");

        // And the review counts the deal once, as it stands.
        await using var db = app.Db();
        (await db.Set<FactRow>().SingleAsync()).BriefVersion.ShouldBe(version + 2);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_change_that_says_nothing_new_makes_no_version(Engine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        app.Drop("a.json", DealBuilder.Deal().Json());
        await app.SettleAsync();
        await app.Get<ChangeRegister>().RunAsync([new(null, new("Something nobody heard of", ["zeppelin"], "planned", null, null, null))], "ines", null, CancellationToken.None);
        await app.SettleAsync();
        var before = (await NewestAsync(app)).Version;
        await app.Get<ChangeRegister>().RunAsync([new(null, new("Something nobody heard of", ["zeppelin"], "shipped", null, null, null))], "ines", null, CancellationToken.None);
        await app.SettleAsync();
        (await NewestAsync(app)).Version.ShouldBe(before);
        await using var db = app.Db();
        (await db.Set<WorkRow>().CountAsync(w => w.Wanted > w.Served)).ShouldBe(0);
    }

    private static async Task<Brief> NewestAsync(TestApp app)
    {
        await using var db = app.Db();
        return JsonSerializer.Deserialize(await db.Set<BriefRow>().AsNoTracking().OrderByDescending(b => b.Version).Select(b => b.Json).FirstAsync(), BriefJson.Default.Brief)!;
    }
}
