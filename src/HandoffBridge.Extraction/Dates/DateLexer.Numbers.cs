namespace HandoffBridge.Extraction.Dates;

/// <summary>Figures: 30, 30th, 30.06.2026, 6/30, 1H, 3Q27; amounts, versions and addresses are no dates.</summary>
internal static partial class DateLexer
{
    private static int Digits(ReadOnlySpan<char> text, int start, ref DateToken token)
    {
        var end = Run(text, start);
        token.Start = start;
        token.Word = Word.Number;
        token.A = (short)Math.Min(Number(text[start..end]), short.MaxValue);
        token.Digits = (byte)Math.Min(end - start, 255);
        if (start > 0 && text[start - 1] is '$' or '€' or '£' or '#') token.Word = Word.Other;
        if (end < text.Length && text[end] is '.' or '/' or '-' or ',' && end + 1 < text.Length && char.IsAsciiDigit(text[end + 1]))
        {
            var separator = text[end];
            var endB = Run(text, end + 1);
            if (separator == ',' )
            {
                token.Word = Word.Other;
                token.End = endB;
                return endB;
            }

            if (separator == '-' && token.Digits != 4 && !(endB + 1 < text.Length && text[endB] == '-' && char.IsAsciiDigit(text[endB + 1])))
            {
                token.End = end;
                return end;
            }

            if (token.Word == Word.Number) token.Word = Word.Numeric;
            token.Separator = separator;
            token.B = (short)Math.Min(Number(text[(end + 1)..endB]), short.MaxValue);
            token.DigitsB = (byte)Math.Min(endB - end - 1, 255);
            end = endB;
            if (end + 1 < text.Length && text[end] == separator && char.IsAsciiDigit(text[end + 1]))
            {
                var endC = Run(text, end + 1);
                token.C = (short)Math.Min(Number(text[(end + 1)..endC]), short.MaxValue);
                token.DigitsC = (byte)Math.Min(endC - end - 1, 255);
                end = endC;
                if (end + 1 < text.Length && text[end] == separator && char.IsAsciiDigit(text[end + 1])) token.Word = Word.Other;
            }
            else
            {
                token.TrailingDot = end < text.Length && text[end] == '.';
            }

            if (end < text.Length && (text[end] is '%' or '€' or '$' || (char.IsLetter(text[end]) && text[end] != 'T'))) token.Word = Word.Other;
            while (end < text.Length && char.IsLetterOrDigit(text[end])) end++;
            token.End = end;
            return end;
        }

        if (end < text.Length && text[end] == '.') token.TrailingDot = true;
        if (end < text.Length && text[end] is '%' or '€' or '$') token.Word = Word.Other;
        return Suffix(text, end, ref token);
    }

    private static int Suffix(ReadOnlySpan<char> text, int end, ref DateToken token)
    {
        var letters = end;
        while (letters < text.Length && char.IsLetter(text[letters])) letters++;
        token.End = letters;
        if (letters == end) return letters;
        var suffix = text[end..letters];
        if (suffix.Length == 2 && token.A is >= 1 and <= 31 &&
            (suffix.Equals("st", StringComparison.OrdinalIgnoreCase) || suffix.Equals("nd", StringComparison.OrdinalIgnoreCase)
            || suffix.Equals("rd", StringComparison.OrdinalIgnoreCase) || suffix.Equals("th", StringComparison.OrdinalIgnoreCase)
            || suffix.Equals("er", StringComparison.OrdinalIgnoreCase)))
        {
            token.Word = Word.Ordinal;
        }
        else if (suffix is "H" or "h" && token.A is 1 or 2 && token.Digits == 1)
        {
            token.Word = Word.Half;
        }
        else if (suffix is "Q" or "q" && token.A is >= 1 and <= 4)
        {
            token.Word = Word.Quarter;
            token.B = 0;
            var digits = Run(text, letters);
            if (digits - letters is 2 or 4)
            {
                var year = Number(text[letters..digits]);
                token.B = (short)(digits - letters == 2 ? 2000 + year : year);
                token.End = digits;
                return digits;
            }
        }
        else if (token.Digits <= 2 && DateVocabulary.Find(suffix) is (Word.Month, _))
        {
            token.End = end;
            return end;
        }
        else
        {
            token.Word = Word.Other;
        }

        return letters;
    }

    private static int Run(ReadOnlySpan<char> text, int start)
    {
        while (start < text.Length && char.IsAsciiDigit(text[start])) start++;
        return start;
    }

    private static int Number(ReadOnlySpan<char> digits)
    {
        var value = 0;
        foreach (var digit in digits)
        {
            value = (value * 10) + (digit - '0');
            if (value > 100_000) return 100_000;
        }

        return value;
    }
}
