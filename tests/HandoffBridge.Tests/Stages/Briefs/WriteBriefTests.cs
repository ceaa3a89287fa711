using System.Text.Json;
using HandoffBridge.Extraction.Signals;
using HandoffBridge.Stages.Briefs;
using HandoffBridge.Tests.Support;

namespace HandoffBridge.Tests.Stages.Briefs;

public class WriteBriefTests
{
    private static Trail Deal() => new Trail().Contact("Ana Lima", "COO", "Decision maker").Line("Rounds")
        .Mail("E-1", "2026-01-10", SignalKind.Need, "We must find a casting in under ten minutes.")
        .Note("N-1", "2026-01-13", SignalKind.Commitment, "we load the old history for them", scope: ScopeStatus.Unscoped)
        .Note("N-2", "2026-01-14", SignalKind.Politics, "Ana CANARY hates her boss", person: "Ana", stance: "sceptic");

    [Fact]
    public void Same_input_gives_the_same_bytes() =>
        JsonSerializer.Serialize(Deal().Brief(), BriefJson.Default.Brief).ShouldBe(JsonSerializer.Serialize(Deal().Brief(), BriefJson.Default.Brief));

    [Fact]
    public void Holds_nothing_restricted_outside_restricted_items()
    {
        var brief = Deal().Brief();

        brief.Items.Single(i => i.Restricted).Text.ShouldContain("CANARY");
        JsonSerializer.Serialize(brief with { Items = [] }, BriefJson.Default.Brief).ShouldNotContain("CANARY");
    }

    [Fact]
    public void Takes_decisions_in_order_and_the_last_word_counts()
    {
        var first = Deal().Brief();
        var id = first.Items.Single(i => i.Kind == "commitment").Id;
        var brief = Deal().Brief(i => i with
        {
            Decisions =
            [
                new(id, "dismiss") { Reason = "mistake" },
                new(id, "correct") { Text = "We load two years of history", Due = "2026-06", Disposition = "goodwill", Owner = "Dana Ruiz" },
                new("added-1", "add") { Kind = "risk", Text = "No test system until May" },
            ],
        });

        var item = brief.Items.Single(i => i.Id == id);
        (item.State, item.Text, item.OriginalText, item.Due, item.Confidence).ShouldBe(("corrected", "We load two years of history", "we load the old history for them", "2026-06", 1));
        item.Disposition.ShouldBe(new BriefDisposition("goodwill", "Dana Ruiz", null));
        var added = brief.Items.Single(i => i.Id == "added-1");
        (added.State, added.Proofs.Count, added.Said).ShouldBe(("added", 0, null));
    }

    [Fact]
    public void Takes_a_decision_on_an_item_that_was_merged_since()
    {
        var findings = Deal().Findings();
        var moved = findings with { Items = [.. findings.Items.Select(i => i.Kind == "commitment" ? i with { FormerIds = ["old"] } : i)] };

        Deal().Brief(i => i with { Findings = moved, Decisions = [new("old", "confirm")] }).Items.Single(i => i.Kind == "commitment").State.ShouldBe("confirmed");
    }

    [Fact]
    public void Scores_higher_when_promises_are_decided_and_questions_answered()
    {
        var draft = Deal().Brief();
        var done = Deal().Brief(i => i with
        {
            Decisions = [new(draft.Items.Single(x => x.Kind == "commitment").Id, "confirm") { Disposition = "scope", Owner = "Dana Ruiz" }],
            Answers = [.. draft.OpenQuestions.Select(q => new QuestionAnswer(q.Id, "Ana does, by May", "Dana Ruiz"))],
        });

        draft.Readiness.Missing.ShouldContain("a decision on one promise beyond the paper");
        done.Readiness.Score.ShouldBeGreaterThan(draft.Readiness.Score + 30);
        done.OpenQuestions.ShouldAllBe(q => q.Answer == "Ana does, by May" && q.AnsweredBy == "Dana Ruiz");
    }

    [Fact]
    public void Tells_what_changed_in_sentences()
    {
        var first = Deal().Brief();
        var promise = first.Items.Single(i => i.Kind == "commitment").Id;
        var politics = first.Items.Single(i => i.Restricted).Id;
        var second = Deal().Brief(i => i with
        {
            Version = 2, Status = "confirmed", Previous = first,
            Decisions = [new(promise, "confirm") { Disposition = "scope", Owner = "Dana Ruiz" }, new(politics, "dismiss") { Reason = "CANARY gossip" }],
        });

        second.Changes.Select(c => c.Text).ShouldBe([
            "Status: unconfirmed is now confirmed.",
            "A restricted remark was changed.",
            "Confirmed: commitment “we load the old history for them”",
            "“we load the old history for them”: Add to scope, Dana Ruiz."]);
        first.Changes.ShouldBeEmpty();
    }

    [Fact]
    public void Sums_up_who_why_now_and_what_goes_wrong_first() =>
        SampleDeals.Brief("nordfrost-cold-stores").Summary.Split('\n').ShouldBe([
            "Who: Nordfrost Cold Stores A/S (Cold storage and logistics, DK) bought Tidewell Rounds – crew licence and 2 more lines, DKK 318,000, 48 months; signed 3 Jul 2026, Mikkel Dahl.",
            "What they want: “A door that is open longer than 15 minutes must call somebody, day and night”",
            "Why now: 1 Dec 2026 – “our insurer renews on 1 December and wants to see proven rounds, otherwise the premium goes up by a third”",
            "First to go wrong: 3 promises against the signed paper, among them “All five sites go live together, in the week of 9 November”",
            "Also: they count on something that is not shipped – “Door alarms by telephone come with the reporting release in November”"]);

    [Fact]
    public void Survives_a_deal_that_says_nothing()
    {
        var brief = new Trail().Brief();

        brief.Items.ShouldBeEmpty();
        brief.Readiness.Score.ShouldBeInRange(0, 40);
        brief.Summary.ShouldStartWith("Who: Acme Freight");
    }
}
