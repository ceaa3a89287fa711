using HandoffBridge.Extraction.Deals;
using HandoffBridge.Extraction.Scopes;
using HandoffBridge.Extraction.Signals;

namespace HandoffBridge.Extraction.Tests.Scopes;

public sealed class ScopeMatcherTests
{
    private static readonly DateTimeOffset At = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    private const string Statement = """
        Statement of Work
        1. Migration of 12,000 customer records from Lotus, including duplicates check.
        2. Interface to SAP: orders in, invoices out, both directions.
        3. Training of 8 key users, two days on site.
        4. Go-live 30 June 2026; hypercare two weeks.
        5. Not included: migration of historical documents; mobile app; translation of templates.
        """;

    private static ScopeMatcher Matcher(string? statement = Statement)
    {
        List<Document> documents = [new("N-1", "note", "Call", "text", new Author("Dana Ruiz", "seller"), At, "Spoke with Priya about the plan.")];
        if (statement is not null) documents.Add(new Document("S-1", "sow", "SOW", "text", null, At, statement));
        var deal = new DealFile(
            new Deal("D-1", "Acme – Control Tower", At, 100_000, "EUR", 36, "new", new Person("U-1", "Dana Ruiz", null)),
            new Account("A-1", "Acme Freight", null, "GB"),
            [new Contact("C-1", "Priya Raman", "VP Operations", null, null)],
            [
                new OrderLine("L-1", "Control Tower – dispatcher seat", "Concurrent seats", 250, 52, 0),
                new OrderLine("L-2", "Data conversion – branch", "Customers and open orders, per branch", 8, 2150, 0),
                new OrderLine("L-3", "Implementation", "Per SOW", 1, 60_000, 0),
            ],
            documents);
        return new ScopeMatcher(deal, documents.ToDictionary(document => document.Id, document => document.Text, StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("We migrate the 12,000 customer records from Lotus and check them for duplicates.")]
    [InlineData("The SAP interface will run in both directions, orders in and invoices out.")]
    [InlineData("We will train 8 key users for two days on site.")]
    public void A_promise_the_paper_names_is_scoped_and_names_the_paper(string quote)
    {
        var verdict = Matcher().Decide(quote, null, At);
        verdict.Status.ShouldBe(ScopeStatus.Scoped);
        verdict.Line.ShouldBe("S-1");
        verdict.Why.ShouldStartWith("The statement of work covers it (“");
    }

    [Theory]
    [InlineData("79228162514264337593543950335k licences and 79228162514264337593543950335 years")]
    [InlineData("serial 999999999999999999999999999999999999")]
    public void A_figure_too_long_for_any_order_fails_nothing(string text)
    {
        Matcher(Statement + text).Decide("We migrate the customer records. " + text, null, At).Why.ShouldNotBeEmpty();
    }

    [Fact]
    public void The_day_of_a_date_is_no_quantity() =>
        Matcher().Decide("We load the customers and open orders of each branch as at 31 Dec.", null, At).Why.ShouldNotContain("31");

    [Fact]
    public void What_was_read_before_changes_no_verdict()
    {
        // terms this long carry no number of their own
        const string Long = "abcdefghijklmnopqrstuvwxyzabcdefghijklmnop";
        var features = Enumerable.Range(0, 3).Select(_ => Matcher(Statement + "\n" + Long + "\n" + Long).Features("We migrate the " + Long + " records.", null, At, null)).ToList();
        features[1].ShouldBe(features[0]);
        features[2].ShouldBe(features[0]);
    }

    [Fact]
    public void An_excluded_promise_contradicts_the_paper_and_quotes_it()
    {
        var verdict = Matcher().Decide("I told Priya we bring over the historical documents too, no invoice for that.", null, At);
        verdict.Status.ShouldBe(ScopeStatus.Contradicts);
        verdict.Line.ShouldBe("S-1");
        verdict.Why.ShouldContain("Not included");
        verdict.Why.ShouldEndWith("; the promise goes against it.");
    }

    [Fact]
    public void More_than_was_ordered_is_unscoped_and_says_both_figures()
    {
        var verdict = Matcher().Decide("You said 24 key users would be trained.", null, At);
        verdict.Status.ShouldBe(ScopeStatus.Unscoped);
        verdict.Why.ShouldContain("covers 8 key; the promise says 24");
    }

    [Fact]
    public void What_no_paper_mentions_is_unscoped_without_a_line()
    {
        var verdict = Matcher().Decide("I'd personally bring her grandmother a parrot, on us.", null, At);
        verdict.Status.ShouldBe(ScopeStatus.Unscoped);
        verdict.Line.ShouldBeNull();
        verdict.Why.ShouldBe("No order line and no statement of work mentions it.");
    }

    [Fact]
    public void A_promise_that_says_itself_that_it_is_not_on_paper_is_unscoped() =>
        Matcher(statement: null).Decide("Ride-alongs with the drivers, not in the SOW, I gave my word.", null, At).Status.ShouldBe(ScopeStatus.Unscoped);

    [Fact]
    public void A_promise_of_a_few_words_is_read_with_what_stands_before_it()
    {
        var frame = new ScopeFrame("Who migrates the customer records from Lotus and checks the duplicates? ", "seller", "email");
        var alone = Matcher().Decide("We will do that.", null, At);
        var framed = Matcher().Decide("We will do that.", null, At, frame);
        alone.Line.ShouldBeNull();
        (framed.Line ?? "").ShouldBe("S-1");
    }

    [Fact]
    public void Nothing_signed_means_nothing_scoped_and_nothing_breaks()
    {
        var deal = new DealFile(new Deal("D-1", "Acme", At, null, null, null, "new", null), new Account("A-1", "Acme", null, null), [], [], []);
        var matcher = new ScopeMatcher(deal, new Dictionary<string, string>());
        foreach (var quote in (string[])["", "    ", "\0", "We will migrate everything.", new string('x', 100_000)])
        {
            matcher.Decide(quote, null, At).Status.ShouldBe(ScopeStatus.Unscoped, quote.Length < 50 ? quote : "long");
        }
    }

    [Fact]
    public void Answers_the_same_twice_and_in_any_order()
    {
        string[] quotes = ["We migrate the records.", "Training for 24 users.", "The mobile app is part of it."];
        var matcher = Matcher();
        var forward = quotes.Select(quote => matcher.Decide(quote, null, At)).ToList();
        var backward = quotes.Reverse().Select(quote => Matcher().Decide(quote, null, At)).Reverse().ToList();
        backward.ShouldBe(forward);
    }
}
