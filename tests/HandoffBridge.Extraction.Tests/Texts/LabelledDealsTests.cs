using System.Net;
using System.Text.RegularExpressions;
using HandoffBridge.Extraction.Deals;
using HandoffBridge.Extraction.Texts;

namespace HandoffBridge.Extraction.Tests.Texts;

/// <summary>
/// The labelled deals against the structure, where they lie in a folder "signals/dev" or "shared/signals/dev" above
/// the tests. Without them these tests have nothing to say.
/// </summary>
public sealed partial class LabelledDealsTests
{
    private static readonly List<DealFile> Deals = Load();

    private static List<DealFile> Load()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            foreach (var sub in (string[])["signals/dev", "shared/signals/dev"])
            {
                var folder = Path.Combine(at.FullName, sub);
                if (Directory.Exists(folder))
                    return [.. Directory.GetFiles(folder, "*.json").Order(StringComparer.Ordinal).Select(f => DealFileReader.Read(File.ReadAllBytes(f)).Deal.ShouldNotBeNull(f))];
            }
        }

        return [];
    }

    [Fact]
    public void Every_visible_line_is_inside_the_words_of_the_public_score()
    {
        foreach (var document in Deals.SelectMany(d => d.Documents))
        {
            var words = $" {string.Join(' ', Words(ScoreText(document)))} ";
            foreach (var line in VisibleText.Of(document).Split('\n'))
            {
                var inner = string.Join(' ', Words(line));
                if (inner.Length > 0) words.ShouldContain($" {inner} ", Case.Sensitive, document.Id);
            }
        }
    }

    [Fact]
    public void Nearly_every_labelled_quote_is_a_unit_or_a_clause_and_none_is_outside_the_body()
    {
        if (Deals.Count == 0) return;
        var (all, found, outside) = (0, 0, 0);
        foreach (var deal in Deals)
        {
            foreach (var document in deal.Documents)
            {
                var candidates = Candidates(DocumentStructure.Of(document, deal));
                foreach (var signal in deal.Signals!.Where(s => s.DocumentId == document.Id))
                {
                    var quote = Words(signal.Quote);
                    var (best, zone) = candidates.Select(c => (Dice(quote, c.Words), c.Zone)).MaxBy(c => c.Item1);
                    all++;
                    if (best >= 0.5) found++;
                    if (zone is not (Zone.Body or Zone.Forwarded)) outside++;
                }
            }
        }

        ((double)found / all).ShouldBeGreaterThan(0.985);
        outside.ShouldBe(0);
    }

    private static List<(List<string> Words, Zone Zone)> Candidates(Structure structure) =>
    [
        .. from unit in structure.Units
           from range in Clauses.Of(structure.Visible, unit).Prepend(unit.Range)
           select (Words(structure.Visible[range.Start..range.End]), unit.Zone),
    ];

    private static double Dice(List<string> a, List<string> b)
    {
        var counts = a.GroupBy(w => w, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Count(), StringComparer.Ordinal);
        var common = b.Count(w => counts.TryGetValue(w, out var n) && n > 0 && (counts[w] = n - 1) >= 0);
        return a.Count + b.Count == 0 ? 0 : 2.0 * common / (a.Count + b.Count);
    }

    private static List<string> Words(string text)
    {
        var ranges = new List<TextRange>();
        WordScanner.Words(text, 0, text.Length, ranges);
        return [.. ranges.Select(r => WordScanner.Fold(text.AsSpan(r.Start, r.Length), new char[r.Length]).ToString())];
    }

    private static string ScoreText(Document document) => document.Format != "html" ? document.Text
        : WebUtility.HtmlDecode(Tag().Replace(Script().Replace(document.Text, " "), " "));

    [GeneratedRegex(@"<(script|style)\b.*?</\1>", RegexOptions.IgnoreCase | RegexOptions.Singleline, 10_000)]
    private static partial Regex Script();

    [GeneratedRegex("<[^>]+>", RegexOptions.Singleline, 10_000)]
    private static partial Regex Tag();
}
