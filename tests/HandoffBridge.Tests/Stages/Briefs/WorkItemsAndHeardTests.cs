using HandoffBridge.Extraction.Signals;
using HandoffBridge.Stages.Briefs;
using HandoffBridge.Tests.Support;

namespace HandoffBridge.Tests.Stages.Briefs;

public class WorkItemsAndHeardTests
{
    private static Trail Deal() => new Trail().Contact("Ana Lima", "COO", "Champion")
        .Note("N-1", "2026-01-13", SignalKind.Commitment, "we load the old history for them in Q2", "2026-Q2", scope: ScopeStatus.Unscoped)
        .Note("N-2", "2026-01-14", SignalKind.Commitment, "the training is in the order", scope: ScopeStatus.Scoped)
        .Mail("E-1", "2026-01-15", SignalKind.CustomerCommitment, "You get the extract by 13 February.", "2026-02-13")
        .Note("N-3", "2026-01-16", SignalKind.Commitment, "CANARY wants it, told her yes", scope: ScopeStatus.Unscoped)
        .Signal("N-3", SignalKind.Politics, "CANARY wants it", person: "CANARY", stance: "champion");

    [Fact]
    public void Makes_work_of_loose_promises_obligations_and_questions()
    {
        var brief = Deal().Brief();
        var work = WorkItems.Of(brief, includeRestricted: true);

        work.Select(w => (w.Kind, w.Title, w.Due)).Take(3).ShouldBe([
            ("commitment", "Promised, not signed: we load the old history for them in Q2", new DateOnly(2026, 6, 30)),
            ("commitment", "Promised, not signed: CANARY wants it, told her yes", null),
            ("customer_commitment", "Customer provides: You get the extract by 13 February.", new DateOnly(2026, 2, 13))]);
        work[0].Text.ShouldBe("“we load the old history for them in Q2”\n– Dana Ruiz, note, 13 Jan 2026\n\nSigned paper: No order line and no statement of work covers it.\n\nExpected by Q2 2026.");
        work.Where(w => w.Kind == "question").Select(w => w.Key).ShouldBe(brief.OpenQuestions.Select(q => q.Id));
        work.ShouldAllBe(w => w.Title.Length <= 200);
    }

    [Fact]
    public void Keeps_restricted_work_without_its_words()
    {
        var hidden = WorkItems.Of(Deal().Brief(), includeRestricted: false);

        hidden.Select(w => w.Title + w.Text).ShouldAllBe(t => !t.Contains("CANARY", StringComparison.Ordinal));
        hidden.ShouldContain(w => w.Title == "A promise beyond the paper whose wording is restricted");
    }

    [Fact]
    public void Withdraws_the_work_of_a_dismissed_item_and_closes_an_answered_question()
    {
        var draft = Deal().Brief();
        var work = WorkItems.Of(Deal().Brief(i => i with
        {
            Decisions = [new(draft.Items.First(x => x.Kind == "commitment").Id, "dismiss") { Reason = "never said" }],
            Answers = [new(draft.OpenQuestions[0].Id, "In May", "Dana Ruiz")],
        }), includeRestricted: true);

        work.Where(w => w.Withdrawn).Select(w => w.Key).ShouldBe([draft.Items.First(x => x.Kind == "commitment").Id, draft.OpenQuestions[0].Id]);
    }

    [Fact]
    public void Cuts_a_long_title_between_words()
    {
        var title = WorkItems.Of(new Trail().Mail("E-1", "2026-01-15", SignalKind.CustomerCommitment, string.Join(' ', Enumerable.Repeat("extract", 60))).Brief(), true)[0].Title;

        title.Length.ShouldBeLessThanOrEqualTo(200);
        title.ShouldEndWith("extract …");
    }

    [Fact]
    public void Tells_the_customer_only_what_the_customer_said_or_signed()
    {
        var heard = WhatWeHeard.From(Deal().Line("Rounds")
            .Mail("E-2", "2026-01-17", SignalKind.Need, "We must find a casting in under ten minutes.")
            .Note("N-4", "2026-01-18", SignalKind.Need, "INTERNAL they are desperate")
            .Mail("E-3", "2026-01-19", SignalKind.Risk, "RISK our data is bad")
            .Mail("E-4", "2026-01-20", SignalKind.Need, "GOSSIP the number that Ana's boss looks at must go up")
            .Brief(i => i with { Decisions = [new("x", "add") { Kind = "need", Text = "INTERNAL added by us" }] }));
        var text = Renderer().Markdown(heard) + Renderer().Html(heard);

        heard.Measures.ShouldHaveSingleItem().Quote.ShouldBe("We must find a casting in under ten minutes.");
        heard.Theirs.ShouldHaveSingleItem();
        heard.Ours.ShouldBeEmpty();
        heard.Order.ShouldBe(["Rounds × 10"]);
        foreach (var word in new[] { "INTERNAL", "RISK", "GOSSIP", "CANARY", "old history" }) text.ShouldNotContain(word);
    }

    private static BriefRenderer Renderer() => new(new BriefTemplates("none", TimeProvider.System));
}
