using System.Text.Json;
using HandoffBridge.Extraction.Signals;
using HandoffBridge.Stages.Findings;
using HandoffBridge.Stages.Roadmap;
using HandoffBridge.Stages.StandardDeals;
using HandoffBridge.Tests.Support;

namespace HandoffBridge.Tests.Stages.Findings;

public class ComparisonTests
{
    private static readonly DateOnly AsOf = new(2026, 3, 3);

    [Theory]
    [InlineData("They count on the offline app by June.", "2026-06", "planned", "2026-Q4", "Customer expects it by June 2026; product says planned for Q4 2026: 6 months late (Ines Falk, as of 3 Mar 2026).")]
    [InlineData("Offline mode is what sold it.", null, "committed", "2026-Q4", "Customer expects it, without a date; product says committed for Q4 2026 (Ines Falk, as of 3 Mar 2026).")]
    [InlineData("offline comes by the end of the year", "2026-12-31", "committed", "2026-Q4", "Customer expects it by 31 Dec 2026; product says committed for Q4 2026, which fits (Ines Falk, as of 3 Mar 2026).")]
    [InlineData("Offline by summer.", "2026-06", "declined", null, "Customer expects it by June 2026; product says declined (Ines Falk, as of 3 Mar 2026).")]
    [InlineData("Offline by summer.", "2026-06", "planned", null, "Customer expects it by June 2026; product says planned, without a date (Ines Falk, as of 3 Mar 2026).")]
    [InlineData("Offline by summer.", "2026-06", "shipped", "2026-Q1", "Shipped already (Ines Falk, as of 3 Mar 2026): show it to them.")]
    [InlineData("They wait for the carbon report.", "2026-06", "planned", "2026-Q4", "Product's register does not know it: ask product before anybody repeats it.")]
    public void Says_in_plain_words_what_the_customer_heard_and_what_product_says(string quote, string? due, string status, string? target, string gap)
    {
        var trail = new Trail { Register = new([new("Offline mode for the app", ["offline", "offline app"], status, target, "Ines Falk", AsOf), new("Single sign-on", ["SSO"], "shipped", null, null, null)]) };

        trail.Note("N-1", "2026-02-01", SignalKind.Roadmap, quote, due).Findings().Items.ShouldHaveSingleItem().Roadmap!.Gap.ShouldBe(gap);
    }

    [Fact]
    public void Says_so_when_nobody_keeps_a_register() =>
        new Trail().Note("N-1", "2026-02-01", SignalKind.Roadmap, "They wait for the carbon report.").Findings()
            .Items[0].Roadmap!.Gap.ShouldBe("Nobody keeps a roadmap register, so nothing can be said of it.");

    [Theory]
    [InlineData("they pay at 60 days instead of 30", "payment-days", "60 days", false)]
    [InlineData("net 30, as usual", "payment-days", "30 days", true)]
    [InlineData("45 days for the payment: okay.", "payment-days", "45 days", false)]
    [InlineData("gave him a way out at month 12, no penalty.", "opt-out", "granted", false)]
    [InlineData("Out with ninety days' notice, and pay what was used.", "opt-out", "granted", false)]
    [InlineData("First four months nothing to pay, until the sample room runs.", "free-period", "4 months", false)]
    [InlineData("The prices stay as they are for all three years.", "price-cap", "0 %", false)]
    [InlineData("Yearly uplift never above 6 %, whatever the index says.", "price-cap", "6 %", true)]
    [InlineData("liability is capped at two times the annual fees", "liability", "2 × annual fees", false)]
    [InlineData("uptime of 99.9% with credits", "sla", "99.9 %", false)]
    [InlineData("I've got fourteen percent on the recurring.", "discount", "14 %", false)]
    [InlineData("Template rebuild at zero, ok (14 props), no invoice", "free-work", "granted", false)]
    public void Reads_a_term_and_its_distance_from_the_standard(string quote, string term, string actual, bool within)
    {
        var distance = new Trail { Standard = SampleDeals.Standard }.Note("N-1", "2026-02-01", SignalKind.DealTerm, quote).Findings().Items[0].Term.ShouldNotBeNull();

        (distance.Name, distance.Actual, distance.Within).ShouldBe((term, actual, within));
    }

    [Fact]
    public void Reads_every_term_of_one_sentence() =>
        new Trail { Standard = SampleDeals.Standard }.Note("N-1", "2026-02-01", SignalKind.DealTerm, "net 60, and a way out after 12 months").Findings()
            .Terms.Select(t => t.Name).ShouldBe(["payment-days", "term-months", "opt-out"]);

    [Fact]
    public void Takes_the_discount_of_the_order_lines_and_the_limit_of_the_day_it_was_won()
    {
        var trail = new Trail { Standard = new([new("discount", AtMost: 10, Until: new(2026, 3, 31)), new("discount", AtMost: 15, From: new(2026, 4, 1))]) };
        var before = trail.Line("Licence", discount: 12).Findings().Terms.ShouldHaveSingleItem();
        var after = trail.Deal(d => d with { WonAt = d.WonAt.AddDays(1) }).Findings().Terms.ShouldHaveSingleItem();

        (before.Standard, before.Actual, before.Within).ShouldBe(("≤ 10 %", "12 %", false));
        (after.Standard, after.Actual, after.Within).ShouldBe(("≤ 15 %", "12 %", true));
    }

    [Theory]
    [InlineData("{\"features\":[{\"name\":\"Offline\",\"aliases\":[],\"status\":\"soon\"}]}", "The feature \"Offline\" has the status \"soon\"; write one of shipped, committed, planned, under consideration, declined.")]
    public void Refuses_a_register_with_an_unknown_status(string json, string message) =>
        Should.Throw<JsonException>(() => RoadmapRegister.Read(System.Text.Encoding.UTF8.GetBytes(json))).Message.ShouldBe(message);

    [Fact]
    public void Refuses_a_standard_deal_with_an_unknown_term() =>
        Should.Throw<JsonException>(() => StandardDeal.Read("{\"limits\":[{\"term\":\"rebate\",\"atMost\":3}]}"u8)).Message.ShouldStartWith("The standard deal limits \"rebate\"; write one of discount,");

    [Fact]
    public void Ties_needs_to_the_lines_and_the_paper_that_speak_of_them()
    {
        var set = new Trail().Line("Lineage", "12 sources").Line("Training day")
            .Document("S-1", "sow", "2026-03-20", "Tidewell", "seller", "1. Night rounds with defect photos on board.\nNot included: hardware.")
            .Note("N-1", "2026-01-10", SignalKind.Need, "Ravi needs lineage for all of it")
            .Note("N-2", "2026-01-11", SignalKind.Need, "a defect of the night must be seen before berthing")
            .Note("N-3", "2026-01-12", SignalKind.Need, "paper out of the melt shop")
            .Findings();

        var needs = set.Items.Where(i => i.Kind == "need").ToDictionary(i => i.Proofs[0].DocumentId, i => i.Id);
        set.Signed.Select(s => (s.Line, string.Join(',', s.ServesNeeds))).ShouldBe([("L-1", needs["N-1"]), ("L-2", ""), ("S-1", needs["N-2"])]);
        set.NotSold.ShouldHaveSingleItem().Quote.ShouldBe("Not included: hardware.");
    }

    [Fact]
    public void Compares_promises_with_the_paper_where_the_engine_gave_no_verdict()
    {
        var items = new Trail().Line("Training day on board", "for ten crew")
            .Note("N-1", "2026-01-10", SignalKind.Commitment, "training day on board for the crew")
            .Note("N-2", "2026-01-11", SignalKind.Commitment, "we load the old history")
            .Findings().Items;

        items.Select(i => (i.Scope!.Status, i.Scope.Line)).ShouldBe([("unscoped", null), ("scoped", "L-1")]);
    }
}
