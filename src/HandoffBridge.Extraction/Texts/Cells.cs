namespace HandoffBridge.Extraction.Texts;

/// <summary>Table rows in text: cells parted by "|", tabs or runs of blanks.</summary>
internal static class Cells
{
    /// <summary>Whether a line is a row of at least two cells.</summary>
    public static bool Are(ReadOnlySpan<char> line) =>
        line.Contains(" | ", StringComparison.Ordinal) || (line[0] == '|' && line[^1] == '|') || line.Contains('\t') || line.Contains("   ", StringComparison.Ordinal);

    /// <summary>The next cell with a word in it.</summary>
    public static bool Next(string text, ref int at, int end, out TextRange cell, out bool isLast)
    {
        while (at < end)
        {
            var start = at;
            while (at < end && !IsBorder(text, at, end)) at++;
            var stop = at;
            while (at < end && (text[at] == '|' || Characters.IsBlank(text[at]))) at++;
            while (start < stop && Characters.IsBlank(text[start])) start++;
            while (stop > start && Characters.IsBlank(text[stop - 1])) stop--;
            if (start == stop) continue;
            cell = new TextRange(start, stop);
            isLast = at >= end;
            return true;
        }

        cell = default;
        isLast = true;
        return false;
    }

    /// <summary>A short cell without a sentence says what the next ones are about.</summary>
    public static bool IsLabel(ReadOnlySpan<char> cell) => cell.Length <= 32 && Closings.CountWords(cell) <= 3 && HasLetter(cell);

    private static bool HasLetter(ReadOnlySpan<char> cell)
    {
        foreach (var c in cell)
        {
            if (char.IsLetter(c)) return true;
        }

        return false;
    }

    private static bool IsBorder(string text, int at, int end) => text[at] switch
    {
        '|' or '\t' => true,
        ' ' => at + 2 < end && text[at + 1] == ' ' && text[at + 2] == ' ',
        _ => false,
    };
}
