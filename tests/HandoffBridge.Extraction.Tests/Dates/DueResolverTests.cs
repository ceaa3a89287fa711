using System.Globalization;
using HandoffBridge.Extraction.Dates;
using HandoffBridge.Extraction.Signals;

namespace HandoffBridge.Extraction.Tests.Dates;

public sealed class DueResolverTests
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Dates", "Data");

    public static TheoryData<string, string, string, string, string> Cases()
    {
        var cases = new TheoryData<string, string, string, string, string>();
        foreach (var line in File.ReadLines(Path.Combine(Folder, "due-cases.txt")))
        {
            if (line.Length == 0 || line[0] == '#') continue;
            var cells = line.Split('|');
            cases.Add(cells[0], cells[1], cells[2], cells[3], cells[4]);
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Resolves_the_time_a_quote_gives(string at, string country, string kind, string text, string expected)
    {
        var context = new DueContext(DateTimeOffset.Parse(at + "T10:00:00Z", CultureInfo.InvariantCulture), country.Length == 0 ? null : country) { Kind = SignalNames.Parse(kind) };
        (DueResolver.Resolve(text, context) ?? "-").ShouldBe(expected, text);
    }

    [Fact]
    public void Knows_at_least_three_hundred_cases_of_its_own() => Cases().Count.ShouldBeGreaterThanOrEqualTo(300);

    [Fact]
    public void Takes_the_documents_own_date_not_the_utc_one()
    {
        var lateInKiritimati = new DateTimeOffset(2026, 1, 16, 1, 0, 0, TimeSpan.FromHours(14)); // Thursday in UTC, Friday there
        DueResolver.Resolve("by Friday", new DueContext(lateInKiritimati)).ShouldBe("2026-01-16");
    }

    [Fact]
    public void Evidence_in_the_deal_beats_the_countrys_habit()
    {
        var at = new DateTimeOffset(2026, 1, 12, 9, 0, 0, TimeSpan.Zero);
        DayMonthOrder.Evidence(["signed 23/1, kick-off 14/2"]).ShouldBe(true);
        DayMonthOrder.Evidence(["signed 1/23, kick-off 2/14"]).ShouldBe(false);
        DayMonthOrder.Evidence(["photo 1/26", "photo 2/26", "photo 3/26"]).ShouldBeNull();
        DayMonthOrder.Evidence(["3/4 of them, 24/7"]).ShouldBeNull();
        DueResolver.Resolve("by 3/4", new DueContext(at, "US") { DayFirst = true }).ShouldBe("2026-04-03");
        DueResolver.Resolve("by 3/4", new DueContext(at, "GB") { DayFirst = false }).ShouldBe("2026-03-04");
    }

    [Theory]
    [InlineData("Our fiscal year starts in April.", 4)]
    [InlineData("our FY runs from July to June", 7)]
    [InlineData("The financial year ends on 30 September.", 10)]
    [InlineData("The fiscal year starts in January.", null)]
    [InlineData("We talked about the financial year.", null)]
    public void Reads_the_fiscal_calendar_a_document_defines(string text, int? startMonth) =>
        ((int?)FiscalCalendar.Find([text])?.StartMonth).ShouldBe(startMonth);

    [Theory]
    [InlineData("by the end of our Q1", "2026-06-30")]
    [InlineData("fiscal Q2", "2026-Q3")]
    [InlineData("FY27 Q1", "2026-Q2")]
    [InlineData("FY27 Q4", "2027-Q1")]
    [InlineData("the product ships in Q3", "2026-Q3")]
    public void Uses_fiscal_quarters_only_where_the_words_say_so(string text, string expected) =>
        DueResolver.Resolve(text, new DueContext(new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero)) { Fiscal = new FiscalCalendar(4) }).ShouldBe(expected);

    [Fact]
    public void Answers_the_same_in_any_culture()
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo("ar-SA");
            DueResolver.Resolve("by 30 June", new DueContext(new DateTimeOffset(2026, 1, 12, 9, 0, 0, TimeSpan.Zero))).ShouldBe("2026-06-30");
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Gets_four_in_five_of_the_independent_cases_right()
    {
        int right = 0, all = 0;
        foreach (var line in File.ReadLines(Path.Combine(Folder, "recognizers-due.jsonl")))
        {
            var known = RecognizersCase.Of(line).ShouldNotBeNull();
            all++;
            if (DueResolver.Resolve(known.Text, new DueContext(known.At, "US")) == known.Due) right++;
        }

        all.ShouldBeGreaterThan(150);
        ((double)right / all).ShouldBeGreaterThanOrEqualTo(0.80);
    }
}
