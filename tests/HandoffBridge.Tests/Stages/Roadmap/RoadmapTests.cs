using System.Net;
using System.Text;
using System.Text.Json;
using HandoffBridge.Jobs;
using HandoffBridge.Stages.Briefs;
using HandoffBridge.Stages.Findings;
using HandoffBridge.Stages.Reviews;
using HandoffBridge.Stages.Roadmap;
using HandoffBridge.Tests.Stages.Reviews;
using HandoffBridge.Tests.Support;
using HandoffBridge.Web;
using HandoffBridge.Web.Access;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace HandoffBridge.Tests.Stages.Roadmap;

/// <summary>The roadmap register: kept with its history, brought as CSV and JSON, and heard by open handoffs.</summary>
public sealed class RoadmapTests
{
    private static readonly Viewer RevOps = new("ops@seller.example", "Ops", new HashSet<Role> { Role.RevOps });

    [Theory, ClassData(typeof(Engines))]
    public async Task A_change_is_kept_with_who_when_why_and_what_was_before(Engine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        var change = app.Get<ChangeRegister>();
        (await change.RunAsync([new(null, Feature("Offline mode", "planned"))], "ines", null, CancellationToken.None)).Added.ShouldBe(1);
        (await change.RunAsync([new(null, Feature("Offline mode", "planned"))], "ines", null, CancellationToken.None)).ShouldBe(new RegisterChanged(0, 0, 0, 0, null));
        (await change.RunAsync([new(null, Feature("OFFLINE mode", "declined"))], "marek", "too few ask", CancellationToken.None)).Changed.ShouldBe(1);
        await using var db = app.Db();
        var history = await db.Set<FeatureChangeRow>().OrderBy(c => c.Id).ToListAsync();
        history.Select(h => (h.What, h.Name, h.Status, h.By, h.Why)).ShouldBe([("added", "Offline mode", "planned", "ines", null), ("changed", "OFFLINE mode", "declined", "marek", "too few ask")]);
        history[1].At.ShouldBe(app.Clock.GetUtcNow());
        (await change.RunAsync([new((await db.Set<FeatureRow>().SingleAsync()).Id, Feature("OFFLINE mode", "declined"), Remove: true)], "marek", null, CancellationToken.None)).Removed.ShouldBe(1);
        (await app.Get<IReferences>().CurrentAsync(CancellationToken.None)).Register.Features.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("name,status\nA,doing", "“A” has the status “doing”; write one of shipped, committed, planned, under consideration, declined.")]
    [InlineData("name,status,target\nA,planned,soon", "“A” has the target “soon”; write a day (2026-11-30), month (2026-11), quarter (2026-Q4), half (2026-H2) or year.")]
    [InlineData("name,status,asOf\nB,planned,\nA,planned,4.5.2026", "Line 3 has “4.5.2026” as its day; write it as 2026-01-31.")]
    [InlineData("feature;state\nA;planned", "The first line must name the columns, at least name and status.")]
    [InlineData("name,status\nA,planned\na,shipped\n", null)]
    [InlineData("", "The file is empty; choose a CSV or JSON file with features.")]
    public async Task A_file_that_cannot_be_read_is_refused_whole_and_says_where(string file, string? problem)
    {
        await using var app = await TestApp.StartAsync();
        var (features, fault) = ReadRegister.Of(Encoding.UTF8.GetBytes(file));
        fault ??= (await app.Get<ChangeRegister>().RunAsync([.. features.Select(f => new FeatureChange(null, f))], "x", null, CancellationToken.None)).Problem;
        fault?.Say(UiTexts.Of(System.Globalization.CultureInfo.InvariantCulture)).ShouldBe(problem);
        if (problem is null) return;
        await using var db = app.Db();
        (await db.Set<FeatureRow>().CountAsync()).ShouldBe(0);
    }

    [Theory]
    [InlineData("name;aliases;status;target;owner;asOf\n\"Offline; mode\";\"offline|no signal\";planned;2026-Q4;Ines;2026-05-04\n")]
    [InlineData("name,aliases,status,target,owner,as of\r\n\"Offline; mode\",\"offline; no signal\",planned,2026-Q4,Ines,2026-05-04\r\n")]
    [InlineData("\uFEFF{ \"features\": [ { \"name\": \"Offline; mode\", \"aliases\": [\"offline\", \"no signal\"], \"status\": \"planned\", \"target\": \"2026-Q4\", \"owner\": \"Ines\", \"asOf\": \"2026-05-04\" } ] }")]
    public void A_register_is_read_from_the_files_people_have(string file)
    {
        var feature = ReadRegister.Of(Encoding.UTF8.GetBytes(file)).Features.ShouldHaveSingleItem();
        (feature.Name, feature.Status, feature.Target, feature.Owner, feature.AsOf).ShouldBe(("Offline; mode", "planned", "2026-Q4", "Ines", new DateOnly(2026, 5, 4)));
        feature.Aliases.ShouldBe(["offline", "no signal"]);
    }

    [Fact]
    public void What_is_written_is_read_again_and_runs_no_formula()
    {
        var text = ReadRegister.Write([new("=1+1", ["a", "b"], "planned", null, null, null)]);
        text.ShouldContain("'=1+1");
        ReadRegister.Of(Encoding.UTF8.GetBytes(text)).Features.ShouldHaveSingleItem().Name.ShouldBe("=1+1");
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task The_first_start_with_sample_deals_shows_their_register_and_standard(Engine engine)
    {
        await using var app = await TestApp.StartAsync(engine, ["Crm:Folder:Path="]);
        var references = await app.Get<IReferences>().CurrentAsync(CancellationToken.None);
        references.Register.Features.Count.ShouldBe(SampleDeals.Register.Features.Count);
        references.Standard.Limits.Count.ShouldBe(SampleDeals.Standard.Limits.Count);
        references.Standard.On(new(2026, 5, 1), "discount")!.AtMost.ShouldBe(12);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_changed_feature_amends_the_open_handoffs_that_heard_of_it_and_no_others(Engine engine)
    {
        var delivery = new SeededDelivery();
        await using var app = await TestApp.StartAsync(engine, configure: b => b.Services.AddSingleton<IDeliveryRecord>(delivery));
        await app.Get<ChangeRegister>().RunAsync([.. SampleDeals.Register.Features.Select(f => new FeatureChange(null, f))], "x", null, CancellationToken.None);
        foreach (var file in Directory.GetFiles(Path.Combine(SampleDeals.Directory, "deals"))) File.Copy(file, Path.Combine(app.Deals, Path.GetFileName(file)));
        await app.SettleAsync();
        await using var db = app.Db();
        var mentions = await db.Set<MentionRow>().AsNoTracking().Where(m => m.Known).ToListAsync();
        var feature = mentions.GroupBy(m => m.Feature).OrderByDescending(g => g.Count()).First().Key;
        var heard = mentions.Where(m => m.Feature == feature).Select(m => m.HandoffId).ToHashSet();
        var row = await db.Set<FeatureRow>().AsNoTracking().SingleAsync(f => f.Name == feature);
        var changed = await app.Get<ChangeRegister>().RunAsync([new(row.Id, StoredRegister.Of(row) with { Status = "declined", Target = null })], "ines", "no time", CancellationToken.None);
        changed.Rechecked.ShouldBe(heard.Count);
        (await db.Set<WorkRow>().AsNoTracking().Where(w => w.Wanted > w.Served).Select(w => w.HandoffId).ToListAsync()).Order().ShouldBe(heard.Order());
        await app.SettleAsync();
        foreach (var id in heard)
        {
            var newest = JsonSerializer.Deserialize((await db.Set<BriefRow>().AsNoTracking().Where(b => b.HandoffId == id).OrderByDescending(b => b.Version).FirstAsync()).Json, BriefJson.Default.Brief)!;
            newest.Version.ShouldBe(2);
            newest.Changes.ShouldContain(c => c.Text.Contains(feature, StringComparison.Ordinal) && c.Text.Contains("declined", StringComparison.Ordinal));
        }

        // Accepted: the customer success manager owns it now, and the register does not reopen it.
        foreach (var id in heard) delivery.Records[id] = new([new(app.Clock.GetUtcNow(), true, null)], DeliveryRecord.Nothing.Outcomes);
        (await app.Get<ChangeRegister>().RunAsync([new(row.Id, StoredRegister.Of(row) with { Status = "shipped" })], "ines", null, CancellationToken.None)).Rechecked.ShouldBe(0);
    }

    [Fact]
    public async Task Only_revops_changes_the_register_and_everybody_signed_in_reads_it()
    {
        await using var app = await TestApp.StartAsync();
        var ae = new Viewer("dana@seller.example", "Dana", new HashSet<Role> { Role.Ae });
        (await app.Client(ae).GetAsync("/roadmap")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await app.Client(ae).GetAsync("/roadmap/new")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        using var csv = new StringContent("name,status\nOffline mode,planned", Encoding.UTF8, "text/csv");
        (await app.Client(ae).PutAsync("/api/v1/roadmap", csv)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        using var again = new StringContent("name,status\nOffline mode,planned", Encoding.UTF8, "text/csv");
        (await app.Client(RevOps).PutAsync("/api/v1/roadmap", again)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await app.Client(ae).GetStringAsync("/api/v1/roadmap")).ShouldContain("Offline mode");
        (await app.Client(ae).GetStringAsync("/roadmap")).ShouldContain("Offline mode");
    }

    private static RoadmapFeature Feature(string name, string status) => new(name, ["offline"], status, "2026-Q4", "Ines", new DateOnly(2026, 5, 4));
}
