using HandoffBridge.Extraction.Texts;

namespace HandoffBridge.Extraction.Tests.Texts;

public sealed class ClausesTests
{
    private static string[] Split(string text)
    {
        var ranges = new List<TextRange>();
        Clauses.Split(text, 0, text.Length, ranges);
        return [.. ranges.Select(r => text[r.Start..r.End])];
    }

    [Theory]
    [InlineData("we load the catalogue; they check it", "we load the catalogue", "they check it")]
    [InlineData("Nilay has a baby in July and her deputy is new", "Nilay has a baby in July", "and her deputy is new")]
    [InlineData("She wants it, but nobody told her", "She wants it", "but nobody told her")]
    [InlineData("They like it but they can't pay", "They like it", "but they can't pay")]
    [InlineData("VPN -> Sandeep opens it", "VPN", "Sandeep opens it")]
    [InlineData("we train them – in the room", "we train them", "in the room")]
    [InlineData("the port (she paid for it) is open", "the port", "she paid for it", "is open")]
    [InlineData("price held till autumn, he said", "price held till autumn", "he said")]
    public void Cuts_at_joints(string text, params string[] clauses) => Split(text).ShouldBe(clauses);

    [Theory]
    [InlineData("starts at 16:20 with 1,200 agents and 3.5 days")]
    [InlineData("Anna and Ben sign on 12-15 June")]
    [InlineData("the self-service well-known one")]
    public void Never_cuts_inside_times_amounts_or_words(string text) => Split(text).ShouldBe([text]);

    [Fact]
    public void Keeps_a_short_quotation_whole() =>
        Split("He called it \"fine, but they lie\" in front of the whole steering committee").ShouldBe(["He called it \"fine, but they lie\" in front of the whole steering committee"]);

    [Fact]
    public void Gives_the_unit_where_there_is_no_joint()
    {
        var structure = TextsTestData.Structure("One fact only.");
        Clauses.Of(structure.Visible, structure.Units[0]).ShouldBe([structure.Units[0].Range]);
    }
}
