using System.Buffers;

namespace HandoffBridge.Extraction.Dates;

/// <summary>A fiscal calendar that a document of the deal defines ("our financial year starts in April").</summary>
/// <param name="StartMonth">First month of the fiscal year, 2 to 12 (1 is the calendar year and needs no record).</param>
public sealed record FiscalCalendar(int StartMonth)
{
    /// <summary>Maps a fiscal quarter to its first calendar month and how many calendar years after the fiscal year's start it lies.</summary>
    public (int Month, int YearOffset) FirstMonthOf(int quarter)
    {
        var month = StartMonth + ((quarter - 1) * 3);
        return month > 12 ? (month - 12, 1) : (month, 0);
    }

    /// <summary>The calendar the texts define; null where they define none, or two that differ.</summary>
    /// <param name="texts">Visible texts of the deal's documents.</param>
    public static FiscalCalendar? Find(IEnumerable<string> texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        FiscalCalendar? found = null;
        foreach (var text in texts)
        {
            for (var at = Next(text, 0); at >= 0; at = Next(text, at + 1))
            {
                var phrase = Array.Find(Phrases, p => text.AsSpan(at).StartsWith(p, StringComparison.OrdinalIgnoreCase))!;
                var start = StartIn(text.AsSpan(at + phrase.Length, Math.Min(60, text.Length - at - phrase.Length)));
                if (start == 0) continue;
                if (found is not null && found.StartMonth != start) return null;
                found = new FiscalCalendar(start);
            }
        }

        return found is { StartMonth: 1 } ? null : found;
    }

    private static readonly string[] Phrases = ["fiscal year", "financial year", "our FY ", "the FY ", "their FY ", "Geschäftsjahr", "fiscal calendar"];
    private static readonly SearchValues<string> AnyPhrase = SearchValues.Create(Phrases, StringComparison.OrdinalIgnoreCase);

    private static int Next(string text, int from)
    {
        var at = text.AsSpan(from).IndexOfAny(AnyPhrase);
        return at < 0 ? -1 : from + at;
    }

    /// <summary>"… starts on 1 April", "… runs from July to June", "… ends in September": the first month; 0 where it says nothing.</summary>
    private static int StartIn(ReadOnlySpan<char> rest)
    {
        Span<DateToken> tokens = stackalloc DateToken[12];
        var count = DateLexer.Read(rest, tokens, out _);
        var starts = 0;
        for (var i = 0; i < count; i++)
        {
            if (i > 0 && tokens[i].Gap == Gap.Break) return 0;
            var word = rest[tokens[i].Start..tokens[i].End];
            if (starts == 0 && IsStart(word)) starts = 1;
            else if (starts == 0 && IsEnd(word)) starts = -1;
            else if (tokens[i].Word == Word.Month && starts != 0) return starts > 0 ? tokens[i].A : (tokens[i].A % 12) + 1;
            else if (tokens[i].Word is not (Word.In or Word.On or Word.From or Word.Number or Word.Ordinal or Word.Of or Word.The or Word.By or Word.Clause or Word.Edge or Word.Unit) && starts != 0) return 0;
        }

        return 0;
    }

    private static bool IsStart(ReadOnlySpan<char> word) =>
        Is(word, "starts") || Is(word, "start") || Is(word, "begins") || Is(word, "beginning") || Is(word, "starting") || Is(word, "runs") || Is(word, "beginnt") || Is(word, "from");

    private static bool IsEnd(ReadOnlySpan<char> word) => Is(word, "ends") || Is(word, "end") || Is(word, "ending") || Is(word, "closes") || Is(word, "endet");

    private static bool Is(ReadOnlySpan<char> word, string other) => word.Equals(other, StringComparison.OrdinalIgnoreCase);
}
