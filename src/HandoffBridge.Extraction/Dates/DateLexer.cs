namespace HandoffBridge.Extraction.Dates;

/// <summary>Cuts text into the tokens of the date grammar, without allocating.</summary>
internal static partial class DateLexer
{
    /// <summary>Fills the buffer; returns how many tokens were written. Text beyond the buffer is not read.</summary>
    /// <param name="text">The text.</param>
    /// <param name="tokens">The buffer.</param>
    /// <param name="telling">Whether any token can be part of a date at all.</param>
    public static int Read(ReadOnlySpan<char> text, Span<DateToken> tokens, out bool telling)
    {
        telling = false;
        var count = 0;
        var gap = Gap.Break;
        for (var i = 0; i < text.Length && count < tokens.Length;)
        {
            var c = text[i];
            if (char.IsAsciiDigit(c))
            {
                var token = default(DateToken);
                token.Gap = gap;
                var end = Digits(text, i, ref token);
                if (count > 0 && gap == Gap.None && tokens[count - 1].Word == Word.Other) token.Word = Word.Other;
                telling |= token.Word != Word.Other;
                tokens[count++] = token;
                i = end;
                gap = Gap.None;
            }
            else if (char.IsLetter(c))
            {
                var token = default(DateToken);
                token.Gap = gap;
                i = Letters(text, i, ref token);
                telling |= DateVocabulary.IsTelling(token.Word);
                tokens[count++] = token;
                gap = Gap.None;
            }
            else
            {
                var mark = Mark(text, i);
                // "Aug. 21": the dot of an abbreviation ends nothing
                if (c == '.' && count > 0 && gap == Gap.None && tokens[count - 1].Word == Word.Month && i + 2 < text.Length && char.IsAsciiDigit(text[i + 2])) mark = Gap.Space;
                if (mark > gap) gap = mark;
                i++;
            }
        }

        return count;
    }

    private static Gap Mark(ReadOnlySpan<char> text, int i) => text[i] switch
    {
        ' ' or '\t' or '\u00a0' or '\u202f' or '*' or '_' => Gap.Space,
        '.' => i + 1 >= text.Length || char.IsWhiteSpace(text[i + 1]) ? Gap.Break : Gap.Space,
        '\n' or '\r' or '!' or '?' or ';' or ':' or '|' or '…' => Gap.Break,
        '-' or '–' or '—' or '‑' => Gap.Dash,
        '/' => Gap.Slash,
        ',' => Gap.Comma,
        '(' or ')' or '[' or ']' => Gap.Bracket,
        '\'' or '’' or '"' or '“' or '”' or '`' or '„' => Gap.Quote,
        _ => Gap.Space,
    };

    private static int Letters(ReadOnlySpan<char> text, int start, ref DateToken token)
    {
        var end = start + 1;
        while (end < text.Length && (char.IsLetter(text[end]) || Joins(text, end))) end++;
        var word = text[start..end];
        token.Start = start;
        token.Capital = char.IsUpper(text[start]);
        var digits = end;
        while (digits < text.Length && char.IsAsciiDigit(text[digits])) digits++;
        if (digits > end)
        {
            var number = Number(text[end..digits]);
            var after = digits < text.Length ? text[digits] : ' ';
            token.Word = char.IsLetter(after) || (after is '.' or ',' && digits + 1 < text.Length && char.IsAsciiDigit(text[digits + 1])) ? Word.Other : Prefixed(word, number);
            token.A = (short)Math.Min(number, short.MaxValue);
            token.Digits = (byte)Math.Min(digits - end, 255);
            if (token.Word == Word.Other)
            {
                while (digits < text.Length && (char.IsLetterOrDigit(text[digits]))) digits++;
            }

            token.End = digits;
            return digits;
        }

        var bare = word;
        if (word.Length > 2 && word[^1] == 's' && word[^2] is '\'' or '’')
        {
            bare = word[..^2];
        }

        var (meaning, value) = DateVocabulary.Find(bare);
        token.Word = meaning;
        token.A = value;
        // Mei, Mai and Maj are names more often than months: the grammar wants a cue.
        if (meaning == Word.Month && value == 5 && bare.Length == 3 && bare[2] is not ('y' or 'Y')) token.C = 1;
        token.Plural = meaning == Word.Weekday && word.Length > 6 && word[^1] is 's' or 'S';
        token.Negative = word.Length > 3 && word[^1] is 't' or 'T' && word[^2] is '\'' or '’';
        token.End = end;
        return end;
    }

    private static bool Joins(ReadOnlySpan<char> text, int i) =>
        text[i] is '\'' or '’' && i + 1 < text.Length && char.IsLetter(text[i + 1]);

    private static Word Prefixed(ReadOnlySpan<char> prefix, int number) => prefix switch
    {
        "Q" or "q" when number is >= 1 and <= 4 => Word.Quarter,
        "H" or "h" when number is 1 or 2 => Word.Half,
        "FY" or "fy" or "Fy" => Word.Fiscal,
        "CW" or "cw" or "KW" or "kw" or "Kw" or "WK" or "wk" or "Wk" when number is >= 1 and <= 53 => Word.CalendarWeek,
        _ => Word.Other,
    };
}
