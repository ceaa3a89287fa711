namespace HandoffBridge.Extraction.Dates;

/// <summary>Days: 30 June, the thirtieth of June, the first Friday of June, by the 15th.</summary>
internal readonly ref partial struct DateParser
{
    private bool TryCounted(int i, ref DateMention mention)
    {
        ref readonly var token = ref tokens[i];
        if (token.Word == Word.Ordinal && TryNthOf(i, ref mention)) return true;
        if (token.Word != Word.Cardinal || IsTwentyFirst(i))
        {
            if (TryDayMonth(i, ref mention)) return true;
            if (TryBareDay(i, ref mention)) return true;
        }

        if (token.Word == Word.Number && TryYear(i, ref mention)) return true;
        return TryFromNow(i, ref mention);
    }

    private bool IsTwentyFirst(int i) => Is(i, Word.Cardinal) && tokens[i].A is 20 or 30 && Is(i + 1, Word.Ordinal) && tokens[i + 1].A < 10 && tokens[i + 1].Digits == 0;

    private int DayNumber(int i, out int next)
    {
        next = i + 1;
        if (IsTwentyFirst(i))
        {
            next = i + 2;
            return tokens[i].A + tokens[i + 1].A;
        }

        // "May twenty nine"
        if (Is(i, Word.Cardinal) && tokens[i].A is 20 or 30 && Is(i + 1, Word.Cardinal) && tokens[i + 1].A < 10 && Is(i - 1, Word.Month))
        {
            next = i + 2;
            return tokens[i].A + tokens[i + 1].A;
        }

        return At(i) is Word.Number or Word.Ordinal && tokens[i].Digits <= 2 && tokens[i].A is >= 1 and <= 31 ? tokens[i].A : 0;
    }

    private bool TryDayMonth(int i, ref DateMention mention)
    {
        var day = DayNumber(i, out var next);
        if (day == 0) return false;
        if (UnitAt(next) is TimeUnit.Day && Is(next + 1, Word.Of)) next++;
        // 13 to 17 April, 20./21. March, between 3 and 5 June: the first day counts
        if ((At(next) is Word.To or Word.And or Word.Through || (Is(next, Word.By) && Is(i, Word.Ordinal))) && DayNumber(Skip(next + 1, Word.The), out var afterTo) != 0 && MonthFollows(afterTo, out _)) next = afterTo;
        else if (next < tokens.Length && tokens[next].Gap is Gap.Dash or Gap.Slash or Gap.Comma && DayNumber(next, out var afterDash) != 0 && MonthFollows(afterDash, out _)) next = afterDash;
        if (!MonthFollows(next, out var month)) return false;
        if (tokens[month].Gap is Gap.Comma or Gap.Bracket or Gap.Break && !tokens[i].TrailingDot && tokens[i].Word != Word.Ordinal) return false;
        var year = YearAfter(month + 1, out var last);
        if (!SetDay(tokens[month].A, day, year, last, ref mention)) return false;
        return true;
    }

    private bool MonthFollows(int i, out int month)
    {
        month = Skip(Skip(i, Word.Of), Word.The);
        return Is(month, Word.Month) && (month > i || tokens[month].Gap != Gap.Break || tokens[i - 1].TrailingDot);
    }

    /// <summary>The first Friday of June, the last week of November, first half of next year, third quarter, the first of May.</summary>
    private bool TryNthOf(int i, ref DateMention mention)
    {
        var nth = tokens[i].A;
        var j = i + 1;
        if (!Near(j)) return false;
        // "the first quarter of the project" is none of the calendar's
        if (UnitAt(j) is TimeUnit.Quarter && Is(j + 1, Word.Of) && !PeriodAt(j + 1, out _, out _) && YearAfter(j + 1, out _) == 0) return false;
        if (UnitAt(j) is TimeUnit.Quarter && nth <= 4) return SetQuarter(nth, j, ref mention);
        if (Is(j, Word.Fiscal) && UnitAt(j + 1) is TimeUnit.Quarter && nth <= 4) return SetQuarter(nth, j + 1, ref mention, saysFiscal: true);
        if (UnitAt(j) is TimeUnit.Half && nth <= 2) return TryHalf(nth, j, ref mention);
        if (UnitAt(j) is TimeUnit.Week or TimeUnit.Weekend or TimeUnit.Fortnight && PeriodAt(j + 1, out var month, out var last) && month.Grain is TimeGrain.Month)
        {
            return Set(month, last, DateForm.Month, ref mention);
        }

        if (UnitAt(j) is TimeUnit.Month && nth <= 12 && PeriodAt(j + 1, out var whole, out last) && whole.Grain == TimeGrain.Year) return Set(CalendarTime.OfMonth(whole.Year, nth), last, DateForm.Month, ref mention);
        if (UnitAt(j) is TimeUnit.Day && tokens[j].End - tokens[j].Start == 4 && PeriodAt(j + 1, out month, out last) && month.Grain is TimeGrain.Month) return Set(month, last, DateForm.Month, ref mention);
        if (UnitAt(j) is TimeUnit.Day && PeriodAt(j + 1, out var period, out last)) return Day(period.First.AddDays(nth - 1), last, DateForm.Day, ref mention);
        if (Is(j, Word.Weekday) && PeriodAt(j + 1, out month, out last) && month.Grain is TimeGrain.Month)
        {
            var first = month.First;
            var day = first.AddDays(((tokens[j].A - IsoDay(first) + 7) % 7) + (7 * (nth - 1)));
            return day.Month == month.Part && Day(day, last, DateForm.Day, ref mention);
        }

        // first two weeks of June
        if (At(j) is Word.Cardinal or Word.Number && UnitAt(j + 1) is TimeUnit.Week or TimeUnit.Day && PeriodAt(j + 2, out month, out last) && month.Grain is TimeGrain.Month)
        {
            return Set(month, last, DateForm.Month, ref mention);
        }

        return false;
    }

    private static int IsoDay(DateOnly day) => day.DayOfWeek == DayOfWeek.Sunday ? 7 : (int)day.DayOfWeek;

    private static bool Set(CalendarTime time, int last, DateForm form, ref DateMention mention)
    {
        mention.Time = time;
        mention.Last = last;
        mention.Form = form;
        return true;
    }

    /// <summary>"the last day of April", "the last of April", "the last Friday in May".</summary>
    private bool TryLastDay(int i, ref DateMention mention) => Is(i + 1, Word.Last) && Near(i + 1) && TryLastOf(i + 1, ref mention);

    private bool TryLastOf(int i, ref DateMention mention)
    {
        var j = i + 1;
        if (UnitAt(j) is TimeUnit.Day) j++;
        if (UnitAt(j) is TimeUnit.Quarter or TimeUnit.Half && PeriodAt(j + 1, out var year, out var close) && year.Grain == TimeGrain.Year)
        {
            mention.YearGiven = true;
            return Set(UnitAt(j) is TimeUnit.Quarter ? CalendarTime.OfQuarter(year.Year, 4) : CalendarTime.OfHalf(year.Year, 2), close, DateForm.Period, ref mention);
        }

        if (j > i + 1 || Is(j, Word.Of))
        {
            if (At(j) is not (Word.Of or Word.In) || !PeriodAt(j, out var period, out var last)) return false;
            return Day(period.Last, last, DateForm.Day, ref mention);
        }

        if (UnitAt(j) is TimeUnit.Week or TimeUnit.Weekend or TimeUnit.Fortnight && PeriodAt(j + 1, out var month, out var end) && month.Grain == TimeGrain.Month)
        {
            return Set(month, end, DateForm.Month, ref mention);
        }

        if (Is(j, Word.Weekday) && At(j + 1) is Word.Of or Word.In && PeriodAt(j + 1, out month, out end) && month.Grain == TimeGrain.Month)
        {
            var last = month.Last;
            return Day(last.AddDays(-((IsoDay(last) - tokens[j].A + 7) % 7)), end, DateForm.Day, ref mention);
        }

        return false;
    }

    /// <summary>"by the 15th", "(27th)", "named by the 30th": the next such day, or that day of a month named before.</summary>
    private bool TryBareDay(int i, ref DateMention mention)
    {
        var day = DayNumber(i, out var next);
        if (day == 0 || (!Is(i, Word.Ordinal) && !IsTwentyFirst(i))) return false;
        var numeric = tokens[i].Digits > 0;
        var the = Is(i - 1, Word.The);
        var cue = At(the ? i - 2 : i - 1);
        var cued = cue is Word.By or Word.On or Word.From or Word.Weekday or Word.Within or Word.After;
        if (!numeric && !(cued && the)) return false;
        if (!cued && !the && tokens[i].Gap is not (Gap.Bracket or Gap.Comma)) return false;
        var follows = At(next);
        var closed = next >= tokens.Length || tokens[next].Gap > Gap.Space
            || (UnitAt(next) is TimeUnit.Day && Is(next + 1, Word.Of) && PeriodAt(next + 1, out _, out _))
            || (cued && numeric && follows is Word.Other && tokens[next].End - tokens[next].Start <= 2)
            || follows is Word.By or Word.From or Word.In or Word.On or Word.And or Word.To or Word.For or Word.Clause or Word.The or Word.After or Word.Not or Word.This or Word.Since;
        if (!closed && !(cued && numeric && follows is Word.Of && UnitAt(next + 1) == TimeUnit.None)) return false;
        if (follows is Word.Of && !PeriodAt(next, out _, out _)) return false;
        var last = next - 1;
        var month = today;
        if (follows is Word.Unit) next++;
        if (At(next) is Word.Of && PeriodAt(next, out var period, out var end) && period.Grain == TimeGrain.Month)
        {
            month = period.First;
            last = end;
        }
        else if (MonthBefore(i) is { } named)
        {
            month = named;
        }
        else if (day < today.Day)
        {
            month = new DateOnly(today.Year, today.Month, 1).AddMonths(1);
        }

        if (day > DateTime.DaysInMonth(month.Year, month.Month)) return false;
        return Day(new DateOnly(month.Year, month.Month, day), last, DateForm.BareDay, ref mention);
    }

    /// <summary>A month named earlier in the same text: "middle of June... in fact the 15th".</summary>
    private DateOnly? MonthBefore(int i)
    {
        for (var j = i - 1; j >= 0 && j > i - 30; j--)
        {
            if (Is(j, Word.Month) && IsMonth(j)) return new DateOnly(YearForMonth(tokens[j].A), tokens[j].A, 1);
        }

        return null;
    }
}
