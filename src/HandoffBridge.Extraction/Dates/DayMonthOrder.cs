namespace HandoffBridge.Extraction.Dates;

/// <summary>Tells day-month from month-day by what the deal's documents write elsewhere.</summary>
public static class DayMonthOrder
{
    /// <summary>True where numeric dates with a first part above 12 outnumber the others, false where the second part does, null without evidence.</summary>
    /// <param name="texts">Visible texts of the deal's documents.</param>
    /// <remarks>Each figure counts once. One that follows three or more others is a count ("1/26", "2/26", "3/26"), not a date.</remarks>
    public static bool? Evidence(IEnumerable<string> texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        Span<int> firstAbove = stackalloc int[32];
        Span<int> secondAbove = stackalloc int[32];
        firstAbove.Clear();
        secondAbove.Clear();
        foreach (var text in texts) Collect(text, firstAbove, secondAbove);
        var balance = Votes(firstAbove) - Votes(secondAbove);
        return balance == 0 ? null : balance > 0;
    }

    private static int Votes(ReadOnlySpan<int> partners)
    {
        var votes = 0;
        foreach (var mask in partners)
        {
            if (System.Numerics.BitOperations.PopCount((uint)mask) is 1 or 2) votes++;
        }

        return votes;
    }

    private static void Collect(ReadOnlySpan<char> text, Span<int> firstAbove, Span<int> secondAbove)
    {
        for (var at = text.IndexOf('/'); at >= 0;)
        {
            var from = at;
            while (from > 0 && at - from < 3 && char.IsAsciiDigit(text[from - 1])) from--;
            var to = at + 1;
            while (to < text.Length && to - at < 4 && char.IsAsciiDigit(text[to])) to++;
            var bounded = (from == 0 || !(char.IsLetterOrDigit(text[from - 1]) || text[from - 1] is '/' or '.' or '-'))
                && (to == text.Length || !(char.IsLetterOrDigit(text[to]) || text[to] is '%'));
            if (bounded && at - from is 1 or 2 && to - at - 1 is 1 or 2)
            {
                var first = Number(text[from..at]);
                var second = Number(text[(at + 1)..to]);
                if (first is > 12 and <= 31 && second is >= 1 and <= 12 && !(first == 24 && second == 7)) firstAbove[first] |= 1 << second;
                else if (second is > 12 and <= 31 && first is >= 1 and <= 12) secondAbove[second] |= 1 << first;
            }

            var next = text[(at + 1)..].IndexOf('/');
            at = next < 0 ? -1 : at + 1 + next;
        }
    }

    private static int Number(ReadOnlySpan<char> digits)
    {
        var value = 0;
        foreach (var digit in digits) value = (value * 10) + (digit - '0');
        return value;
    }
}
