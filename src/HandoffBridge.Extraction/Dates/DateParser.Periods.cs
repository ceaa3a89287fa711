namespace HandoffBridge.Extraction.Dates;

/// <summary>Periods: end of next month, mid-June, by year end.</summary>
internal readonly ref partial struct DateParser
{
    /// <summary>A period after an edge or a count: [of] [the] June [2027] | quarter | Q3 | next month | month | year | 2027.</summary>
    private bool PeriodAt(int i, out CalendarTime period, out int last)
    {
        period = default;
        last = i;
        if (i >= tokens.Length || tokens[i].Gap >= Gap.Comma) return false;
        var j = Skip(Skip(Skip(Skip(i, Word.In), Word.Of), Word.The), Word.Own);
        if (j < tokens.Length && tokens[j].Gap >= Gap.Comma) return false;
        var mention = default(DateMention);
        mention.First = j;
        if (Is(j, Word.Month)) return IsMonthAfter(j, i) && TakeMonth(j, out period, out last);
        if (Is(j, Word.Quarter) || Is(j, Word.Half) || Is(j, Word.Fiscal)) return Take(TryQuarter(j, ref mention), in mention, out period, out last);
        if (Is(j, Word.Ordinal) && UnitAt(j + 1) is TimeUnit.Quarter or TimeUnit.Half) return Take(TryNthOf(j, ref mention), in mention, out period, out last);
        if (Is(j, Word.This) && UnitAt(j + 1) is TimeUnit.Year)
        {
            period = Current(TimeUnit.Year);
            last = j + 1;
            return true;
        }

        if (At(j) is Word.Next or Word.This && UnitAt(j + 1) is TimeUnit.Month or TimeUnit.Quarter or TimeUnit.Half or TimeUnit.Year) return Take(TryRelative(j, ref mention), in mention, out period, out last);
        if (IsYear(j))
        {
            period = CalendarTime.OfYear(tokens[j].A);
            last = j;
            return true;
        }

        if (UnitAt(j) is TimeUnit.Month or TimeUnit.Quarter or TimeUnit.Half or TimeUnit.Year && !IsPlural(j))
        {
            period = Current((TimeUnit)tokens[j].A);
            last = j;
            return true;
        }

        return false;
    }

    private bool IsPlural(int i) => tokens[i].End - tokens[i].Start >= 6 && (TimeUnit)tokens[i].A is TimeUnit.Month && tokens[i].End - tokens[i].Start == 6;

    private bool IsMonthAfter(int j, int i) => j > i || IsMonth(j) || Is(i - 1, Word.Edge);

    private bool TakeMonth(int j, out CalendarTime period, out int last)
    {
        var year = YearAfter(j + 1, out last);
        period = CalendarTime.OfMonth(year == 0 ? YearForMonth(tokens[j].A) : year, tokens[j].A);
        return true;
    }

    private static bool Take(bool found, in DateMention mention, out CalendarTime period, out int last)
    {
        period = mention.Time;
        last = mention.Last;
        return found;
    }

    private CalendarTime Current(TimeUnit unit) => unit switch
    {
        TimeUnit.Month => CalendarTime.OfMonth(today.Year, today.Month),
        TimeUnit.Quarter => CalendarTime.OfQuarter(today.Year, ((today.Month - 1) / 3) + 1),
        TimeUnit.Half => CalendarTime.OfHalf(today.Year, today.Month > 6 ? 2 : 1),
        _ => CalendarTime.OfYear(today.Year),
    };

    private static bool EndOf(CalendarTime period, int last, ref DateMention mention)
    {
        mention.PeriodEnd = true;
        return Day(period.Last, last, DateForm.Day, ref mention);
    }

    private bool TryEdge(int i, ref DateMention mention)
    {
        if (tokens[i].A == (int)Edge.Foreign && !(Is(i + 1, Word.Of) && PeriodAt(i + 1, out _, out _))) return false;
        if (tokens[i].A is (int)Edge.End or (int)Edge.Foreign)
        {
            if (Is(i + 1, Word.Month) && DayNumber(i + 2, out _) != 0 && tokens[i + 2].Gap == Gap.Space && TryMonth(i + 1, ref mention)) return true;
            if (UnitAt(i + 1) is TimeUnit.None && Is(i + 1, Word.Of) && UnitAt(Skip(Skip(i + 2, Word.The), Word.This)) is TimeUnit.Week && Near(i + 1))
            {
                var week = Skip(Skip(i + 2, Word.The), Word.This);
                return week + 1 < tokens.Length && tokens[week + 1].Gap == Gap.Space && Is(week + 1, Word.Ordinal)
                    ? false
                    : Day(Friday(0), week, DateForm.Offset, ref mention);
            }

            if (Is(i + 1, Word.Of) && Is(i + 2, Word.Next) && UnitAt(i + 3) is TimeUnit.Week) return Day(Friday(7), i + 3, DateForm.Offset, ref mention);
            if (Is(i + 1, Word.In) || (i > 0 && tokens[i].Gap == Gap.Dash && Is(i - 1, Word.Unit))) return false;
            if (!PeriodAt(i + 1, out var period, out var last)) return false;
            if (UnitAt(last) is TimeUnit.Month or TimeUnit.Quarter or TimeUnit.Year && At(i - 1) is not Word.By && last + 1 < tokens.Length && tokens[last + 1].Gap == Gap.Space
                && At(last + 1) is Word.Other && !Is(i + 1, Word.Of)) return false;
            return EndOf(period, last, ref mention);
        }

        // "starting June 29", "beginning with July", "start 1 July"
        if (i + 1 < tokens.Length && Near(i + 1) && TryAt(i + 1, out var inner) && inner.Form is DateForm.Day && !inner.PeriodEnd)
        {
            mention = inner;
            return true;
        }

        var edged = Is(i + 1, Word.To) && Is(i + 2, Word.Edge) ? i + 2 : tokens.Length > i + 1 && Is(i + 1, Word.Edge) && tokens[i + 1].Gap is Gap.Dash or Gap.Slash ? i + 1 : i;
        if (PeriodAt(edged + 1, out var whole, out var end) && (UnitAt(end) is TimeUnit.None || At(end - 1) is Word.Next or Word.This or Word.Ordinal || UnitAt(end) is not TimeUnit.None && Is(edged + 1, Word.Of)))
        {
            return Set(whole, end, FormOf(whole), ref mention);
        }

        return false;
    }

    private static DateForm FormOf(CalendarTime time) => time.Grain switch
    {
        TimeGrain.Day => DateForm.Day,
        TimeGrain.Month => DateForm.Month,
        TimeGrain.Year => DateForm.Year,
        _ => DateForm.Period,
    };

    /// <summary>"week 32" where weeks are counted so; "month end" and "year-end" after by or before; "the month's out".</summary>
    private bool TryUnit(int i, ref DateMention mention)
    {
        var unit = (TimeUnit)tokens[i].A;
        if (unit == TimeUnit.Week && Is(i + 1, Word.Number) && Near(i + 1) && tokens[i + 1].Digits <= 2 && (weekNumbers || tokens[i + 1].A > 13)) return WeekNumber(i + 1, ref mention);
        if (unit is not (TimeUnit.Month or TimeUnit.Quarter or TimeUnit.Year)) return false;
        var by = At(i - 1) is Word.By || (Is(i - 1, Word.The) && At(i - 2) is Word.By);
        if (by && Is(i + 1, Word.Edge) && tokens[i + 1].A == (int)Edge.End && Near(i + 1)
            && (i + 2 >= tokens.Length || tokens[i + 2].Gap > Gap.Space || At(i + 2) is not Word.Other))
        {
            return EndOf(Current(unit), i + 1, ref mention);
        }

        return by && IsOver(i + 1, out var last) && EndOf(Current(unit), last, ref mention);
    }

    private bool TryEndMark(int i, ref DateMention mention) => (TimeUnit)tokens[i].A switch
    {
        TimeUnit.Week => Day(Friday(0), i, DateForm.Offset, ref mention),
        TimeUnit.Day => false,
        var unit => EndOf(YearGivenAfter(i, unit, out var last), last, ref mention),
    };

    private CalendarTime YearGivenAfter(int i, TimeUnit unit, out int last)
    {
        var year = YearAfter(i + 1, out last);
        var period = Current(unit);
        return year == 0 ? period : period.InYear(year);
    }
}
