using HandoffBridge.Extraction.Deals;
using HandoffBridge.Extraction.Scopes;

namespace HandoffBridge.Extraction.Tests.Scopes;

public sealed class SignedPaperTests
{
    private static readonly DateTimeOffset At = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    private static List<PaperItem> Read(string statement)
    {
        var document = new Document("S-1", "sow", null, "text", null, At, statement);
        var deal = new DealFile(new Deal("D-1", "Acme", At, null, null, null, "new", null), new Account("A-1", "Acme", null, null), [], [], [document]);
        return SignedPaper.Read(deal, new Dictionary<string, string> { ["S-1"] = statement });
    }

    [Fact]
    public void Cuts_a_list_of_exclusions_into_its_parts()
    {
        var items = Read("1. Training.\n2. Not included: mobile app; data migration; hardware.");
        items.Count(item => item.Excluded).ShouldBe(3);
        items.Single(item => !item.Excluded).Text.ShouldBe("1. Training.");
    }

    [Fact]
    public void Takes_the_bullets_under_an_exclusion_heading_as_excluded()
    {
        var items = Read("In scope:\n- Training\nOut of scope:\n- Mobile app\n- Hardware\n3. Acceptance in May");
        items.Where(item => item.Excluded && item.Text.StartsWith('-')).Select(item => item.Text).ShouldBe(["- Mobile app", "- Hardware"]);
        items.Single(item => item.Text.StartsWith("3.", StringComparison.Ordinal)).Excluded.ShouldBeFalse();
    }

    [Fact]
    public void Keeps_what_a_sentence_includes_before_what_it_excludes()
    {
        var items = Read("Installation of 30 tablets by our crew, cabling not included.");
        items.Single(item => !item.Excluded).Phrase.Terms.ShouldContain("tablet");
        items.Single(item => item.Excluded).Phrase.Terms.ShouldContain("cabl");
    }

    [Theory]
    [InlineData("three weeks of support", 21)]
    [InlineData("2 days on site", 2)]
    [InlineData("for 3 months", 90)]
    public void Reads_lengths_of_time_in_days(string text, int days) =>
        ScopePhrase.Read(text).Durations.Single().Days.ShouldBe(days);

    [Theory]
    [InlineData("1,400 files", 1400)]
    [InlineData("6.400 yarns", 6400)]
    [InlineData("20k leaflets", 20000)]
    [InlineData("twelve branches", 12)]
    [InlineData("1.5 days", 1.5)]
    public void Reads_figures_as_people_write_them(string text, double value) =>
        ScopePhrase.Read(text).Figures.Single().Value.ShouldBe((decimal)value);

    [Fact]
    public void Knows_the_many_words_of_one_kind_of_work()
    {
        foreach (var (a, b) in ((string, string)[])[("migration", "import"), ("training", "workshop"), ("connector", "interface"), ("launch", "cutover"), ("dashboard", "report")])
        {
            ScopeTerms.Concept(ScopeTerms.Stem(a)).ShouldNotBeNull(a);
            ScopeTerms.Concept(ScopeTerms.Stem(a)).ShouldBe(ScopeTerms.Concept(ScopeTerms.Stem(b)), a + " / " + b);
        }
    }
}
