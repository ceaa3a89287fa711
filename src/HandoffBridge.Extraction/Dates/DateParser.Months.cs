namespace HandoffBridge.Extraction.Dates;

/// <summary>Months, numeric dates and years: June 30th, June 2027, 30.06.2026, 6/30, 2027.</summary>
internal readonly ref partial struct DateParser
{
    private bool TryMonth(int i, ref DateMention mention)
    {
        if (!IsMonth(i)) return false;
        var month = tokens[i].A;
        var j = i + 1;
        if (j < tokens.Length && tokens[j].Gap is not (Gap.Break or Gap.Bracket))
        {
            var k = Skip(j, Word.The);
            var day = DayNumber(k, out var next);
            var fits = tokens[j].Gap != Gap.Comma || tokens[k].Word == Word.Ordinal;
            // English never writes "in January 27" for a day
            // and where the day comes first, a roadmap's "September 27" is a month of 2027
            var years = Is(j, Word.Number) && tokens[j].Digits == 2 ? tokens[j].A - (today.Year % 100) : -1;
            if (k == j && ((Is(i - 1, Word.In) && years is >= 0 and <= 5) || (monthYears && years is >= 1 and <= 3))) return SetMonth(month, 2000 + tokens[j].A, j, ref mention);
            if (tokens[j].Gap == Gap.Quote && Is(j, Word.Number)) day = 0;
            if (day != 0 && fits && (k == j || Is(k, Word.Ordinal)) && (UnitAt(next) == TimeUnit.None || tokens[next].Gap != Gap.Space))
            {
                // August 17 thru 20, March 10-12
                if (At(next) is Word.To or Word.Through or Word.And && Near(next) && DayNumber(next + 1, out var past) > day && !Is(past, Word.Month)) next = past;
                else if (next < tokens.Length && tokens[next].Gap is Gap.Dash && DayNumber(next, out past) > day) next = past;
                var year = YearAfter(next, out var last);
                if (SetDay(month, day, year, last, ref mention)) return true;
            }
        }

        if (Is(j, Word.Edge) && tokens[j].A == (int)Edge.End && Near(j) && (j + 1 >= tokens.Length || tokens[j + 1].Gap > Gap.Space || At(j + 1) is not Word.Other))
        {
            return EndOf(CalendarTime.OfMonth(YearForMonth(month), month), j, ref mention);
        }

        if (UnitAt(j) is TimeUnit.Quarter && Near(j)) return SetQuarter((month + 2) / 3, j, ref mention);
        var given = YearAfter(j, out var end);
        if (!SetMonth(month, given, end, ref mention)) return false;
        // before June's over
        if (given == 0 && At(i - 1) is Word.By && IsOver(j, out end)) return EndOf(mention.Time, end, ref mention);
        return true;
    }

    private bool IsOver(int j, out int last)
    {
        last = j;
        if (Is(j, Word.Over)) return true;
        last = j + 1;
        return Is(j, Word.Clause) && Is(j + 1, Word.Over);
    }

    /// <summary>Whether a month word is one here: "may", "march", "mars", "jan" are words and names too.</summary>
    private bool IsMonth(int i)
    {
        ref readonly var token = ref tokens[i];
        var length = token.End - token.Start;
        var ambiguous = (token.A, length) is (3, 4) or (3, 5) or (5, 3) or (1, 3) or (5, 4) or (8, 3) or (12, 3) or (3, 3);
        if (i + 1 < tokens.Length && tokens[i + 1].Gap == Gap.Dash && token.Capital && tokens[i + 1].Capital && At(i + 1) is Word.Other) return false;
        if (!ambiguous) return true;
        if (token.C > 0 && (At(i - 1) is not (Word.By or Word.From or Word.In or Word.Of or Word.Edge or Word.Number or Word.Ordinal) || !Near(i)) && At(i + 1) is not Word.Number) return false;
        var previous = i > 0 && Near(i) ? At(i - 1) : Word.Other;
        if (previous is Word.By or Word.From or Word.In or Word.On or Word.Through or Word.Since or Word.Of or Word.Edge or Word.Number or Word.Ordinal
            or Word.Next or Word.This or Word.Last or Word.After or Word.Within or Word.Approximate or Word.Month) return true;
        if (previous is Word.To && token.Capital) return true;
        if ((At(i + 1) is Word.Number or Word.Ordinal && Near(i + 1)) || At(i + 1) is Word.Version or Word.Edge or Word.Month) return true;
        var may = token.A == 5 && length == 3;
        var closes = i > 0 && i + 1 == tokens.Length && previous is not Word.Clause;
        if (!token.Capital) return closes || (!may && token.A is not (3 or 5) && token.Gap is Gap.Break or Gap.Comma or Gap.Bracket);
        if (may && i == 0) return false;
        if (length == 3 && token.A == 1) return previous is not Word.Other || i + 1 >= tokens.Length || tokens[i + 1].Gap > Gap.Space;
        return !may || tokens[i].Gap != Gap.Break || i + 1 >= tokens.Length || tokens[i + 1].Gap > Gap.Space;
    }

    private bool TryNumeric(int i, ref DateMention mention)
    {
        ref readonly var token = ref tokens[i];
        if (token.DigitsC > 0) return TryThreePart(in token, i, ref mention);
        if (token.Digits == 4)
        {
            if (token.Separator is '-' or '/' && token.A is >= 1990 and <= 2099 && token.DigitsB == 2 && token.B is >= 1 and <= 12) return SetMonth(token.B, token.A, i, ref mention);
            return false;
        }

        if (token.DigitsB == 4) return token.Separator is '/' or '.' && token.A is >= 1 and <= 12 && token.B is >= 2000 and <= 2099 && SetMonth(token.A, token.B, i, ref mention);
        if (token.Digits > 2 || token.DigitsB > 2 || At(i - 1) is Word.Version) return false;
        var year = YearAfter(i + 1, out var last);
        var cued = At(i - 1) is Word.By or Word.From or Word.On or Word.To or Word.Weekday or Word.Through || (At(i - 1) is Word.The or Word.Approximate && At(i - 2) is Word.By or Word.On);
        if (token.Separator == '.')
        {
            if (!token.TrailingDot && !(cued && token.DigitsB == 2 && token.Digits == 2)) return false;
            if (!cued && year == 0 && (englishDots || (token.DigitsB < 2 && i == 0 && i + 1 < tokens.Length && tokens[i + 1].Capital))) return false;
            return SetDay(token.B, token.A, year, last, ref mention);
        }

        if (token.Separator != '/') return false;
        var closed = i + 1 >= tokens.Length || tokens[i + 1].Gap > Gap.Space;
        if (!cued && year == 0 && ((token.A == 24 && token.B == 7) || (!closed && token.A < token.B && token.B <= 4 && token.Digits == 1 && token.DigitsB == 1))) return false;
        if (UnitAt(i + 1) is not TimeUnit.None && !cued) return false;
        return DayFirst(token.A, token.B) ? SetDay(token.B, token.A, year, last, ref mention) : SetDay(token.A, token.B, year, last, ref mention);
    }

    private bool TryThreePart(ref readonly DateToken token, int i, ref DateMention mention)
    {
        if (token.Digits == 4) return token.A >= 1990 && SetDay(token.B, token.C, token.A, i, ref mention);
        if (token.Digits > 2 || token.DigitsB > 2 || token.DigitsC is not (2 or 4)) return false;
        var year = token.DigitsC == 2 ? 2000 + token.C : token.C;
        if (year is < 1990 or > 2099) return false;
        return token.Separator == '.' || DayFirst(token.A, token.B)
            ? SetDay(token.B, token.A, year, i, ref mention)
            : SetDay(token.A, token.B, year, i, ref mention);
    }

    private bool DayFirst(int a, int b) => b > 12 ? false : a > 12 || dayFirst;

    private bool TryYear(int i, ref DateMention mention)
    {
        if (!IsYear(i)) return false;
        // "2026 summer release", "summer 2026": a season gives nothing
        if (Is(i + 1, Word.Season) || Is(i - 1, Word.Season)) return false;
        if ((Is(i + 1, Word.Quarter) || Is(i + 1, Word.Half)) && Near(i + 1))
        {
            var quarter = Is(i + 1, Word.Quarter);
            mention.YearGiven = true;
            return Set(quarter ? CalendarTime.OfQuarter(tokens[i].A, tokens[i + 1].A) : CalendarTime.OfHalf(tokens[i].A, tokens[i + 1].A), i + 1, DateForm.Period, ref mention);
        }

        // "all the 2026 reservations" names them, it does not date the work
        if (At(i - 1) is Word.The or Word.Own or Word.Every && i + 1 < tokens.Length && tokens[i + 1].Gap == Gap.Space && At(i + 1) is Word.Other) return false;
        if (Is(i - 1, Word.Of) && !Is(i - 2, Word.Span)) return false;
        mention.YearGiven = true;
        return Set(CalendarTime.OfYear(tokens[i].A), i, DateForm.Year, ref mention);
    }
}
