using HandoffBridge.Extraction.Dates;

namespace HandoffBridge.Extraction.Tests.Dates;

public sealed class DateScannerTests
{
    private static readonly DueContext Context = new(new DateTimeOffset(2026, 1, 12, 9, 0, 0, TimeSpan.Zero), "GB");

    [Fact]
    public void Finds_each_time_with_its_place()
    {
        const string Text = "Kick-off on 3 March, live by the end of June.";
        var spans = DateScanner.Find(Text, Context);
        spans.Select(span => Text[span.Start..span.End]).ShouldBe(["3 March", "end of June"]);
        spans.Select(span => span.Time.ToString()).ShouldBe(["2026-03-03", "2026-06-30"]);
        spans[1].Flags.HasFlag(DateTraits.Deadline).ShouldBeTrue();
        spans[1].Flags.HasFlag(DateTraits.PeriodEnd).ShouldBeTrue();
    }

    [Theory]
    [InlineData("live by 30 June", DateTraits.Date | DateTraits.Deadline)]
    [InlineData("starting 30 June", DateTraits.Date | DateTraits.Begin)]
    [InlineData("in six weeks", DateTraits.Relative)]
    [InlineData("by Friday", DateTraits.Weekday | DateTraits.Deadline)]
    [InlineData("the winter release", DateTraits.Season)]
    [InlineData("for three weeks", DateTraits.Duration)]
    [InlineData("since May", DateTraits.Past)]
    [InlineData("every Friday", DateTraits.Discounted)]
    [InlineData("in Q3", DateTraits.Quarter)]
    public void Says_what_a_text_says_about_time(string text, DateTraits expected) =>
        (DateScanner.Flags(text) & expected).ShouldBe(expected);

    [Theory]
    [InlineData("")]
    [InlineData("We will migrate the records.")]
    [InlineData("it may come")]
    public void Says_nothing_where_there_is_no_time(string text) => DateScanner.Flags(text).ShouldBe(DateTraits.None);

    [Fact]
    public void Flags_allocate_nothing()
    {
        const string Text = "We will have it ready by the end of June, and the rest in Q3 next year.";
        DateScanner.Flags(Text);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++) DateScanner.Flags(Text);
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
    }

    [Fact]
    public void Survives_text_of_any_length_and_content()
    {
        DateScanner.Flags(new string('9', 100_000));
        DateScanner.Flags(string.Concat(Enumerable.Repeat("by the first week of the last day of ", 5_000)));
        DateScanner.Find(string.Concat(Enumerable.Repeat("1/1 ", 5_000)), Context).Count.ShouldBeLessThanOrEqualTo(24);
        DateScanner.Flags("\0\uFFFF\u202e 31.12. \ud83d");
    }
}
