using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace HandoffBridge.Stages.Handoffs;

/// <summary>Makes a rendered brief one to read in sixty seconds: the summary stands, every other section opens on demand.</summary>
/// <remarks>A template of the administrator's with other sections is shown as it is: nothing is lost, only not folded.</remarks>
internal static class FoldBrief
{
    private static readonly Regex Piece = new("(?<tag><[^>]*>)|(?<text>[^<]+)", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture);

    /// <summary>Folds the sections.</summary>
    /// <param name="fragment">The brief as HTML.</param>
    /// <param name="all">True: everything open.</param>
    /// <param name="words">Words searched for: marked, and the sections that hold them are open.</param>
    public static string Run(string fragment, bool all, string? words)
    {
        var search = (words ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries).Where(w => w.Length > 1).Take(12).ToList();
        var html = Marked(fragment, search);
        var folded = new StringBuilder(html.Length + 2048);
        var at = 0;
        foreach (var (start, end, id, title, body) in Sections(html))
        {
            var count = Occurrences(body, "<li class=\"item");
            var open = all || (search.Count > 0 && body.Contains("<mark>", StringComparison.Ordinal));
            folded.Append(html, at, start - at).Append(CultureInfo.InvariantCulture, $"<details class=\"part\" id=\"{id}\"{(open ? " open" : "")}><summary><h2>{title}</h2>{(count > 0 ? $" <span class=\"count\">{count}</span>" : "")}</summary>{body}</details>");
            at = end;
        }

        return folded.Append(html, at, html.Length - at).ToString();
    }

    /// <summary>Ids and titles of the sections, for the list of contents.</summary>
    public static IReadOnlyList<(string Id, string Title)> Contents(string fragment) =>
        [.. Sections(fragment).Select(s => (s.Id, s.Title.Contains('<', StringComparison.Ordinal) ? Piece.Replace(s.Title, p => p.Groups["text"].Value) : s.Title))];

    // Looked for by hand: an expression that reads a whole brief to find twelve headings costs more than drawing it.
    private static IEnumerable<(int Start, int End, string Id, string Title, string Body)> Sections(string html)
    {
        const string open = "<section id=\"", close = "</section>";
        for (var start = html.IndexOf(open, StringComparison.Ordinal); start >= 0; start = html.IndexOf(open, start + open.Length, StringComparison.Ordinal))
        {
            var idEnd = html.IndexOf("\">", start + open.Length, StringComparison.Ordinal);
            var end = html.IndexOf(close, start, StringComparison.Ordinal);
            if (idEnd < 0 || end < idEnd) yield break;
            var heading = idEnd + 2;
            while (heading < end && char.IsWhiteSpace(html[heading])) heading++;
            var titleEnd = html.IndexOf("</h2>", heading, StringComparison.Ordinal);
            if (!html.AsSpan(heading).StartsWith("<h2>", StringComparison.Ordinal) || titleEnd < 0 || titleEnd > end) continue;
            yield return (start, end + close.Length, html[(start + open.Length)..idEnd], html[(heading + 4)..titleEnd], html[(titleEnd + 5)..end]);
        }
    }

    private static int Occurrences(string text, string word)
    {
        var count = 0;
        for (var at = text.IndexOf(word, StringComparison.Ordinal); at >= 0; at = text.IndexOf(word, at + word.Length, StringComparison.Ordinal)) count++;
        return count;
    }

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
