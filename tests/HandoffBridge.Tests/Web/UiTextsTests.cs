using System.Globalization;
using System.Text.RegularExpressions;
using HandoffBridge.Tests.Support;
using HandoffBridge.Web;

namespace HandoffBridge.Tests.Web;

/// <summary>Every language says everything, and every text a page asks for exists.</summary>
public sealed partial class UiTextsTests
{
    private static readonly UiTexts English = UiTexts.Of(CultureInfo.GetCultureInfo("en"));

    [Fact]
    public void Every_language_has_the_same_keys_and_gaps()
    {
        foreach (var code in UiTexts.Codes.Where(c => c != "en"))
        {
            var other = UiTexts.Of(CultureInfo.GetCultureInfo(code));
            other.All.Keys.Except(English.All.Keys, StringComparer.Ordinal).ShouldBeEmpty($"{code} has keys that English has not");
            // A set of texts is translated as a whole: "de.json" goes with "en.json", "de.views.json" with "en.views.json".
            foreach (var (_, name) in UiTexts.Files().Where(f => f.Code == code))
            {
                KeysOf(name.Replace($"texts/{code}", "texts/en", StringComparison.Ordinal)).Except(KeysOf(name), StringComparer.Ordinal).ShouldBeEmpty($"{name} lacks keys");
            }

            foreach (var (key, text) in other.All) Gap().Matches(text).Select(m => m.Value).Distinct().Order().ShouldBe(Gap().Matches(English[key]).Select(m => m.Value).Distinct().Order(), $"{code}: {key}");
        }
    }

    [Fact]
    public void Every_text_a_page_asks_for_exists()
    {
        var missing = new List<string>();
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Repository.Root, "src", "HandoffBridge", "Stages"), "*.cshtml*", SearchOption.AllDirectories))
        {
            var source = File.ReadAllText(file);
            missing.AddRange(Literal().Matches(source).Select(m => m.Groups["key"].Value).Where(k => !English.Has(k) && !English.Has(k + ".one")).Select(k => $"{Path.GetFileName(file)}: {k}"));
        }

        missing.ShouldBeEmpty();
    }

    [Fact]
    public void Every_problem_a_save_may_answer_has_a_text()
    {
        foreach (var key in Directory.EnumerateFiles(Path.Combine(Repository.Root, "src", "HandoffBridge", "Stages"), "*.cs", SearchOption.AllDirectories)
            // Briefs speak through Languages, not through the pages' texts.
            .Where(f => !f.Contains($"{Path.DirectorySeparatorChar}Briefs{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .SelectMany(f => ProblemKey().Matches(File.ReadAllText(f)).Select(m => m.Groups["key"].Value)).Distinct())
        {
            English.Has(key).ShouldBeTrue(key);
        }
    }

    private static Dictionary<string, string>.KeyCollection KeysOf(string name)
    {
        using var stream = typeof(UiTexts).Assembly.GetManifestResourceStream(name).ShouldNotBeNull(name);
        return System.Text.Json.JsonSerializer.Deserialize<Dictionary<string, string>>(stream)!.Keys;
    }

    [GeneratedRegex(@"\{\d")]
    private static partial Regex Gap();

    [GeneratedRegex("""\bT(\[|\.Say\(|\.Count\()"(?<key>[a-z-]+(\.[a-z-]+)+)"[,\])]""", RegexOptions.ExplicitCapture)]
    private static partial Regex Literal();

    [GeneratedRegex("\"(?<key>(form|filler|ack|outcome|heard)\\.[a-z-]+)\"", RegexOptions.ExplicitCapture)]
    private static partial Regex ProblemKey();
}
