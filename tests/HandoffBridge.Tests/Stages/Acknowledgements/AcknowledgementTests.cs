using System.Text.Json;
using HandoffBridge.Stages.Acknowledgements;
using HandoffBridge.Stages.Briefs;
using HandoffBridge.Stages.Forms;
using HandoffBridge.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace HandoffBridge.Tests.Stages.Acknowledgements;

/// <summary>Readers accept, return, ask and record what became of promises.</summary>
public sealed class AcknowledgementTests
{
    private const string Csm = "nora@seller.example";

    [Theory, ClassData(typeof(Engines))]
    public async Task A_return_needs_a_reason_and_the_same_tap_counts_once(Engine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        var id = await HandoffAsync(app);
        var acknowledge = app.Get<Acknowledge>();
        (await acknowledge.RunAsync(id, new(1, "returned", "request-1"), Csm, CancellationToken.None)).ShouldBe("ack.choose-reason");
        (await acknowledge.RunAsync(id, new(1, "returned", "request-1") { Reason = "other" }, Csm, CancellationToken.None)).ShouldBe("ack.say-what");
        (await acknowledge.RunAsync(id, new(2, "accepted", "request-1"), Csm, CancellationToken.None)).ShouldBe("ack.newer");
        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => acknowledge.RunAsync(id, new(1, "returned", "request-1") { Reason = "wrong-contact" }, Csm, CancellationToken.None)));
        await using var db = app.Db();
        (await db.Set<AcknowledgementRow>().SingleAsync()).Reason.ShouldBe("wrong-contact");
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task An_answer_stands_in_the_next_version_and_only_it_asks_again(Engine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        var id = await HandoffAsync(app);
        await app.Get<Acknowledge>().RunAsync(id, new(1, "accepted", "request-1"), Csm, CancellationToken.None);
        var ask = app.Get<AskSeller>();
        (await ask.AskAsync(id, "?", null, "request-2", Csm, CancellationToken.None)).ShouldBe("filler.empty");
        await ask.AskAsync(id, "Which depot is first?", null, "request-2", Csm, CancellationToken.None);
        await ask.AskAsync(id, "Which depot is first?", null, "request-2", Csm, CancellationToken.None);
        var question = await OnlyQuestionAsync(app, id);
        (await ask.AnswerAsync(id, question.Question.Id, "n/a", "request-3", "dana.ruiz@seller.example", CancellationToken.None)).Problem.ShouldBe("filler.nothing");
        (await ask.AnswerAsync(id, question.Question.Id, "The depot in Reno.", "request-3", "dana.ruiz@seller.example", CancellationToken.None)).Ok.ShouldBeTrue();
        await app.SettleAsync();
        var (first, second) = (await BriefAsync(app, id, 1), await BriefAsync(app, id, 2));
        second.OpenQuestions.Single(q => q.Text == "Which depot is first?").Answer.ShouldBe("The depot in Reno.");
        second.Status.ShouldBe("unconfirmed");
        await using var db = app.Db();
        var standing = ReaderStanding.Of(await db.Set<AcknowledgementRow>().ToListAsync(), second, _ => first, HandoffBridge.Languages.Language.English);
        standing.State.ShouldBe("changed");
        standing.Changes.ShouldHaveSingleItem().Text.ShouldContain("The depot in Reno.");
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task What_is_asked_about_a_restricted_item_stays_off_every_brief(Engine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        var id = await HandoffAsync(app, File.ReadAllText(Path.Combine(SampleDeals.Directory, "deals", "kestrel-ferries.json")));
        var restricted = (await BriefAsync(app, id, 1)).Items.First(i => i.Restricted);
        await app.Get<AskSeller>().AskAsync(id, "Does Priya really decide alone?", restricted.Id, "request-2", Csm, CancellationToken.None);
        var question = await OnlyQuestionAsync(app, id);
        await app.Get<AskSeller>().AnswerAsync(id, question.Question.Id, "Her CFO has the last word.", "request-3", "dana.ruiz@seller.example", CancellationToken.None);
        await app.SettleAsync();
        await using var db = app.Db();
        (await db.Set<BriefRow>().Select(b => b.Json).ToListAsync()).ShouldAllBe(j => !j.Contains("last word", StringComparison.Ordinal) && !j.Contains("decide alone", StringComparison.Ordinal));
        (await AskSeller.ListAsync(db, id, restricted: false, CancellationToken.None)).ShouldBeEmpty();
        (await AskSeller.ListAsync(db, id, restricted: true, CancellationToken.None)).ShouldHaveSingleItem().Answer!.Text.ShouldBe("Her CFO has the last word.");
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task The_last_word_on_a_promise_counts_and_no_day_to_come_is_taken(Engine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        var id = await HandoffAsync(app);
        var promise = (await BriefAsync(app, id, 1)).Items.First(i => i.Kind == "commitment").Id;
        var record = app.Get<RecordOutcome>();
        (await record.RunAsync(id, promise, "kept", "2027-01-01", Csm, CancellationToken.None)).ShouldBe("outcome.future");
        (await record.RunAsync(id, "nothing", "kept", null, Csm, CancellationToken.None)).ShouldBe("form.gone");
        (await record.RunAsync(id, promise, "kept", "2026-11-01", Csm, CancellationToken.None)).ShouldBeNull();
        (await record.RunAsync(id, promise, "broken", null, Csm, CancellationToken.None)).ShouldBeNull();
        await using var db = app.Db();
        var row = await db.Set<CommitmentOutcomeRow>().SingleAsync();
        (row.Outcome, row.At).ShouldBe(("broken", new DateTimeOffset(2026, 11, 2, 0, 0, 0, TimeSpan.Zero)));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Lists_know_what_is_unread_unassigned_or_returned(Engine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        var id = await HandoffAsync(app);
        var client = app.Client();
        (await client.GetStringAsync("/handoffs?show=unread&show=unassigned")).ShouldContain("Northwind");
        await client.GetStringAsync($"/handoffs/{id}");
        (await client.GetStringAsync("/handoffs?show=unread")).ShouldNotContain("Northwind");
        (await client.GetStringAsync("/handoffs?show=returned")).ShouldNotContain("Northwind");
        await app.Get<Acknowledge>().RunAsync(id, new(1, "returned", "request-1") { Reason = "wrong-scope" }, Csm, CancellationToken.None);
        (await client.GetStringAsync("/handoffs?show=returned&q=shipments")).ShouldContain("Northwind");
        (await client.GetStringAsync("/handoffs?show=soon&show=mine&show=unscoped&show=unconfirmed&show=questions")).ShouldContain("Nothing fits");
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Words_on_an_item_that_is_gone_are_kept(Engine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        var id = await HandoffAsync(app);
        (await app.Get<SaveForm>().RunAsync(id, new("gone-item", "correct", "request-9") { Text = "They need it by May, not June." }, "dana.ruiz@seller.example", CancellationToken.None)).ShouldBe(new(false, "form.gone"));
        await using var db = app.Db();
        (await db.Set<FormEntryRow>().SingleAsync()).Action.ShouldBe("keep");
        (await app.Client().GetStringAsync($"/handoffs/{id}/form")).ShouldContain("They need it by May, not June.");
    }

    private static async Task<string> HandoffAsync(TestApp app, string? deal = null)
    {
        app.Drop("a.json", deal ?? DealBuilder.Deal().Json());
        await app.SettleAsync();
        await using var db = app.Db();
        return await db.Set<BriefCardRow>().Select(c => c.HandoffId).SingleAsync();
    }

    private static async Task<AskedQuestion> OnlyQuestionAsync(TestApp app, string id)
    {
        await using var db = app.Db();
        return (await AskSeller.ListAsync(db, id, restricted: true, CancellationToken.None)).ShouldHaveSingleItem();
    }

    private static async Task<Brief> BriefAsync(TestApp app, string id, int version)
    {
        await using var db = app.Db();
        return JsonSerializer.Deserialize(await db.Set<BriefRow>().Where(b => b.HandoffId == id && b.Version == version).Select(b => b.Json).SingleAsync(), BriefJson.Default.Brief)!;
    }
}
