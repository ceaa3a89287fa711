using System.Diagnostics;
using System.Text;
using HandoffBridge.Extraction.Texts;

namespace HandoffBridge.Extraction.Tests.Texts;

/// <summary>Runs alone, so that the process's CPU time is the test's.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class CpuBudget
{
    public const string Name = "CPU budget";
}

/// <summary>Texts made to hurt: each must be answered in 2 s of CPU and 256 MB, on a busy machine too.</summary>
[Collection(CpuBudget.Name)]
public sealed class PoisonTests
{
    private static readonly TimeSpan CpuLimit = TimeSpan.FromSeconds(2);
    private const long MemoryLimit = 256L * 1024 * 1024;

    private static readonly Dictionary<string, (string Format, Func<string> Text)> Corpus = new(StringComparer.Ordinal)
    {
        ["10 MB of flat HTML"] = ("html", () => Repeat("<p>We promised the go-live by June, Priya said.</p>", 200_000)),
        ["10 MB of plain text"] = ("text", () => Repeat("We promised the go-live by June, Priya said. ", 230_000)),
        ["one word of 10 MB"] = ("text", () => new string('a', 10_000_000)),
        ["one line of 10 MB"] = ("html", () => Repeat("word &amp; ", 1_000_000)),
        ["10 MB of dots"] = ("text", () => new string('.', 10_000_000)),
        ["initials"] = ("text", () => Repeat("a. ", 3_300_000)),
        ["open quotation marks"] = ("text", () => Repeat("“a ", 3_300_000)),
        ["joints"] = ("text", () => Repeat(", and the ", 1_000_000)),
        ["empty lines"] = ("text", () => new string('\n', 10_000_000)),
        ["lines of one letter"] = ("text", () => Repeat("a\n", 3_000_000)),
        ["100,000 lines"] = ("text", () => Repeat("a line: and more\n", 100_000)),
        ["100,000 lines of HTML"] = ("html", () => Repeat("<li>a line<br>", 100_000)),
        ["50,000 nested div"] = ("html", () => Repeat("<div>", 50_000) + "deep" + Repeat("</div>", 50_000)),
        ["2,000,000 nested div"] = ("html", () => Repeat("<div>", 2_000_000) + "deep"),
        ["50,000 nested b"] = ("html", () => Repeat("<b>", 50_000) + "deep" + Repeat("</b>", 50_000)),
        ["implied ends under deep nesting"] = ("html", () => "<ul>" + Repeat("<b>", 50_000) + Repeat("<li></li>", 100_000)),
        ["nested tables"] = ("html", () => Repeat("<table><tr><td>", 50_000)),
        ["tables in templates in lists"] = ("html", () => Repeat("<li><table><template><td>", 50_000)),
        ["slashes in a tag"] = ("html", () => Repeat("<a " + new string('/', 10_000) + ">x", 100)),
        ["200,000 attributes"] = ("html", () => "<p " + Repeat("a=b ", 200_000) + ">text</p>"),
        ["an open comment of 5 MB"] = ("html", () => "a<!--" + new string('x', 5_000_000)),
        ["open comments"] = ("html", () => Repeat("<!-- ", 1_000_000)),
        ["open CDATA"] = ("html", () => Repeat("<![CDATA[", 500_000)),
        ["open quotes in tags"] = ("html", () => Repeat("<a b='><a b=\">", 300_000)),
        ["open scripts"] = ("html", () => Repeat("<script>", 500_000)),
        ["end tags in a script"] = ("html", () => "<script>" + Repeat("</", 3_000_000)),
        ["angle brackets"] = ("html", () => new string('<', 5_000_000)),
        ["ampersands"] = ("html", () => Repeat("&abcdefghijklmnopqrstuvwxyzabcdefghijkl", 200_000)),
        ["a number without end"] = ("html", () => "&#" + new string('9', 5_000_000)),
        ["a tag name of 5 MB"] = ("html", () => "<" + new string('a', 5_000_000)),
        ["a style of 5 MB"] = ("html", () => "<p style=\"" + Repeat("display:block;", 400_000) + "\">x"),
        ["NULs"] = ("html", () => Repeat("A\0B<p\0>", 500_000)),
        ["lone surrogates"] = ("text", () => Repeat("\uD800 a\uDC00. ", 1_000_000)),
        ["right-to-left marks"] = ("text", () => Repeat("\u202Eabc \u2066def. ", 700_000)),
        ["confusables and hidden letters"] = ("text", () => Repeat("Аl\u200Bісе \U000E0041 said ｛｛yes｝｝. ", 200_000)),
        ["1,000 accents on a letter"] = ("text", () => Repeat("a" + new string('\u0301', 1000) + " ", 5_000)),
        ["at signs"] = ("text", () => Repeat("a@", 3_000_000)),
        ["dates"] = ("text", () => Repeat("1/", 5_000_000)),
        ["a reply chain 2,000 deep"] = ("text", () => Repeat(new string('>', 2000) + " x\n", 2000)),
        ["a row of a million cells"] = ("text", () => Repeat("a\t", 5_000_000)),
        ["attributions"] = ("text", () => Repeat("On 1 Jul x\nwrote:\n", 300_000)),
        ["headers"] = ("text", () => Repeat("From: x\n\n", 500_000)),
        ["rules far from anything"] = ("text", () => Repeat("__________\n" + new string('\n', 1000), 2000)),
        ["closing formulas"] = ("text", () => Repeat("Regards,\n", 500_000)),
    };

    public static TheoryData<string> Names => [.. Corpus.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Hostile_texts_are_answered_in_time_and_memory(string name)
    {
        var (format, text) = (Corpus[name].Format, Corpus[name].Text());
        foreach (var type in (string[])["email", "call"])
        {
            var allocated = GC.GetAllocatedBytesForCurrentThread();
            var watch = Stopwatch.StartNew();
            var cpu = Environment.CpuUsage.TotalTime;
            var structure = TextsTestData.Structure(text, type, format);
            Visit(structure);
            var spent = Environment.CpuUsage.TotalTime - cpu;
            (watch.Elapsed < spent ? watch.Elapsed : spent).ShouldBeLessThan(CpuLimit, type);
            (GC.GetAllocatedBytesForCurrentThread() - allocated).ShouldBeLessThan(MemoryLimit, type);
            structure.Visible.Length.ShouldBeLessThanOrEqualTo(VisibleText.MaxLength);
            structure.Shortened.ShouldBe(IsLong(structure, text, format), type);
        }
    }

    // Everything that is longer than what is read must say so.
    private static bool IsLong(Structure structure, string text, string format) =>
        structure.Shortened || (format == "text" && text.Length > VisibleText.MaxLength);

    private static void Visit(Structure structure)
    {
        var clauses = new List<TextRange>();
        var tokens = new List<Token>();
        foreach (var unit in structure.Units)
        {
            clauses.Clear();
            tokens.Clear();
            Clauses.Split(structure.Visible, unit.Start, unit.End, clauses);
            WordScanner.Tokens(structure.Visible, unit.Start, unit.End, tokens);
        }
    }

    private static string Repeat(string text, int times) => new StringBuilder(text.Length * times).Insert(0, text, times).ToString();
}
