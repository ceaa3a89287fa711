using HandoffBridge.Extraction.Signals;
using HandoffBridge.Tests.Support;

namespace HandoffBridge.Tests.Stages.Findings;

public class ReconcileSignalsTests
{
    private const string Heard = "You said the heat labels will come in Basque without extra programming.";
    private const string Noted = "Koldo counts on the Basque heat labels from day one, I told him yes";

    [Fact]
    public void Merges_the_same_promise_told_by_both_sides_into_one_item_with_two_proofs()
    {
        var item = new Trail()
            .Note("N-1", "2026-03-20", SignalKind.Commitment, Noted, scope: ScopeStatus.Unscoped)
            .Mail("E-1", "2025-12-03", SignalKind.Commitment, Heard, scope: ScopeStatus.Unscoped)
            .Findings().Items.ShouldHaveSingleItem();

        item.Proofs.Select(p => p.DocumentId).ShouldBe(["E-1", "N-1"]);
        item.Text.ShouldBe(Heard, "the customer's voice comes first");
        item.Said.ShouldBe("by-customer");
    }

    [Theory]
    [InlineData("We load five years of heat history before the start.", "The heat labels come in Basque and in Spanish.")]
    [InlineData("Tidewell trains 24 planners in June.", "Tidewell trains 8 planners in June.")]
    public void Keeps_apart_what_only_sounds_alike(string one, string other) =>
        new Trail()
            .Note("N-1", "2026-01-10", SignalKind.Commitment, one)
            .Note("N-2", "2026-02-10", SignalKind.Commitment, other)
            .Findings().Items.Count.ShouldBe(2);

    [Fact]
    public void Keeps_apart_one_promise_with_two_dates() =>
        new Trail()
            .Note("N-1", "2026-01-10", SignalKind.Commitment, "The export to the warehouse runs by May.", "2026-05")
            .Note("N-2", "2026-02-10", SignalKind.Commitment, "The export to the warehouse runs by July.", "2026-07")
            .Findings().Items.Count.ShouldBe(2);

    [Fact]
    public void Keeps_apart_two_remarks_on_one_person() =>
        new Trail()
            .Note("N-1", "2026-01-10", SignalKind.Politics, "Dr Ivey decides with his gut.", person: "Dr Ivey")
            .Note("N-2", "2026-02-10", SignalKind.Politics, "Dr Ivey moves to Leeds in May.", person: "Dr Ivey")
            .Findings().Items.Count.ShouldBe(2);

    [Fact]
    public void Keeps_the_worse_verdict_of_a_merged_promise() =>
        new Trail()
            .Note("N-1", "2026-03-20", SignalKind.Commitment, Noted, scope: ScopeStatus.Scoped)
            .Mail("E-1", "2025-12-03", SignalKind.Commitment, Heard, scope: ScopeStatus.Contradicts)
            .Findings().Items.ShouldHaveSingleItem().Scope!.Status.ShouldBe("contradicts");

    [Fact]
    public void Gives_the_same_findings_for_the_same_input()
    {
        var json = () => System.Text.Json.JsonSerializer.Serialize(Small().Findings(), HandoffBridge.Stages.Findings.FindingJson.Default.FindingSet);
        json().ShouldBe(json());
    }

    [Fact]
    public void Keeps_ids_when_a_document_is_added_even_one_that_tells_a_fact_earlier()
    {
        var before = Small().Findings();
        var after = Small().Mail("E-0", "2025-11-01", SignalKind.Commitment, Heard, scope: ScopeStatus.Unscoped).Findings(before);

        after.Items.Count.ShouldBe(before.Items.Count);
        after.Items.Select(i => i.Id).ShouldBe(before.Items.Select(i => i.Id), ignoreOrder: true);
        after.Items.Single(i => i.Kind == "commitment").Proofs.Select(p => p.DocumentId).ShouldBe(["E-0", "N-1"]);
    }

    [Fact]
    public void Remembers_the_ids_of_items_that_turn_out_to_be_one()
    {
        var apart = new Trail().Note("N-1", "2026-01-10", SignalKind.Commitment, Noted).Findings();
        var other = new Trail().Mail("E-1", "2026-02-10", SignalKind.Commitment, Heard).Findings();
        var earlier = apart with { Items = [.. apart.Items, .. other.Items] };

        var item = new Trail().Note("N-1", "2026-01-10", SignalKind.Commitment, Noted).Mail("E-1", "2026-02-10", SignalKind.Commitment, Heard)
            .Findings(earlier).Items.ShouldHaveSingleItem();

        item.Id.ShouldBe(apart.Items[0].Id);
        item.FormerIds.ShouldBe([other.Items[0].Id]);
    }

    [Fact]
    public void Restricts_politics_remarks_about_named_people_and_whatever_shares_their_words()
    {
        const string Sentence = "Ana doubts it and leaves in May, so the rollout stops before the audit.";
        var items = new Trail().Contact("Ana Lima", "CIO")
            .Note("N-1", "2026-01-10", SignalKind.Politics, Sentence, person: "Ana", stance: "sceptic")
            .Signal("N-1", SignalKind.Urgency, "so the rollout stops before the audit.")
            .Note("N-2", "2026-01-12", SignalKind.Risk, "Only Ana knows the mapping.")
            .Note("N-3", "2026-01-13", SignalKind.Risk, "A third of the rows have no key.")
            .Note("N-4", "2026-01-14", SignalKind.CustomerCommitment, "Ana sends the extract by Friday.")
            .Findings().Items;

        items.Where(i => i.Restricted).Select(i => i.Proofs[0].DocumentId).ShouldBe(["N-1", "N-1", "N-2"]);
    }

    [Theory]
    [InlineData("the chief mate, Fintan Byrne, calls it a spy in the pocket", true)]
    [InlineData("Mrs Oravcova retires and the mapping is in her head", true)]
    [InlineData("Pacific Ridge has put it in their contract", false)]
    [InlineData("Acme Freight never cleaned its data in June", false)]
    public void Restricts_a_risk_that_speaks_of_somebody_the_crm_does_not_know(string quote, bool restricted) =>
        new Trail().Note("N-1", "2026-01-10", SignalKind.Risk, quote).Findings().Items[0].Restricted.ShouldBe(restricted);

    [Fact]
    public void Gives_a_remark_without_a_person_to_the_contact_it_names_first() =>
        new Trail().Contact("Declan Roche").Contact("Ana Lima")
            .Note("N-1", "2026-01-10", SignalKind.Politics, "In the end Declan's word counts, Ana follows")
            .Findings().Items[0].Person.ShouldBe("Declan Roche");

    [Fact]
    public void Takes_no_refusal_for_a_promise()
    {
        var set = new Trail()
            .Document("E-1", "email", "2026-01-10", "Dana Ruiz", "seller", "Spare parts are not in the order, as agreed.\nThe history is not in the order, but I told her yes.")
            .Signal("E-1", SignalKind.Commitment, "Spare parts are not in the order, as agreed.")
            .Signal("E-1", SignalKind.Commitment, "The history is not in the order, but I told her yes.")
            .Findings();

        set.Items.ShouldHaveSingleItem().Text.ShouldStartWith("The history");
        set.NotSold.ShouldHaveSingleItem().Quote.ShouldStartWith("Spare parts");
    }

    [Fact]
    public void Merges_in_time_also_when_a_deal_has_thousands_of_notes()
    {
        var trail = new Trail();
        for (var i = 0; i < 3000; i++) trail.Note($"N-{i}", "2026-01-10", SignalKind.Need, $"the {Word(i)} of {Word(i * 7)} must be found in {Word(i * 13)}");
        var watch = System.Diagnostics.Stopwatch.StartNew();

        trail.Findings().Items.Count.ShouldBeGreaterThan(1000);
        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(20));

        static string Word(int i) => new([.. (i + 1000).ToString(System.Globalization.CultureInfo.InvariantCulture).Select(c => (char)('a' + c - '0')), .. "ing"]);
    }

    [Fact]
    public void Hears_the_customer_in_a_transcript_that_one_of_ours_wrote()
    {
        var item = new Trail().Contact("Bev Okafor", "CNO")
            .Document("C-1", "call", "2026-02-01", "Dana Ruiz", "seller", "Dana: What hurts?\nBev: I'm down two schedulers out of seven.")
            .Signal("C-1", SignalKind.Risk, "I'm down two schedulers out of seven.")
            .Findings().Items.ShouldHaveSingleItem();

        item.Said.ShouldBe("by-customer");
        item.Proofs[0].Author.ShouldBe("Bev Okafor");
    }

    [Theory]
    [MemberData(nameof(SampleDeals.Names), MemberType = typeof(SampleDeals))]
    public void Every_quote_stands_word_for_word_in_its_document(string name)
    {
        var deal = SampleDeals.Deal(name);
        var extraction = SampleDeals.Extraction(name, deal);
        var brief = SampleDeals.Brief(name);

        foreach (var proof in brief.Items.SelectMany(i => i.Proofs).Concat(brief.NotSold))
            extraction.Texts[proof.DocumentId].Substring(proof.Start, proof.Quote.Length).ShouldBe(proof.Quote);
    }

    private static Trail Small() => new Trail()
        .Note("N-1", "2026-03-20", SignalKind.Commitment, Noted, scope: ScopeStatus.Unscoped)
        .Mail("E-2", "2026-02-03", SignalKind.Need, "We lose three days finding the ladle of a casting.")
        .Note("N-2", "2026-02-20", SignalKind.Urgency, "The auditors come on 14 September.", "2026-09-14");
}
