namespace HandoffBridge.Extraction.Texts;

/// <summary>Cuts text into tokens, and into the plain words that quotes are compared by. Allocates nothing but what the caller's list needs.</summary>
public static class WordScanner
{
    private const int LongestMailbox = 64;

    private static readonly WordSet NumberEndings = new("k m bn mn mio mrd st nd rd th x h d w y am pm yr yrs mo mos wk wks hr hrs min mins pt pts pct er ème e º ª");
    private static readonly WordSet Currencies = new("usd eur gbp chf sek nok dkk isk pln czk huf ron inr jpy cny rmb aud cad nzd sgd hkd zar brl mxn clp cop pen try aed sar myr php thb vnd idr krw kes ngn euro euros dollars pounds");

    /// <summary>Adds the tokens of a range, in order.</summary>
    internal static void Tokens(ReadOnlySpan<char> text, int start, int end, List<Token> into)
    {
        ArgumentNullException.ThrowIfNull(into);
        text = text[..end];
        var mail = text[start..].Contains('@');
        var i = start;
        while (i < end)
        {
            if (Characters.IsBlank(text[i])) { i++; continue; }
            var token = At(text, i, mail);
            into.Add(token);
            i = token.End;
        }
    }

    /// <summary>Adds the words of a range as the public score sees them: letters and digits, with apostrophes between them.</summary>
    internal static void Words(ReadOnlySpan<char> text, int start, int end, List<TextRange> into)
    {
        ArgumentNullException.ThrowIfNull(into);
        text = text[..end];
        var i = start;
        while (i < end)
        {
            if (!Characters.IsWordAt(text, i, out var length)) { i += length; continue; }
            var stop = WordEnd(text, i);
            into.Add(new TextRange(i, stop));
            i = stop;
        }
    }

    /// <summary>Writes text in lower case with straight apostrophes and quotation marks: one character for each.</summary>
    /// <param name="text">The text.</param>
    /// <param name="buffer">At least as long as the text.</param>
    public static ReadOnlySpan<char> Fold(ReadOnlySpan<char> text, Span<char> buffer)
    {
        var folded = buffer[..text.Length];
        text.ToLowerInvariant(folded);
        folded.Replace('’', '\'');
        folded.Replace('‘', '\'');
        folded.Replace('“', '"');
        folded.Replace('”', '"');
        return folded;
    }

    private static Token At(ReadOnlySpan<char> text, int i, bool mail)
    {
        var c = text[i];
        if (IsCurrency(c))
        {
            var number = i + 1;
            if (number < text.Length && text[number] is ' ' or '\u00A0') number++;
            if (number < text.Length && Characters.IsDigit(text[number])) return Of(i, NumberEnd(text, number), TokenKind.Money);
        }

        if (Characters.IsDigit(c)) return Number(text, i);
        if (!Characters.IsWordAt(text, i, out var length)) return Of(i, PunctEnd(text, i, length), TokenKind.Punct);
        if (c is 'h' or 'H' or 'w' or 'W' && IsUrl(text[i..])) return Of(i, UrlEnd(text, i), TokenKind.Url);
        if (mail && MailEnd(text, i) is > 0 and var at) return Of(i, at, TokenKind.Email);
        return Of(i, WordEnd(text, i), TokenKind.Word);
    }

    private static Token Of(int start, int end, TokenKind kind) => new(start, end - start, kind);

    private static Token Number(ReadOnlySpan<char> text, int i)
    {
        var digits = DigitsEnd(text, i);
        var end = WordEnd(text, digits);
        if (end > digits && !NumberEndings.Has(text[digits..end])) return Of(i, end, TokenKind.Word);
        var next = end;
        if (next < text.Length && text[next] is ' ' or '\u00A0' or '\u202F') next++;
        if (next >= text.Length) return Of(i, end, TokenKind.Number);
        if (text[next] is '%' or '‰') return Of(i, next + 1, TokenKind.Percent);
        if (IsCurrency(text[next]) && !(next + 1 < text.Length && Characters.IsDigit(text[next + 1]))) return Of(i, next + 1, TokenKind.Money);
        var word = WordEnd(text, next);
        return word > next && Currencies.Has(text[next..word]) ? Of(i, word, TokenKind.Money) : Of(i, end, TokenKind.Number);
    }

    private static int NumberEnd(ReadOnlySpan<char> text, int i)
    {
        var digits = DigitsEnd(text, i);
        var end = WordEnd(text, digits);
        return end > digits && !NumberEndings.Has(text[digits..end]) ? digits : end;
    }

    /// <summary>Digits with single points, commas, colons, slashes and apostrophes between them.</summary>
    private static int DigitsEnd(ReadOnlySpan<char> text, int i)
    {
        while (i < text.Length && (Characters.IsDigit(text[i])
            || (text[i] is '.' or ',' or ':' or '/' or '\'' or '’' && i + 1 < text.Length && Characters.IsDigit(text[i + 1])))) i++;
        return i;
    }

    /// <summary>Where the word that starts or goes on at a place ends; the place itself where there is none.</summary>
    private static int WordEnd(ReadOnlySpan<char> text, int i)
    {
        while (i < text.Length)
        {
            if (Characters.IsWordAt(text, i, out var length)) i += length;
            else if (i > 0 && text[i] is '\'' or '’' && i + 1 < text.Length && Characters.IsWordAt(text, i + 1, out var next) && EndsWord(text, i)) i += 1 + next;
            else break;
        }

        return i;
    }

    private static bool EndsWord(ReadOnlySpan<char> text, int i) => Characters.IsWord(text[i - 1]) || char.IsLowSurrogate(text[i - 1]);

    private static int PunctEnd(ReadOnlySpan<char> text, int i, int length)
    {
        var end = i + length;
        if (length == 1)
        {
            while (end < text.Length && text[end] == text[i]) end++;
        }

        return end;
    }

    private static bool IsUrl(ReadOnlySpan<char> text) =>
        text.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || text.StartsWith("https://", StringComparison.OrdinalIgnoreCase)
        || (text.StartsWith("www.", StringComparison.OrdinalIgnoreCase) && text.Length > 4 && Characters.IsWord(text[4]));

    private static int UrlEnd(ReadOnlySpan<char> text, int i)
    {
        var end = i;
        while (end < text.Length && !Characters.IsBlank(text[end]) && text[end] is not '<' and not '>' and not '"' and not '|') end++;
        while (end > i + 4 && text[end - 1] is '.' or ',' or ';' or ':' or '!' or '?' or ')' or ']' or '\'') end--;
        return end;
    }

    private static int MailEnd(ReadOnlySpan<char> text, int i)
    {
        var at = i;
        while (at < text.Length && at - i < LongestMailbox && (Characters.IsWord(text[at]) || text[at] is '.' or '+' or '-' or '_')) at++;
        if (at >= text.Length || text[at] != '@') return 0;
        var end = at + 1;
        while (end < text.Length && (Characters.IsWord(text[end]) || text[end] is '.' or '-')) end++;
        while (end > at + 1 && text[end - 1] is '.' or '-') end--;
        return end > at + 1 ? end : 0;
    }

    private static bool IsCurrency(char c) => c is '$' or '€' or '£' or '¥' or '₹' or '₺' or '₩' or '₽' or '₦' or '₫' or '₱' or '฿';
}
