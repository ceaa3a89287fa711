using System.Text.Json;
using HandoffBridge.Connectors;
using HandoffBridge.Connectors.Onboarding;
using HandoffBridge.Jobs;
using HandoffBridge.Stages;
using HandoffBridge.Stages.Briefs;
using HandoffBridge.Stages.Deals;
using HandoffBridge.Stages.Dossiers;
using HandoffBridge.Stages.Publications;
using HandoffBridge.Tests.Support;
using HandoffBridge.Web.Access;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace HandoffBridge.Tests.Stages;

/// <summary>A won deal becomes a proven brief in the onboarding system, on both engines.</summary>
public sealed class WholePathTests
{
    [Theory, ClassData(typeof(Engines))]
    public async Task A_dropped_file_becomes_four_files_of_one_folder(Engine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        app.Drop("a.json", DealBuilder.Deal().Json());
        await app.SettleAsync();
        var folder = Directory.GetDirectories(app.Out).ShouldHaveSingleItem();
        Directory.GetFiles(folder).Select(Path.GetFileName).Order().ShouldBe(["brief.html", "brief.json", "brief.md", "work-items.json"]);
        var brief = JsonSerializer.Deserialize(File.ReadAllText(Path.Combine(folder, "brief.json")), BriefJson.Default.Brief)!;
        brief.Schema.ShouldBe("handoffbridge/brief/1");
        brief.Status.ShouldBe("unconfirmed");
        brief.Version.ShouldBe(1);
        brief.Items.ShouldNotBeEmpty();
        brief.Items.ShouldAllBe(i => i.Proofs.Count > 0);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Running_everything_again_changes_nothing(Engine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        app.Drop("a.json", DealBuilder.Deal().Json());
        await app.SettleAsync();
        var before = Files(app.Out);
        await app.Get<ReplayHandoff>().RunAsync("D-1", "signals", CancellationToken.None);
        await app.SettleAsync();
        Files(app.Out).ShouldBe(before);
        await using var db = app.Db();
        (await db.Set<BriefRow>().CountAsync()).ShouldBe(1);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_changed_file_is_the_next_version_and_says_what_changed(Engine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        var path = app.Drop("a.json", DealBuilder.Deal().Json());
        await app.SettleAsync();
        app.Drop("a.json", DealBuilder.Deal().With(DealBuilder.Document("E-2", "email", "customer", "Priya Raman", "2026-10-29T10:00:00Z", "Dana, our board meets on 15 January 2027 and the pilot numbers have to be on the table by then. We will give you access to the telematics gateway by 10 November.")).Json());
        File.SetLastWriteTimeUtc(path, DateTime.UtcNow.AddSeconds(5));
        await app.SettleAsync();
        await using var db = app.Db();
        var newest = await db.Set<BriefRow>().OrderByDescending(b => b.Version).FirstAsync();
        newest.Version.ShouldBe(2);
        JsonSerializer.Deserialize(newest.Json, BriefJson.Default.Brief)!.Changes.ShouldNotBeEmpty();
        (await db.Set<DossierRow>().CountAsync()).ShouldBe(2);
        Directory.GetDirectories(app.Out).Where(d => !d.EndsWith(".writing", StringComparison.Ordinal)).Count().ShouldBe(1);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task The_snapshot_holds_the_hash_of_each_document(Engine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        app.Drop("a.json", DealBuilder.Deal().Json());
        await app.SettleAsync();
        await using var db = app.Db();
        var rows = await db.Set<DossierDocumentRow>().OrderBy(d => d.DocumentId).ToListAsync();
        rows.Select(r => r.DocumentId).ShouldBe(["E-1", "N-1"]);
        rows.ShouldAllBe(r => r.Sha256.Length == 64);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_broken_file_is_named_with_line_and_column_and_harms_nobody(Engine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        app.Drop("good.json", DealBuilder.Deal().Json());
        var bad = app.Drop("bad.json", DealBuilder.Deal("D-2").With(f => f["documents"]![0]!["type"] = "fax").Json());
        File.SetLastWriteTimeUtc(bad, new DateTime(2026, 11, 2, 8, 0, 0, DateTimeKind.Utc));
        await app.SettleAsync();
        await using var db = app.Db();
        var finding = await db.Set<SourceFindingRow>().SingleAsync();
        finding.Place.ShouldBe("bad.json");
        finding.Field.ShouldBe("documents[0].type");
        finding.Message.ShouldBe("\"fax\" is not known; write one of note, email, call, meeting, chat, task, sow.");
        finding.Line.ShouldNotBeNull();
        (await db.Set<BriefRow>().CountAsync()).ShouldBe(1);
        var page = await app.Client().GetStringAsync("/operations");
        page.ShouldContain("bad.json, line");
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_mended_file_ends_its_finding(Engine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        var path = app.Drop("a.json", "{\"deal\": ");
        File.SetLastWriteTimeUtc(path, new DateTime(2026, 11, 2, 8, 0, 0, DateTimeKind.Utc));
        await app.SettleAsync();
        await using (var db = app.Db()) (await db.Set<SourceFindingRow>().CountAsync()).ShouldBe(1);
        app.Drop("a.json", DealBuilder.Deal().Json());
        await app.SettleAsync();
        await using (var db = app.Db())
        {
            (await db.Set<SourceFindingRow>().CountAsync()).ShouldBe(0);
            (await db.Set<BriefRow>().CountAsync()).ShouldBe(1);
        }
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_file_that_is_still_being_written_is_left_alone(Engine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        app.Clock.SetUtcNow(DateTimeOffset.UtcNow.AddMinutes(1));
        var whole = DealBuilder.Deal().Json();
        var path = app.Drop("a.json", whole[..(whole.Length / 2)]);
        File.SetLastWriteTimeUtc(path, app.Clock.GetUtcNow().UtcDateTime);
        await app.SettleAsync();
        await using (var db = app.Db()) (await db.Set<SourceFindingRow>().CountAsync()).ShouldBe(0);
        app.Drop("a.json", whole);
        await app.SettleAsync();
        await using (var db = app.Db()) (await db.Set<BriefRow>().CountAsync()).ShouldBe(1);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_failing_target_is_tried_with_growing_waits_and_then_waits_for_a_person(Engine engine)
    {
        var target = new StubbornTarget { Fails = int.MaxValue };
        await using var app = await TestApp.StartAsync(engine, configure: b => b.Services.AddSingleton<IOnboardingTarget>(target));
        app.Drop("a.json", DealBuilder.Deal().Json());
        await app.SettleAsync();
        foreach (var wait in AdvanceHandoff.Waits)
        {
            await using (var db = app.Db()) (await db.Set<WorkRow>().SingleAsync()).Parked.ShouldBeFalse();
            app.Clock.Advance(wait + TimeSpan.FromSeconds(1));
            await app.SettleAsync();
        }

        await using (var db = app.Db())
        {
            var work = await db.Set<WorkRow>().SingleAsync();
            work.Parked.ShouldBeTrue();
            work.Reason.ShouldBe("The target sleeps.");
        }

        target.Calls.ShouldBe(1 + AdvanceHandoff.Waits.Count);
        target.Fails = 0;
        await app.Get<ReplayHandoff>().RunAsync("D-1", null, CancellationToken.None);
        await app.SettleAsync();
        await using (var db = app.Db()) (await db.Set<PublishedVersionRow>().CountAsync(p => p.Target == "Stubborn")).ShouldBe(1);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task An_answer_lost_after_the_target_did_it_is_looked_up_not_repeated(Engine engine)
    {
        var target = new StubbornTarget { LosesAnswers = 1 };
        await using var app = await TestApp.StartAsync(engine, configure: b => b.Services.AddSingleton<IOnboardingTarget>(target));
        app.Drop("a.json", DealBuilder.Deal().Json());
        await app.SettleAsync();
        app.Clock.Advance(TimeSpan.FromMinutes(5));
        await app.SettleAsync();
        target.Made.ShouldBe(1);
        target.LastKnown.ShouldNotBeNull().Done.ShouldBeFalse();
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_lease_that_lapsed_stops_its_holder(Engine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        var first = (await app.Get<Leases>().TakeAsync("x", CancellationToken.None))!;
        (await app.Get<Leases>().TakeAsync("x", CancellationToken.None)).ShouldBeNull();
        app.Clock.Advance(Leases.Length + TimeSpan.FromSeconds(1));
        await using var second = await app.Get<Leases>().TakeAsync("x", CancellationToken.None);
        second.ShouldNotBeNull();
        await Should.ThrowAsync<LeaseLostException>(() => first.CheckAsync(CancellationToken.None));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task The_search_finds_words_of_a_promise_and_shows_them(Engine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        app.Drop("a.json", DealBuilder.Deal().Json());
        app.Drop("b.json", DealBuilder.Deal("D-2", "Quiet Quarry").With(f => f["documents"]!.AsArray().RemoveAt(1)).Json());
        await app.SettleAsync();
        var page = await app.Client().GetStringAsync("/handoffs?q=historic+shipments");
        page.ShouldContain("Northwind Cold Chain");
        page.ShouldNotContain("Quiet Quarry");
        page.ShouldContain("<mark>");
        (await app.Client().GetStringAsync("/handoffs?q=%22%27%3B--%20%E2%80%B9script")).ShouldContain("Nothing fits");
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task The_search_finds_a_brief_by_its_newest_words_only_and_nothing_that_is_not_the_viewers(Engine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        await using var db = app.Db();
        for (var i = 0; i < 30; i++)
        {
            db.Add(new BriefCardRow { HandoffId = $"h{i:D2}", Version = 1, Status = "unconfirmed", AccountName = $"Account {i:D2}", CsmEmail = i % 2 == 0 ? "nora@seller.example" : null, WonAt = app.Clock.GetUtcNow() });
            await db.Engine.IndexAsync(db, $"h{i:D2}", i == 7 ? "München crossing, harbour harbour harbour" : "Crossing of the harbour at noon", CancellationToken.None);
        }

        await db.SaveChangesAsync();
        await db.Engine.IndexAsync(db, "h03", "Nothing of the kind", CancellationToken.None);
        var (all, total) = await db.Engine.SearchAsync(db, "harb crossing", null, 0, 25, CancellationToken.None);
        (total, all.Count, all[0].Snippet).ShouldBe((29, 25, engine == Engine.Sqlite ? "München ‹crossing›, ‹harbour› ‹harbour› ‹harbour›" : all[0].Snippet));
        var (rest, same) = await db.Engine.SearchAsync(db, "harb crossing", null, 25, 25, CancellationToken.None);
        (same, rest.Count).ShouldBe((29, 4));
        all.Concat(rest).Select(h => h.HandoffId).ShouldBeUnique();
        var (none, still) = await db.Engine.SearchAsync(db, "harb crossing", null, 50, 25, CancellationToken.None);
        (still, none.Count).ShouldBe((29, 0));
        var (mine, count) = await db.Engine.SearchAsync(db, "harb", ["h00", "h03", "h07"], 0, 25, CancellationToken.None);
        (count, mine.Count).ShouldBe((2, 2));
        var page = await app.Client(new("nora@seller.example", "Nora", new HashSet<Role> { Role.Csm })).GetStringAsync("/handoffs?q=harbour");
        page.ShouldContain("Account 04");
        page.ShouldNotContain("Account 05");
    }

    private static List<(string, string)> Files(string folder) =>
        [.. Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Order().Select(f => (f, File.ReadAllText(f)))];

    private sealed class StubbornTarget : IOnboardingTarget
    {
        public int Fails { get; set; }
        public int LosesAnswers { get; set; }
        public int Calls { get; private set; }
        public int Made { get; private set; }
        public LedgerEntry? LastKnown { get; private set; }
        public string Name => "Stubborn";
        public bool Trusted => false;

        public IReadOnlyList<PlannedItem> Plan(BriefPublication brief) => [new(brief.HandoffId, "only", brief.Version, "t", "x", null, null, false, "h")];

        public Task<string> PutAsync(PlannedItem item, LedgerEntry? known, IReadOnlyDictionary<string, string> remoteIds, CancellationToken cancellationToken)
        {
            Calls++;
            LastKnown = known;
            if (Fails-- > 0) throw new ConnectorException(FailureKind.Transient, "The target sleeps.");
            if (known is null or { Done: true }) Made++;
            if (LosesAnswers-- > 0) throw new ConnectorException(FailureKind.Transient, "The answer was lost.");
            return Task.FromResult("1");
        }

        public Task<IReadOnlyList<CheckLine>> CheckAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<CheckLine>>([]);
    }
}
