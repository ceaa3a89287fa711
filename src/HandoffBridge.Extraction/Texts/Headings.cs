using System.Buffers;

namespace HandoffBridge.Extraction.Texts;

/// <summary>Recognises headings and labels.</summary>
internal static class Headings
{
    private const int LongestLabel = 48;

    private static readonly SearchValues<char> NotLabel = SearchValues.Create(".!?;\"“”");

    private const int LongestHeading = 100;

    /// <summary>Whether a line that starts no turn is a heading.</summary>
    public static bool Is(string text, List<TextLine> lines, int i)
    {
        var line = lines[i];
        var words = text.AsSpan(line.Text, line.End - line.Text);
        if (line.Mark == ListMark.Hash || line.Has(LineTraits.Heading)) return true;
        if (words.Length > LongestHeading) return false;
        if (words[^1] == ':') return Closings.CountWords(words) <= 10 && words[..^1].IndexOfAny(".?!") < 0;
        if (words[^1] is '.' or ',' or ';' or '?' || words.Contains(": ", StringComparison.Ordinal)) return false;
        var looks = (line.Has(LineTraits.Bold) && !line.Has(LineTraits.Row)) || IsWrapped(words)
            || (i + 1 < lines.Count && IsUnderline(text.AsSpan(lines[i + 1].First, lines[i + 1].End - lines[i + 1].First)));
        return looks ? Closings.CountWords(words) is > 0 and <= 8
            : line.Mark == ListMark.None && IsCapitals(words) && Closings.CountWords(words) <= 6;
    }

    /// <summary>Whether a heading is one by its colon only: then it governs its list, not the rest of the document.</summary>
    public static bool IsColon(string text, TextLine line) => text[line.End - 1] == ':' && line.Mark != ListMark.Hash && !line.Has(LineTraits.Heading | LineTraits.Bold) && !IsCapitals(text.AsSpan(line.Text, line.End - line.Text));

    /// <summary>The words of a heading, without "##", "**", "==" and the colon.</summary>
    public static TextRange Words(string text, TextLine line)
    {
        var (start, end) = (line.Text, line.End);
        while (start < end && IsFrame(text[start])) start++;
        while (end > start && IsFrame(text[end - 1])) end--;
        return new TextRange(start, end);
    }

    private static bool IsFrame(char c) => c is '#' or '*' or '=' or '_' or '-' or '[' or ']' or ':' || Characters.IsBlank(c);

    /// <summary>Characters before the colon of "Timeline: go-live in June"; 0 where the text has no label.</summary>
    public static int LabelLength(ReadOnlySpan<char> text)
    {
        var colon = text[..Math.Min(text.Length, LongestLabel)].IndexOf(':');
        if (colon < 2 || colon + 2 >= text.Length || !Characters.IsBlank(text[colon + 1])) return 0;
        var label = text[..colon];
        if (label.IndexOfAny(NotLabel) >= 0 || label.Contains(", ", StringComparison.Ordinal) || Characters.IsDigit(label[^1]) && Closings.CountWords(label) > 3) return 0;
        return Closings.CountWords(label) is > 0 and <= 5 ? colon : 0;
    }

    private static bool IsWrapped(ReadOnlySpan<char> words) =>
        words.Length > 4 && ((words.StartsWith("**") && words.EndsWith("**")) || (words.StartsWith("==") && words.EndsWith("==")) || (words.StartsWith("__") && words.EndsWith("__"))
        || (words[0] == '[' && words[^1] == ']' && words.Length < 40));

    private static bool IsUnderline(ReadOnlySpan<char> line) => line.Length >= 3 && (line.IndexOfAnyExcept('-') < 0 || line.IndexOfAnyExcept('=') < 0 || line.IndexOfAnyExcept('~') < 0);

    private static bool IsCapitals(ReadOnlySpan<char> words)
    {
        var letters = 0;
        foreach (var c in words)
        {
            if (Characters.IsLower(c) || Characters.IsDigit(c)) return false;
            if (Characters.IsUpper(c)) letters++;
        }

        return letters >= 4;
    }
}
