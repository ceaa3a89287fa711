using HandoffBridge.Extraction.Signals;
using HandoffBridge.Tests.Support;

namespace HandoffBridge.Tests.Stages.Findings;

public class JourneyAndQuestionTests
{
    private static Trail Journey() => new Trail()
        .Contact("Ana Lima", "VP Operations", "Decision maker").Contact("Bo Chen", "Planner").Contact("Cy Dunn", "CFO", "Economic buyer")
        .Document("M-1", "meeting", "2025-11-01", "Dana Ruiz", "seller", "Present: Ana Lima, Bo Chen / Dana Ruiz")
        .Document("E-1", "email", "2025-12-20", "Ana Lima", "customer", "When can we start?", "Start")
        .Document("N-1", "note", "2026-02-20", "Dana Ruiz", "seller", "called twice")
        .Document("E-2", "email", "2026-03-25", "Dana Ruiz", "seller", "The order form is attached.", "Order");

    [Fact]
    public void Counts_contacts_silences_and_who_took_part()
    {
        var set = Journey().Findings();

        (set.Journey.Days, set.Journey.Contacts, set.Journey.CustomerContacts).ShouldBe((150, 4, 2));
        set.Journey.Silences.Select(s => s.Days).ShouldBe([49, 62, 33]);
        set.Timeline.Select(t => t.Side).ShouldBe(["both", "customer", "seller", "seller"]);
        set.Journey.WentQuiet.ShouldBe([
            "Last heard from on 1 Nov 2025, 150 days before signature: Bo Chen (Planner).",
            "Last heard from on 20 Dec 2025, 101 days before signature: Ana Lima (VP Operations)."]);
        set.Journey.Remarks.ShouldBe([
            "2 of 3 contacts in the CRM took part.",
            "Cy Dunn (CFO) decides, but took part in no contact.",
            "“Start”: the last e-mail of Ana Lima (20 Dec 2025) asks something; no answer is on file."]);
    }

    [Fact]
    public void Calls_a_renewal_inertia_only_with_its_reasons()
    {
        var journey = Journey().Deal(d => d with { Kind = "renewal" })
            .Document("M-0", "meeting", "2025-06-01", "Dana Ruiz", "seller", "Present: Ana Lima / Dana Ruiz").Findings().Journey;

        journey.Engagement.ShouldBe("mixed");
        journey.EngagementReasons.ShouldBe([
            "contacts with the customer in the last four quarters before signature: 1, 0, 2, 0",
            "2 people of the customer's took part",
            "the customer took part in 60 % of all contacts"]);
        Journey().Findings().Journey.Engagement.ShouldBeNull();
    }

    [Fact]
    public void Asks_at_most_five_questions_the_worst_gap_first()
    {
        var questions = new Trail().Document("N-1", "note", "2026-01-01", "Dana Ruiz", "seller", "nothing").Findings().Questions;

        questions.Select(q => q.Code).ShouldBe(["need", "date", "decider", "owes", "lead"]);
        questions.ShouldAllBe(q => q.Why.Length > 0);
    }

    [Fact]
    public void Asks_nothing_the_trail_answers()
    {
        var trail = new Trail { Register = SampleDeals.Register };
        trail.Contact("Ana Lima", "COO", "Champion")
            .Mail("E-1", "2026-01-10", SignalKind.Need, "Our planners must find a casting in under ten minutes instead of three days.")
            .Mail("E-2", "2026-01-11", SignalKind.Urgency, "If it does not run by 14 September we lose the rating.", "2026-09-14")
            .Mail("E-3", "2026-01-12", SignalKind.CustomerCommitment, "You get the list by 13 February.", "2026-02-13")
            .Note("N-1", "2026-01-13", SignalKind.Commitment, "we load the history by May", "2026-05", scope: ScopeStatus.Unscoped)
            .Note("N-2", "2026-01-14", SignalKind.Risk, "a third of the rows have no key");

        trail.Findings().Questions.ShouldBeEmpty();
    }

    [Fact]
    public void Tells_whose_voice_the_evidence_is_and_what_nobody_asked()
    {
        var voice = new Trail()
            .Mail("E-1", "2026-01-10", SignalKind.Need, "Today two people search the folders for a morning.")
            .Note("N-1", "2026-01-11", SignalKind.Commitment, "we load the history")
            .Findings().Voice;

        voice.CustomerShare.ShouldBe(0.5);
        voice.Questions.Where(q => q.Items.Count == 0).Select(q => q.Code).ShouldBe(["achieve"]);
    }
}
