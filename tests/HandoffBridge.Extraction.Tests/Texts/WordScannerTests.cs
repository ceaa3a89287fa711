using System.Text.RegularExpressions;
using HandoffBridge.Extraction.Texts;

namespace HandoffBridge.Extraction.Tests.Texts;

public sealed partial class WordScannerTests
{
    private static string[] Words(string text)
    {
        var ranges = new List<TextRange>();
        WordScanner.Words(text, 0, text.Length, ranges);
        return [.. ranges.Select(r => text[r.Start..r.End])];
    }

    private static string[] Tokens(string text)
    {
        var tokens = new List<Token>();
        WordScanner.Tokens(text, 0, text.Length, tokens);
        return [.. tokens.Select(t => $"{t.Kind}:{text[t.Start..t.End]}")];
    }

    [Theory]
    [InlineData("Priya's team won't", "Priya's", "team", "won't")]
    [InlineData("they’re ’quoted’", "they’re", "quoted")]
    [InlineData("a_b", "a", "b")]
    [InlineData("$64,000.50", "64", "000", "50")]
    [InlineData("ÅÄÖ 漢字 x² ½", "ÅÄÖ", "漢字", "x²", "½")]
    [InlineData("Al\u200Bice", "Al", "ice")]
    [InlineData("rock''n", "rock", "n")]
    [InlineData("𝐀𝐁 🎉", "𝐀𝐁")]
    [InlineData("...")]
    public void Sees_the_words_of_the_public_score(string text, params string[] words) => Words(text).ShouldBe(words);

    [Theory]
    [InlineData("$64,000 now", "Money:$64,000", "Word:now")]
    [InlineData("12 EUR, 5k €", "Money:12 EUR", "Punct:,", "Money:5k €")]
    [InlineData("15% or 2,5 %", "Percent:15%", "Word:or", "Percent:2,5 %")]
    [InlineData("by 12/15 at 16:20", "Word:by", "Number:12/15", "Word:at", "Number:16:20")]
    [InlineData("the 31st, 9pm, 2FA", "Word:the", "Number:31st", "Punct:,", "Number:9pm", "Punct:,", "Word:2FA")]
    [InlineData("see https://acme.example/a?b=1, or www.x.io.", "Word:see", "Url:https://acme.example/a?b=1", "Punct:,", "Word:or", "Url:www.x.io", "Punct:.")]
    [InlineData("ana.ruiz@acme.example!", "Email:ana.ruiz@acme.example", "Punct:!")]
    [InlineData("wait... what?!", "Word:wait", "Punct:...", "Word:what", "Punct:?", "Punct:!")]
    [InlineData("24/7 w/ SAP", "Number:24/7", "Word:w", "Punct:/", "Word:SAP")]
    public void Knows_what_a_token_is(string text, params string[] tokens) => Tokens(text).ShouldBe(tokens);

    [Theory]
    [InlineData("Won’t “STOP”", "won't \"stop\"")]
    [InlineData("ÀÉÎ ΣΑΣ", "àéî σασ")]
    public void Folds_character_by_character(string text, string folded) =>
        WordScanner.Fold(text, new char[text.Length]).ToString().ShouldBe(folded);

    [Fact]
    public void Sees_the_same_words_as_the_expression_of_the_public_score()
    {
        const string text = "İlmek Yazılım A.Ş. – it's 3rd_party, l’équipe ’n’ co. ①② Ⅷ ৪২ naïve café\u0301 x’’y 'a' b' 'c";
        Words(text).ShouldBe(ScoreWord().Matches(text).Select(m => m.Value));
    }

    [GeneratedRegex(@"[\p{L}\p{Nd}\p{Nl}\p{No}]+(?:['’][\p{L}\p{Nd}\p{Nl}\p{No}]+)*", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex ScoreWord();
}
