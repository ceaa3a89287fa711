using HandoffBridge.Extraction.Signals;

namespace HandoffBridge.Extraction.Tests.Signals;

/// <summary>The plain cases of the signal guide: who speaks, promise or not, granted or asked.</summary>
public sealed class GuideTests
{
    [Theory]
    [InlineData("We will migrate your archive by the end of June.", "email", "seller", SignalKind.Commitment)]
    [InlineData("We will send you the data extracts by Friday.", "email", "customer", SignalKind.CustomerCommitment)]
    [InlineData("You promised that your team would train our night shift as well.", "email", "customer", SignalKind.Commitment)]
    [InlineData("Gave them 15% off the licences and payment at 60 days.", "note", "seller", SignalKind.DealTerm)]
    [InlineData("Told them the mobile app is coming in the Q3 release.", "note", "seller", SignalKind.Roadmap)]
    [InlineData("Owen is against the project and tried to block it in the steering committee.", "note", "seller", SignalKind.Politics)]
    [InlineData("The lease on the old system runs out on June 30 and the auditors come in July.", "note", "seller", SignalKind.Urgency)]
    [InlineData("Half of the customer records have no address and nobody owns the data.", "note", "seller", SignalKind.Risk)]
    public void Finds(string text, string type, string side, SignalKind kind) => Kinds(text, type, side).ShouldContain(kind);

    [Theory]
    [InlineData("Told Priya we can NOT host in Zürich.", SignalKind.Commitment)]
    [InlineData("We made no promise on the custom report.", SignalKind.Commitment)]
    [InlineData("I think engineering could maybe do SSO one day, to be discussed internally.", SignalKind.Commitment)]
    [InlineData("They asked for 20% off, I said no.", SignalKind.DealTerm)]
    [InlineData("Our quarter ends on Friday, need the signature before that.", SignalKind.Urgency)]
    [InlineData("Met with Owen Hart, CFO.", SignalKind.Politics)]
    public void Does_not_find(string text, SignalKind kind) => Kinds(text, "note", "seller").ShouldNotContain(kind);

    [Fact]
    public void Names_the_person_as_the_quote_does()
    {
        var signal = SignalEngine.Default.Extract(TestDeals.With("Owen is against the project and tried to block it in the steering committee.", "note")).Signals
            .First(s => s.Kind == SignalKind.Politics);
        signal.Person.ShouldBe("Owen");
        signal.Stance.ShouldBe("blocker");
    }

    [Theory]
    [InlineData("Priya is our champion.", "champion")]
    [InlineData("Owen is skeptical about the ROI and needs convincing.", "sceptic")]
    [InlineData("Priya is our champion, she sells us to the board.", "champion")]
    public void Tells_the_plainest_stances(string text, string stance) =>
        SignalEngine.Default.Extract(TestDeals.With(text, "note")).Signals.First(s => s.Kind == SignalKind.Politics).Stance.ShouldBe(stance);

    [Fact]
    public void Reads_fiscal_quarters_as_the_documents_define_them()
    {
        const string Text = "Our financial year starts in April.\n\nWe will migrate the archive by the end of our Q1.";
        SignalEngine.Default.Extract(TestDeals.With(Text)).Signals.First(s => s.Kind == SignalKind.Commitment).Due.ShouldBe("2026-06-30");
    }

    [Fact]
    public void Resolves_the_due_date_of_a_promise() =>
        SignalEngine.Default.Extract(TestDeals.With("We will migrate your archive by the end of June.")).Signals
            .First(s => s.Kind == SignalKind.Commitment).Due.ShouldBe("2026-06-30");

    private static IEnumerable<SignalKind> Kinds(string text, string type, string side) =>
        SignalEngine.Default.Extract(TestDeals.With(text, type, side)).Signals.Select(s => s.Kind);
}
