using HandoffBridge.Extraction.Texts;

namespace HandoffBridge.Extraction.Tests.Texts;

public sealed class SentencesTests
{
    private static string[] Split(string text)
    {
        var ranges = new List<TextRange>();
        Sentences.Split(text, 0, text.Length, ranges);
        return [.. ranges.Select(r => text[r.Start..r.End])];
    }

    [Theory]
    [InlineData("We go live in June. Priya owns it.|")]
    [InlineData("they go live in june. priya owns it.| no one else does")]
    [InlineData("Really?! Yes.|")]
    [InlineData("He said \"no.\" She left.|")]
    [InlineData("Signed on Monday.|Budget is fine.")]
    public void Ends_at_stops(string text)
    {
        var joined = text.Replace("|", "", StringComparison.Ordinal);
        Split(joined).Length.ShouldBeGreaterThan(1);
    }

    [Theory]
    [InlineData("Approx. 40 users incl. the depot in St. Gallen vs. none.")]
    [InlineData("Met Dr. Lindner, Mr. Okafor and M. Rebecca.")]
    [InlineData("e.g. the ERP, i.e. SAP, etc.")]
    [InlineData("Version 2.3.1 costs $1.5m at 9 a.m. on the 3rd.")]
    [InlineData("See no. 7 and art. 12 of the contract.")]
    [InlineData("am 26. Juni, spätestens 5. Mai")]
    [InlineData("middle of June... in fact the 15th")]
    [InlineData("mail ana@acme.example or www.acme.example today")]
    [InlineData("tel. 555, acc. to Aaron")]
    [InlineData("(really?) and then some")]
    [InlineData("\"Will it hold?\" he asked")]
    public void Goes_on_behind_abbreviations_numbers_and_asides(string text) => Split(text).ShouldBe([text]);

    [Fact]
    public void Starts_in_lower_case_in_notes() =>
        Split("two of the six leave in march. i don't have approval to replace them. sad").ShouldBe(["two of the six leave in march.", "i don't have approval to replace them.", "sad"]);

    [Fact]
    public void A_capital_ends_an_abbreviation_that_may_end_a_sentence() =>
        Split("They train sales, ops, etc. Budget is open.").ShouldBe(["They train sales, ops, etc.", "Budget is open."]);

    [Fact]
    public void Leaves_out_what_has_no_word() => Split("--- !!! ...").ShouldBeEmpty();

    [Fact]
    public void Cuts_what_never_ends_at_a_blank()
    {
        var pieces = Split(string.Join(' ', Enumerable.Repeat("word", 5_000)));
        pieces.ShouldAllBe(p => p.Length <= 1_200 && !p.StartsWith("ord", StringComparison.Ordinal) && p.EndsWith("word", StringComparison.Ordinal));
    }
}
