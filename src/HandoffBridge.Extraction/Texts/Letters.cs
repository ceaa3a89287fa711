using System.Buffers;
using HandoffBridge.Extraction.Deals;

namespace HandoffBridge.Extraction.Texts;

/// <summary>Marks greeting, signature and disclaimer of a letter, and of a letter forwarded in it.</summary>
internal static class Letters
{
    private static readonly SearchValues<char> Initials = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz.");

    public static void Mark(string text, List<TextLine> lines, Zone[] zones, Document document)
    {
        var i = 0;
        while (i < lines.Count)
        {
            while (i < lines.Count && (lines[i].IsEmpty || zones[i] is not (Zone.Body or Zone.Forwarded))) i++;
            var start = i;
            var last = i - 1;
            while (i < lines.Count && (lines[i].IsEmpty || zones[i] == zones[start]))
            {
                if (!lines[i].IsEmpty) last = i;
                i++;
            }

            if (last >= start) MarkOne(text, lines, zones, start, last, document.Author?.Name);
        }
    }

    private static void MarkOne(string text, List<TextLine> lines, Zone[] zones, int start, int last, string? author)
    {
        if (Closings.IsGreeting(Words(text, lines, start))) zones[start] = Zone.Greeting;
        last = Tail(text, lines, zones, start, last);
        var closing = -1;
        for (var i = last; i > start && i >= last - 14; i--)
        {
            if (lines[i].IsEmpty || lines[i].Mark != ListMark.None) continue;
            var words = Words(text, lines, i);
            if (words is "--" or "---" or "–" or "—" || (Closings.IsClosing(words) && StandsApart(lines, i)) || MailMarks.IsSentFrom(words)) closing = i;
        }

        if (closing > start) Sign(text, lines, zones, closing, last);
        else Name(text, lines, zones, start, last, author);
    }

    /// <summary>Marks legal notices at the end and gives the last line before them.</summary>
    private static int Tail(string text, List<TextLine> lines, Zone[] zones, int start, int last)
    {
        var end = last;
        for (var i = last; i > start && i >= last - 12; i--)
        {
            if (lines[i].IsEmpty || lines[i].Mark != ListMark.None || !lines[i - 1].IsEmpty && !MailMarks.IsRule(Words(text, lines, i - 1))) continue;
            if (!MailMarks.IsDisclaimer(Words(text, lines, i))) continue;
            for (var j = i; j <= end; j++) zones[j] = Zone.Disclaimer;
            end = i - 1;
        }

        while (end > start && lines[end].IsEmpty) end--;
        return end;
    }

    /// <summary>A formula ends the letter: its next line is a short one, or none.</summary>
    private static bool StandsApart(List<TextLine> lines, int i) =>
        i + 1 >= lines.Count || lines[i + 1].IsEmpty || lines[i + 1].End - lines[i + 1].First < 60;

    private static void Sign(string text, List<TextLine> lines, Zone[] zones, int closing, int last)
    {
        zones[closing] = Zone.Signature;
        for (var i = closing + 1; i <= last; i++)
        {
            if (lines[i].IsEmpty) continue;
            var words = Words(text, lines, i);
            if (MailMarks.IsDisclaimer(words)) { zones[i] = Zone.Disclaimer; continue; }
            if (Closings.IsPostscript(words) || !Closings.IsSignatureLine(words)) return;
            zones[i] = Zone.Signature;
        }
    }

    /// <summary>No formula: a last line that is the author's name or initials is the signature, with what is short below it.</summary>
    private static void Name(string text, List<TextLine> lines, Zone[] zones, int start, int last, string? author)
    {
        for (var i = last; i > start && i >= last - 5; i--)
        {
            if (lines[i].IsEmpty || lines[i].Mark != ListMark.None) continue;
            var words = Words(text, lines, i);
            if (IsName(words, author) && (i == last || lines[i - 1].IsEmpty))
            {
                Sign(text, lines, zones, i, last);
                return;
            }

            if (!Closings.IsSignatureLine(words)) return;
        }
    }

    private static bool IsName(ReadOnlySpan<char> line, string? author)
    {
        var bare = line.TrimStart("-–—~ ").TrimEnd(" .,!");
        if (bare.IsEmpty || bare.Length > 60 || author is null) return false;
        var pipe = bare.IndexOfAny('|', ',');
        if (pipe > 0) bare = bare[..pipe].TrimEnd();
        if (bare.Length <= 3 && bare.IndexOfAnyExcept(Initials) < 0) return char.ToUpperInvariant(bare[0]) == char.ToUpperInvariant(author[0]) || bare.Length == 1;
        var space = bare.IndexOf(' ');
        var first = space < 0 ? bare : bare[..space].TrimEnd('.');
        if (Closings.CountWords(bare) > 4) return false;
        if (author.AsSpan().Contains(bare, StringComparison.OrdinalIgnoreCase)) return true;
        return first.Length >= 3 ? author.AsSpan().Contains(first[..3], StringComparison.OrdinalIgnoreCase)
            : author.AsSpan().Contains(bare[(bare.LastIndexOf(' ') + 1)..], StringComparison.OrdinalIgnoreCase);
    }

    private static ReadOnlySpan<char> Words(string text, List<TextLine> lines, int i) => text.AsSpan(lines[i].First, lines[i].End - lines[i].First);
}
