using System.Text.RegularExpressions;
using HandoffBridge.Languages;

namespace HandoffBridge.Tests.Stages.Briefs;

public class LanguageTests
{
    [Fact]
    public void Every_language_has_every_text_with_the_same_gaps()
    {
        var english = Language.English.Texts;
        foreach (var code in Language.Codes)
        {
            var texts = Language.Of(code).Texts;
            texts.Keys.ShouldBe(english.Keys, ignoreOrder: true);
            foreach (var (key, text) in texts) Gaps(text).ShouldBe(Gaps(english[key]), $"{code} {key}");
        }
    }

    [Theory]
    [InlineData("2026-06-30", "30 Jun 2026", "30.\u00a0Juni 2026")]
    [InlineData("2026-06", "June 2026", "Juni 2026")]
    [InlineData("2026-Q4", "Q4 2026", "4. Quartal 2026")]
    [InlineData("2026-H1", "first half of 2026", "erstes Halbjahr 2026")]
    [InlineData("2026", "2026", "2026")]
    [InlineData("soon", "soon", "soon")]
    public void Writes_calendar_times(string due, string english, string german) =>
        (Language.English.Due(due), Language.Of("de-AT").Due(due)).ShouldBe((english, german));

    [Fact]
    public void Writes_money_as_the_language_does() =>
        (Language.English.Money(1234567.5m, "EUR"), Language.Of("de").Money(1234567.5m, "EUR"), Language.English.Number(2.5m)).ShouldBe(("EUR 1,234,568", "1.234.568 EUR", "2.5"));

    private static List<string> Gaps(string text) => [.. Regex.Matches(text, @"\{\d\}", RegexOptions.NonBacktracking).Select(m => m.Value).Distinct().Order(StringComparer.Ordinal)];
}
