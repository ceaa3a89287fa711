using System.Globalization;
using System.Text.RegularExpressions;
using HandoffBridge.Web;

namespace HandoffBridge.Tests.Web;

/// <summary>Every language says everything.</summary>
public sealed class UiTextsTests
{
    public static TheoryData<string> Languages => new(UiTexts.Codes.Where(c => c != "en").ToArray());

    [Theory, MemberData(nameof(Languages))]
    public void A_language_has_every_text_of_English_with_the_same_gaps(string code)
    {
        var (english, other) = (UiTexts.Of(CultureInfo.GetCultureInfo("en")).All, UiTexts.Of(CultureInfo.GetCultureInfo(code)).All);
        english.Keys.Except(other.Keys).ShouldBeEmpty();
        other.Keys.Except(english.Keys).ShouldBeEmpty();
        foreach (var (key, text) in english) Gaps(other[key]).ShouldBe(Gaps(text), key);
    }

    private static string Gaps(string text) => string.Join(' ', Regex.Matches(text, @"\{\d\}").Select(m => m.Value).Order(StringComparer.Ordinal));
}
