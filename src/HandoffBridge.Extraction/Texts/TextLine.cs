using System.Buffers;
using System.Runtime.InteropServices;

namespace HandoffBridge.Extraction.Texts;

/// <summary>A line of visible text.</summary>
/// <param name="Start">Offset of its first character.</param>
/// <param name="First">Offset of its first visible character; <paramref name="End"/> on an empty line.</param>
/// <param name="Text">Offset behind list marks, where the words start.</param>
/// <param name="End">Offset after its last visible character.</param>
/// <param name="Mark">The list mark it starts with.</param>
/// <param name="Traits">What markup says about it.</param>
/// <param name="Level">Depth of the list item, 0 outside lists.</param>
/// <param name="Number">0-based number of the line in the visible text.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct TextLine(int Start, int First, int Text, int End, ListMark Mark, LineTraits Traits, int Level, int Number)
{
    public bool IsEmpty => First == End;

    /// <summary>Columns before the first visible character.</summary>
    public int Indent => First - Start;

    public bool Has(LineTraits trait) => (Traits & trait) != LineTraits.None;
}

/// <summary>Cuts visible text into lines; of empty lines in a row only the first is kept.</summary>
internal static class TextLines
{
    private static readonly SearchValues<char> Ends = SearchValues.Create("\n\r\u2028\u2029\v\f\u0085");

    /// <summary>The most lines read.</summary>
    private const int Most = 250_000;

    public static List<TextLine> Of(MarkedText text, bool arrowQuotes, out bool shortened)
    {
        shortened = false;
        var count = 0;
        var all = text.Text;
        var lines = new List<TextLine>(Math.Min(all.Length / 40, 1 << 16) + 4);
        var number = 0;
        var start = 0;
        while (start <= all.Length)
        {
            var length = all.AsSpan(start).IndexOfAny(Ends);
            var stop = length < 0 ? all.Length : start + length;
            var mark = text.Lines is { } marks && count < marks.Count ? marks[count] : default;
            var line = Line(all, start, stop, mark, arrowQuotes, ref number) with { Number = count };
            count++;
            if (!line.IsEmpty || lines.Count == 0 || !lines[^1].IsEmpty) lines.Add(line);
            if (stop >= all.Length) break;
            if (lines.Count >= Most)
            {
                shortened = true;
                break;
            }

            start = stop + (all[stop] == '\r' && stop + 1 < all.Length && all[stop + 1] == '\n' ? 2 : 1);
        }

        return lines;
    }

    private static TextLine Line(string all, int start, int stop, LineMark mark, bool arrowQuotes, ref int number)
    {
        var first = start;
        while (first < stop && Characters.IsBlank(all[first])) first++;
        var end = stop;
        while (end > first && Characters.IsBlank(all[end - 1])) end--;
        if (first == end) return new TextLine(start, end, end, end, ListMark.None, mark.Traits, 0, 0);
        var list = ListMarks.Measure(all.AsSpan(first, end - first), arrowQuotes, ref number, out var length);
        if ((mark.Traits & LineTraits.Item) != LineTraits.None && list == ListMark.None) list = ListMark.Sign;
        var level = list is ListMark.None or ListMark.Hash ? 0 : mark.Level > 0 ? mark.Level : 1 + Math.Min(7, (first - start) / 2);
        return new TextLine(start, first, first + length, end, list, mark.Traits, level, 0);
    }
}
