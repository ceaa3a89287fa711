namespace HandoffBridge.Extraction.Dates;

/// <summary>Tells day-month from month-day by what the deal's documents write elsewhere.</summary>
public static class DayMonthOrder
{
    /// <summary>True where numeric dates with a first part above 12 outnumber the others, false where the second part does, null without evidence.</summary>
    /// <param name="texts">Visible texts of the deal's documents.</param>
    public static bool? Evidence(IEnumerable<string> texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        var balance = 0;
        foreach (var text in texts) balance += Balance(text);
        return balance == 0 ? null : balance > 0;
    }

    private static int Balance(ReadOnlySpan<char> text)
    {
        var balance = 0;
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
                if (first is > 12 and <= 31 && second is >= 1 and <= 12 && !(first == 24 && second == 7)) balance++;
                else if (second is > 12 and <= 31 && first is >= 1 and <= 12) balance--;
            }

            var next = text[(at + 1)..].IndexOf('/');
            at = next < 0 ? -1 : at + 1 + next;
        }

        return balance;
    }

    private static int Number(ReadOnlySpan<char> digits)
    {
        var value = 0;
        foreach (var digit in digits) value = (value * 10) + (digit - '0');
        return value;
    }
}
