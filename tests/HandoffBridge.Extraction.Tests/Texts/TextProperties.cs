using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using HandoffBridge.Extraction.Texts;

namespace HandoffBridge.Extraction.Tests.Texts;

/// <summary>What holds for any text at all.</summary>
public sealed class TextProperties
{
    private static readonly string[] Pieces =
    [
        "<p>", "</p>", "<br>", "<li>", "<ul>", "</ul>", "<td>", "<tr>", "<b>", "</b>", "<!--", "-->", "<script>", "</script>", "<div hidden>", "</div>", "<h2>", "</h2>", "&amp;", "&#", "&nbsp;", "<a b='", "'", "\"", "“", "”",
        "- ", "1. ", "(a) ", "> ", "## ", "[ ] ", "Priya: ", "[12:30] Dana: ", "Dana 4:41pm ", "On 1 Jul Ana wrote:\n", "From: Ana\nSent: Monday\n", "-- \n", "Best,\n", "Dana\n", "Hi Priya,\n", "Next steps:\n", "RISKS\n", "-----\n",
        " | ", "\t", "   ", "\n", "\n\n", "\r\n", ". ", "! ", "? ", "... ", "…", "; ", ": ", ", but ", " and we ", " – ", "(", ")", "e.g. ", "Mr. ", "26. Juni ", "$5,000 ", "15% ", "a@b.c ", "https://x.y ", "word ", "Capital ", "i ", "İ", "ß", "é",
        "\0", "\uD800", "\uDC00", "🎉", "\u202E", "\u200B", "\u0301", "\u2028", "\uFEFF",
    ];

    private static Arbitrary<string> AnyText => Gen.OneOf(
        Gen.Elements(Pieces).ListOf().Select(string.Concat),
        ArbMap.Default.GeneratorFor<string>().Select(s => s ?? "")).ToArbitrary();

    private static void Holds(Action<string> property) => Prop.ForAll(AnyText, property).Check(Config.QuickThrowOnFailure.WithMaxTest(500).WithEndSize(60));

    private static IEnumerable<Structure> Structures(string text) =>
        from format in (string[])["text", "html"]
        from type in (string[])["email", "call", "note"]
        select TextsTestData.Structure(text, type, format);

    [Fact]
    public void Units_and_clauses_lie_in_order_inside_the_text() => Holds(text =>
    {
        foreach (var structure in Structures(text))
        {
            var end = 0;
            for (var i = 0; i < structure.Units.Count; i++)
            {
                var unit = structure.Units[i];
                unit.Start.ShouldBeGreaterThanOrEqualTo(end);
                unit.End.ShouldBeGreaterThan(unit.Start);
                unit.End.ShouldBeLessThanOrEqualTo(structure.Visible.Length);
                structure.Text(unit).Trim().ShouldBe(structure.Text(unit));
                (unit.Heading ?? -1).ShouldBeLessThan(i);
                end = unit.End;
                var clause = unit.Start;
                foreach (var range in Clauses.Of(structure.Visible, unit))
                {
                    range.Start.ShouldBeGreaterThanOrEqualTo(clause);
                    range.Length.ShouldBeGreaterThan(0);
                    range.End.ShouldBeLessThanOrEqualTo(unit.End);
                    clause = range.End;
                }
            }
        }
    });

    [Fact]
    public void Plain_text_is_its_own_visible_text() => Holds(text => VisibleText.Of(TextsTestData.Document(text)).ShouldBe(text));

    [Fact]
    public void Tokens_cover_everything_but_blanks() => Holds(text =>
    {
        var tokens = new List<Token>();
        WordScanner.Tokens(text, 0, text.Length, tokens);
        var at = 0;
        foreach (var token in tokens)
        {
            AreBlank(text[at..token.Start]).ShouldBeTrue();
            token.Length.ShouldBeGreaterThan(0);
            at = token.End;
        }

        AreBlank(text[at..]).ShouldBeTrue();
    });

    private static bool AreBlank(string text) => text.All(Characters.IsBlank);

    [Fact]
    public void Culture_changes_nothing()
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            Holds(text =>
            {
                CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
                var invariant = Structures(text).Select(Describe).ToList();
                CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("tr-TR");
                Structures(text).Select(Describe).ShouldBe(invariant);
            });
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    private static string Describe(Structure structure) =>
        structure.Visible + "\n" + string.Join('\n', structure.Units.Select(u => FormattableString.Invariant($"{u.Start} {u.End} {u.Kind} {u.Zone} {u.Heading} {u.Speaker} {u.SpeakerSide} {u.Line} {u.Level}")));
}
