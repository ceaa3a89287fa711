using HandoffBridge.Extraction.Signals;

namespace HandoffBridge.Extraction.Dates;

/// <summary>Resolves the calendar time a quote gives, by the rules of the signal guide for <c>due</c>.</summary>
public static class DueResolver
{
    private const int MaxTokens = 512;
    private const int MaxMentions = 24;

    /// <summary>The calendar time in a quote, resolved from the document's date; null where the quote gives none or only an event.</summary>
    /// <param name="quote">The quote.</param>
    /// <param name="context">Document date, country and what the deal says about dates.</param>
    /// <returns>2026-06-30, 2026-06, 2026-Q2, 2026-H1, 2026 or null.</returns>
    [System.Runtime.CompilerServices.SkipLocalsInit]
    public static string? Resolve(ReadOnlySpan<char> quote, DueContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        Span<DateToken> tokens = stackalloc DateToken[MaxTokens];
        Span<DateMention> mentions = stackalloc DateMention[MaxMentions];
        var count = DateScanner.Scan(quote, context, tokens, mentions, out var read);
        var best = -1;
        var bestScore = 0;
        for (var i = 0; i < count; i++)
        {
            var score = Score(tokens[..read], in mentions[i], i, context);
            if (score <= bestScore) continue;
            best = i;
            bestScore = score;
        }

        return best < 0 ? null : mentions[best].Time.ToString();
    }

    /// <summary>Days beat months, deadlines beat mentions in passing, the first beats the later; what is past or denied never wins.</summary>
    private static int Score(ReadOnlySpan<DateToken> tokens, in DateMention mention, int index, DueContext context)
    {
        const DateTraits Never = DateTraits.Past | DateTraits.Discounted | DateTraits.Secondary;
        if ((mention.Flags & Never) != DateTraits.None) return 0;
        var score = mention.Form switch
        {
            DateForm.Day => 60,
            DateForm.BareDay => 56,
            DateForm.Month or DateForm.Period => context.Kind == SignalKind.Roadmap ? 58 : 48,
            DateForm.Offset => 46,
            DateForm.Year => 24,
            _ => 20,
        };
        if ((mention.Flags & DateTraits.Deadline) != DateTraits.None) score += 2;
        if ((mention.Flags & DateTraits.Begin) != DateTraits.None) score += 2;
        if (mention.Last + 2 < tokens.Length && tokens[mention.Last + 2].Word == Word.Best && tokens[mention.Last + 1].Word == Word.On) score += 12;
        return Math.Max(1, score - (3 * index));
    }
}
