namespace HandoffBridge.Extraction.Dates;

/// <summary>Finds calendar expressions in text: a token scanner without regular expressions, allocation-free on the feature path.</summary>
public static class DateScanner
{
    private const int MaxTokens = 512;
    private const int MaxMentions = 24;

    /// <summary>All times in a text, in order. Only the first 512 words are read: a quote is a sentence, not a book.</summary>
    [System.Runtime.CompilerServices.SkipLocalsInit]
    public static IReadOnlyList<DateSpan> Find(ReadOnlySpan<char> text, DueContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        Span<DateToken> tokens = stackalloc DateToken[MaxTokens];
        Span<DateMention> mentions = stackalloc DateMention[MaxMentions];
        var count = Scan(text, context, tokens, mentions, out _);
        if (count == 0) return [];
        var spans = new DateSpan[count];
        for (var i = 0; i < count; i++)
        {
            ref readonly var mention = ref mentions[i];
            spans[i] = new DateSpan(tokens[mention.First].Start, tokens[mention.Last].End, mention.Form, mention.Time, mention.Flags);
        }

        return spans;
    }

    /// <summary>What a text says about time, whatever its date: for features. Allocates nothing.</summary>
    [System.Runtime.CompilerServices.SkipLocalsInit]
    public static DateTraits Flags(ReadOnlySpan<char> text)
    {
        if (!DateVocabulary.MayTell(text)) return DateTraits.None;
        Span<DateToken> tokens = stackalloc DateToken[MaxTokens];
        var read = DateLexer.Read(text, tokens, out var telling);
        if (!telling) return DateTraits.None;
        Span<DateMention> mentions = stackalloc DateMention[MaxMentions];
        var row = tokens[..read];
        var parser = new DateParser(row, new DateOnly(2026, 1, 15), dayFirst: true, englishDots: false, weekNumbers: false, fiscal: null);
        var count = parser.ParseAll(mentions);
        DateCues.Mark(row, mentions[..count], new DateOnly(2026, 1, 15));
        var flags = DateTraits.None;
        foreach (ref readonly var mention in mentions[..count]) flags |= mention.Flags;
        foreach (ref readonly var token in row)
        {
            if (token.Word == Word.Season) flags |= DateTraits.Season;
            if (token.Word == Word.Unit) flags |= DateTraits.Duration;
        }

        return flags;
    }

    internal static int Scan(ReadOnlySpan<char> text, DueContext context, Span<DateToken> tokens, Span<DateMention> mentions, out int read)
    {
        read = DateLexer.Read(text, tokens, out var telling);
        if (!telling) return 0;
        var row = tokens[..read];
        var parser = new DateParser(row, context.Today, context.ReadsDayFirst, DateHabits.WritesDecimalPoints(context.Country), DateHabits.CountsWeeks(context.Country), context.Fiscal, monthYears: context.ReadsDayFirst && context.Kind == Signals.SignalKind.Roadmap);
        var count = parser.ParseAll(mentions);
        DateCues.Mark(row, mentions[..count], context.Today);
        return count;
    }
}
