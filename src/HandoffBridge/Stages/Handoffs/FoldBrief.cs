using System.Globalization;
using System.Text.RegularExpressions;

namespace HandoffBridge.Stages.Handoffs;

/// <summary>Makes a rendered brief one to read in sixty seconds: the summary stands, every other section opens on demand.</summary>
/// <remarks>A template of the administrator's with other sections is shown as it is: nothing is lost, only not folded.</remarks>
internal static class FoldBrief
{
    private static readonly Regex Section = new("<section id=\"(?<id>[a-z-]+)\">\\s*<h2>(?<title>.*?)</h2>(?<body>.*?)</section>", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.Singleline);
    private static readonly Regex Piece = new("(?<tag><[^>]*>)|(?<text>[^<]+)", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture);

    /// <summary>Folds the sections.</summary>
    /// <param name="fragment">The brief as HTML.</param>
    /// <param name="all">True: everything open.</param>
    /// <param name="words">Words searched for: marked, and the sections that hold them are open.</param>
    public static string Run(string fragment, bool all, string? words)
    {
        var search = (words ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries).Where(w => w.Length > 1).Take(12).ToList();
        return Section.Replace(Marked(fragment, search), m =>
        {
            var body = m.Groups["body"].Value;
            var count = body.Split("<li class=\"item").Length - 1;
            var open = all || body.Contains("<mark>", StringComparison.Ordinal);
            return string.Create(CultureInfo.InvariantCulture, $"<details class=\"part\" id=\"{m.Groups["id"].Value}\"{(open ? " open" : "")}><summary><h2>{m.Groups["title"].Value}</h2>{(count > 0 ? $" <span class=\"count\">{count}</span>" : "")}</summary>{body}</details>");
        });
    }

    /// <summary>Ids and titles of the sections, for the list of contents.</summary>
    public static IReadOnlyList<(string Id, string Title)> Contents(string fragment) =>
        [.. Section.Matches(fragment).Select(m => (m.Groups["id"].Value, Piece.Replace(m.Groups["title"].Value, p => p.Groups["text"].Value)))];

    private static string Marked(string html, List<string> words)
    {
        if (words.Count == 0) return html;
        var word = new Regex(string.Join('|', words.Select(w => $"\\b{Regex.Escape(w)}\\w*")), RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
        var drawing = false;
        return Piece.Replace(html, m =>
        {
            if (m.Value.StartsWith("<svg", StringComparison.Ordinal)) drawing = true;
            else if (m.Value.StartsWith("</svg", StringComparison.Ordinal)) drawing = false;
            return drawing || m.Groups["tag"].Success ? m.Value : word.Replace(m.Value, w => $"<mark>{w.Value}</mark>");
        });
    }
}
