using System.Globalization;

namespace HandoffBridge.Extraction.Dates;

/// <summary>Periods and distances: end of next month, Q3, first half, next Friday, in six weeks, calendar week 32.</summary>
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
        if (tokens[i].A == (int)Edge.Foreign && !(Is(i + 1, Word.Of) && Is(i + 2, Word.Month))) return false;
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

    private bool TryQuarter(int i, ref DateMention mention)
    {
        if (Is(i, Word.Fiscal))
        {
            var fiscalYear = tokens[i].A is >= 20 and <= 60 ? 2000 + tokens[i].A : 0;
            if (Is(i + 1, Word.Quarter) && Near(i + 1)) return SetQuarter(tokens[i + 1].A, i + 1, ref mention, fiscalYear, saysFiscal: true);
            if (Is(i + 1, Word.Ordinal) && UnitAt(i + 2) is TimeUnit.Quarter) return SetQuarter(tokens[i + 1].A, i + 2, ref mention, fiscalYear, saysFiscal: true);
            return false;
        }

        if (Is(i, Word.Quarter))
        {
            return SetQuarter(tokens[i].A, i, ref mention, tokens[i].B > 2000 ? tokens[i].B : 0);
        }

        var year = YearAfter(i + 1, out var last);
        return SetHalf(tokens[i].A, year, last, ref mention);
    }

    private bool SetQuarter(int quarter, int last, ref DateMention mention, int year = 0, bool saysFiscal = false)
    {
        if (quarter is < 1 or > 4) return false;
        if (year == 0)
        {
            year = YearAfter(last + 1, out last);
            saysFiscal |= Is(last, Word.Fiscal);
        }

        var end = last;
        // "our fiscal first quarter, July to September": the months say which calendar quarter it is
        if (last + 3 < tokens.Length && Is(last + 1, Word.Month) && At(last + 2) is Word.To or Word.Through or Word.By && Is(last + 3, Word.Month)
            && tokens[last + 3].A - tokens[last + 1].A == 2 && tokens[last + 1].A % 3 == 1)
        {
            quarter = (tokens[last + 1].A + 2) / 3;
            end = last + 3;
        }
        else if (fiscal is not null && (saysFiscal || At(mention.First - 1) is Word.Fiscal or Word.Own))
        {
            return SetFiscal(quarter, year, end, ref mention);
        }

        mention.YearGiven = year != 0;
        if (year == 0) year = quarter * 3 < today.Month ? today.Year + 1 : today.Year;
        return Set(CalendarTime.OfQuarter(year, quarter), end, DateForm.Period, ref mention);
    }

    private bool SetFiscal(int quarter, int year, int last, ref DateMention mention)
    {
        var (month, offset) = fiscal!.FirstMonthOf(quarter);
        mention.YearGiven = year != 0;
        // A fiscal year is named by the calendar year it ends in.
        if (year == 0) year = month + 2 < today.Month ? today.Year + 1 : today.Year;
        else year = year - 1 + offset;
        var time = month % 3 == 1 ? CalendarTime.OfQuarter(year, (month + 2) / 3) : CalendarTime.OfMonth(year, month);
        return Set(time, last, DateForm.Period, ref mention);
    }

    private bool TryHalf(int half, int i, ref DateMention mention)
    {
        // first half of June is June; first half of the stores is no time
        if (Is(i + 1, Word.Of))
        {
            var given = YearAfter(i + 1, out var end);
            if (given != 0) return SetHalf(half, given, end, ref mention);
            if (PeriodAt(i + 1, out var period, out end))
            {
                if (period.Grain == TimeGrain.Month) return Set(period, end, DateForm.Month, ref mention);
                if (period.Grain == TimeGrain.Year)
                {
                    mention.YearGiven = true;
                    return Set(CalendarTime.OfHalf(period.Year, half), end, DateForm.Period, ref mention);
                }
            }

            return false;
        }

        var year = YearAfter(i + 1, out var last);
        return SetHalf(half, year, last, ref mention);
    }

    private bool SetHalf(int half, int year, int last, ref DateMention mention)
    {
        if (half is < 1 or > 2) return false;
        mention.YearGiven = year != 0;
        if (year == 0) year = half == 1 && today.Month > 6 ? today.Year + 1 : today.Year;
        return Set(CalendarTime.OfHalf(year, half), last, DateForm.Period, ref mention);
    }

    private bool TryRelative(int i, ref DateMention mention)
    {
        var step = At(i) switch { Word.Next => 1, Word.Last => -1, _ => 0 };
        var j = i + 1;
        if (!Near(j) || tokens[j].Gap > Gap.Dash) return false;
        if (step == -1 && TryLastOf(i, ref mention)) return true;
        if (Is(j, Word.Next) && tokens[j].A == 1) return TryRelative(j, ref mention);
        if (Is(j, Word.Weekday)) return TryRelativeWeekday(Is(i, Word.Next) && tokens[i].A == 1 ? 0 : step, j, ref mention);
        if (Is(j, Word.Month) && IsMonthAfter(j, i)) return TryRelativeMonth(step, j, ref mention);
        if (step == -1) mention.Flags |= DateTraits.Past;
        switch (UnitAt(j))
        {
            case TimeUnit.Week when step == 1 && Is(j + 1, Word.Weekday):
                return Day(MondayOf(today).AddDays(7 + tokens[j + 1].A - 1), j + 1, DateForm.Weekday, ref mention);
            case TimeUnit.Week when step == 1:
                return Day(MondayOf(today).AddDays(7), j, DateForm.Offset, ref mention);
            case TimeUnit.Month:
                var first = new DateOnly(today.Year, today.Month, 1).AddMonths(step);
                return Set(CalendarTime.OfMonth(first.Year, first.Month), j, DateForm.Month, ref mention);
            case TimeUnit.Quarter:
                first = new DateOnly(today.Year, ((today.Month - 1) / 3 * 3) + 1, 1).AddMonths(3 * step);
                return Set(CalendarTime.OfQuarter(first.Year, (first.Month + 2) / 3), j, DateForm.Period, ref mention);
            case TimeUnit.Half:
                first = new DateOnly(today.Year, today.Month > 6 ? 7 : 1, 1).AddMonths(6 * step);
                return Set(CalendarTime.OfHalf(first.Year, first.Month > 6 ? 2 : 1), j, DateForm.Period, ref mention);
            case TimeUnit.Year when step == 1 || (step == 0 && At(i - 1) is Word.Later or Word.Within or Word.Edge):
                mention.YearGiven = true;
                return !Is(j + 1, Word.Season) && Set(CalendarTime.OfYear(today.Year + step), j, DateForm.Year, ref mention);
            default:
                return false;
        }
    }

    private bool TryRelativeMonth(int step, int j, ref DateMention mention)
    {
        if (step == -1)
        {
            mention.Flags |= DateTraits.Past;
            return SetMonth(tokens[j].A, tokens[j].A < today.Month ? today.Year : today.Year - 1, j, ref mention);
        }

        if (!TryMonth(j, ref mention)) return false;
        if (step == 1 && !mention.YearGiven && mention.Time.Grain == TimeGrain.Month && mention.Time.Year == today.Year && mention.Time.Part == today.Month)
        {
            mention.Time = mention.Time.InYear(today.Year + 1);
        }

        return true;
    }

    private static DateOnly MondayOf(DateOnly day) => day.AddDays(1 - IsoDay(day));

    private DateOnly Friday(int plus) => IsoDay(today) > 5 && plus == 0 ? MondayOf(today).AddDays(4 + 7) : MondayOf(today).AddDays(4 + plus);

    private bool TryRelativeWeekday(int step, int j, ref DateMention mention)
    {
        var monday = MondayOf(today);
        var day = tokens[j].A;
        if (step == 0)
        {
            var thisWeek = monday.AddDays(day - 1);
            return Day(thisWeek < today ? thisWeek.AddDays(7) : thisWeek, j, DateForm.Weekday, ref mention);
        }

        if (step == -1) mention.Flags |= DateTraits.Past;
        if (TryDatedWeekday(j, ref mention)) return true;
        return Day(monday.AddDays(day - 1 + (7 * step)), j, DateForm.Weekday, ref mention);
    }

    /// <summary>A weekday with its date ("Friday 29th", "Monday, 1 June", "Fri 6/19") is that date.</summary>
    private bool TryDatedWeekday(int i, ref DateMention mention)
    {
        var j = i + 1;
        if (j >= tokens.Length || tokens[j].Gap is Gap.Break) return false;
        j = Skip(j, Word.The);
        if (At(j) is Word.Number or Word.Ordinal or Word.Month or Word.Numeric && TryAt(j, out var inner) && inner.Form is DateForm.Day or DateForm.BareDay)
        {
            mention.Time = inner.Form == DateForm.BareDay ? Meeting(tokens[i].A, inner.Time) : inner.Time;
            mention.Last = inner.Last;
            mention.Form = inner.Form;
            mention.YearGiven = inner.YearGiven;
            return true;
        }

        // "on Monday 21!"
        if (Is(j, Word.Number) && tokens[j].Digits <= 2 && tokens[j].A is >= 1 and <= 31 && (j + 1 >= tokens.Length || tokens[j + 1].Gap > Gap.Slash))
        {
            var month = new DateOnly(today.Year, today.Month, 1);
            if (tokens[j].A < today.Day) month = month.AddMonths(1);
            while (tokens[j].A > DateTime.DaysInMonth(month.Year, month.Month)) month = month.AddMonths(1);
            return Set(Meeting(tokens[i].A, CalendarTime.OfDay(new DateOnly(month.Year, month.Month, tokens[j].A))), j, DateForm.BareDay, ref mention);
        }

        return false;
    }

    /// <summary>"Monday 13th": the next month whose 13th is a Monday; the plain reading where none is within a year.</summary>
    private static CalendarTime Meeting(int weekday, CalendarTime plain)
    {
        var month = new DateOnly(plain.Year, plain.Part, 1);
        for (var i = 0; i < 12; i++, month = month.AddMonths(1))
        {
            if (plain.Day > DateTime.DaysInMonth(month.Year, month.Month)) continue;
            var day = new DateOnly(month.Year, month.Month, plain.Day);
            if (IsoDay(day) == weekday) return CalendarTime.OfDay(day);
        }

        return plain;
    }

    private bool TryWeekday(int i, ref DateMention mention)
    {
        ref readonly var token = ref tokens[i];
        if (token.End - token.Start == 3 && !token.Capital && At(i - 1) is not (Word.By or Word.On) && At(i + 1) is not (Word.Number or Word.Numeric)) return false;
        if (TryDatedWeekday(i, ref mention)) return true;
        var next = today.AddDays((token.A - IsoDay(today) + 7) % 7);
        var j = Skip(i + 1, Word.Of);
        if (Is(j, Word.Next) && UnitAt(j + 1) is TimeUnit.Week) return Day(MondayOf(today).AddDays(7 + token.A - 1), j + 1, DateForm.Weekday, ref mention);
        if (Near(i + 1) && Amount(i + 1, out var weeks, out var counted) && UnitAt(counted) is TimeUnit.Week && Is(counted + 1, Word.From) && At(counted + 2) is Word.Now or Word.Today)
        {
            return Day(MondayOf(today).AddDays((7 * weeks) + token.A - 1), counted + 2, DateForm.Weekday, ref mention);
        }

        if (Is(i + 1, Word.After) && Is(i + 2, Word.Next)) return Day(MondayOf(today).AddDays(14 + token.A - 1), i + 2, DateForm.Weekday, ref mention);
        if (UnitAt(i + 1) is TimeUnit.Week && Is(i + 2, Word.After) && Is(i + 3, Word.Next)) return Day(MondayOf(today).AddDays(14 + token.A - 1), i + 3, DateForm.Weekday, ref mention);
        if (UnitAt(i + 1) is TimeUnit.Week && Near(i + 1) && tokens[i + 1].End - tokens[i + 1].Start == 4) return Day(next.AddDays(7), i + 1, DateForm.Weekday, ref mention);
        if (Is(i + 1, Word.In) && Amount(i + 2, out var count, out var unit) && UnitAt(unit) is TimeUnit.Week)
        {
            return Day(MondayOf(today).AddDays((7 * count) + token.A - 1), unit, DateForm.Weekday, ref mention);
        }

        if (Is(i + 1, Word.Of) && Near(i + 1) || (Is(i - 1, Word.Ordinal) && Near(i))) return false;
        if (Is(i - 1, Word.Cardinal) && tokens[i - 1].A == 1 && Near(i)) return false;
        var cue = At(i - 1);
        if (cue is not (Word.By or Word.On or Word.From or Word.Next or Word.This or Word.To or Word.Through or Word.Clause or Word.Edge or Word.After or Word.For or Word.The or Word.Later) && i + 1 < tokens.Length && tokens[i + 1].Gap == Gap.Space
            && At(i + 1) is Word.Other) mention.Flags |= DateTraits.Discounted;
        if (token.Plural || (i + 1 < tokens.Length && tokens[i + 1].Gap is Gap.Dash or Gap.Slash && Is(i + 1, Word.Weekday))) mention.Flags |= DateTraits.Discounted;
        return Day(next, i, DateForm.Weekday, ref mention);
    }

    /// <summary>"by today", "I'll send it today": at the end of a sentence that denies nothing; elsewhere "today" means nowadays.</summary>
    private bool TryToday(int i, ref DateMention mention)
    {
        if (Is(i - 1, Word.By)) return Day(today, i, DateForm.Offset, ref mention);
        if (i + 1 < tokens.Length && tokens[i + 1].Gap < Gap.Break) return false;
        var will = false;
        for (var k = i; k >= 0; k--)
        {
            if (k < i && (tokens[k].Word is Word.Not or Word.Speech || tokens[k].Negative)) return false;
            will |= tokens[k].Word == Word.Clause;
            if (tokens[k].Gap == Gap.Break) break;
        }

        return will && Day(today, i, DateForm.Offset, ref mention);
    }

    /// <summary>A count: 6, six, a couple of, twenty-five; not "first six".</summary>
    private bool Amount(int i, out int count, out int unit)
    {
        count = 0;
        unit = i;
        if (At(i) is not (Word.Number or Word.Cardinal) || tokens[i].Digits > 3) return false;
        count = tokens[i].A;
        unit = i + 1;
        if (count >= 20 && Is(i, Word.Cardinal) && Is(unit, Word.Cardinal) && tokens[unit].A < 10) count += tokens[unit++].A;
        else if (count == 1 && Is(unit, Word.Cardinal) && tokens[unit].A is 2 or 3) count = tokens[unit++].A;
        unit = Skip(unit, Word.Of);
        return unit < tokens.Length && tokens[unit].Gap <= Gap.Dash;
    }

    private bool TryOffset(int i, ref DateMention mention)
    {
        var j = i + 1;
        while (j < i + 4 && At(j) is Word.Of or Word.The or Word.Next or Word.Approximate) j++;
        // "in the first four weeks" is no distance; "in the 4 weeks" neither
        if (Is(j - 1, Word.The) || !Amount(j, out var count, out var unit)) return false;
        var working = Is(unit, Word.Working);
        if (working) unit++;
        if (UnitAt(unit) is TimeUnit.None or TimeUnit.Hour or TimeUnit.Weekend or TimeUnit.Half) return false;
        var end = unit;
        if (Is(end + 1, Word.Later) && Near(end + 1)) end++;
        // within 30 days of signature, in two weeks after go-live: counted from an event, not from the document
        if (At(end + 1) is Word.Of or Word.After && Near(end + 1) && !(At(end + 2) is Word.Today)) return false;
        if (At(i + 1) is Word.Last) return false;
        // "not been used in two years" looks back
        for (var k = i - 1; k >= 0 && k > i - 6 && UnitAt(unit) is TimeUnit.Year or TimeUnit.Month; k--)
        {
            if (Is(k, Word.Not)) return false;
        }

        return Shift(today, count, (TimeUnit)tokens[unit].A, working, end, ref mention);
    }

    private static bool Shift(DateOnly from, int count, TimeUnit unit, bool working, int last, ref DateMention mention)
    {
        if (count is 0 or < -400 or > 400) return false;
        var day = unit switch
        {
            TimeUnit.Day when working => AddWorkingDays(from, count),
            TimeUnit.Day => from.AddDays(count),
            TimeUnit.Week => from.AddDays(7 * count),
            TimeUnit.Fortnight => from.AddDays(14 * count),
            TimeUnit.Month => from.AddMonths(count),
            TimeUnit.Quarter => from.AddMonths(3 * count),
            _ => from.AddYears(count),
        };
        return Day(day, last, DateForm.Offset, ref mention);
    }

    private static DateOnly AddWorkingDays(DateOnly day, int count)
    {
        while (count > 0)
        {
            day = day.AddDays(1);
            if (IsoDay(day) < 6) count--;
        }

        return day;
    }

    /// <summary>"two weeks from now", "six weeks from today", "two weeks before 1 June".</summary>
    private bool TryFromNow(int i, ref DateMention mention)
    {
        if (!Amount(i, out var count, out var unit) || UnitAt(unit) is TimeUnit.None or TimeUnit.Hour or TimeUnit.Half or TimeUnit.Weekend) return false;
        if (Is(i - 1, Word.For)) return false;
        var sign = At(unit + 1) switch { Word.From when tokens[unit + 1].A == 1 => 1, Word.After => 1, Word.By when tokens[unit + 1].A == 1 => -1, _ => 0 };
        if (sign == 0 || !Near(unit + 1)) return false;
        if (At(unit + 2) is Word.Now or Word.Today) return Shift(today, sign * count, (TimeUnit)tokens[unit].A, false, unit + 2, ref mention);
        var anchored = Skip(unit + 2, Word.The);
        // "two mornings a week from April 7" counts no week
        if (Is(i, Word.Cardinal) && tokens[i].End - tokens[i].Start <= 2) return false;
        return anchored < tokens.Length && Near(anchored) && TryAt(anchored, out var anchor) && anchor.Form is DateForm.Day or DateForm.Offset or DateForm.Weekday
            && Shift(anchor.Time.First, sign * count, (TimeUnit)tokens[unit].A, false, anchor.Last, ref mention);
    }

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

    private bool TryCalendarWeek(int i, ref DateMention mention)
    {
        if (tokens[i].Digits > 0) return SetWeek(tokens[i].A, i, ref mention);
        if (Is(i + 1, Word.Numeric) && tokens[i + 1].Separator == '/' && tokens[i + 1].B is >= 20 and <= 60) return SetWeek(tokens[i + 1].A, i + 1, ref mention, 2000 + tokens[i + 1].B);
        return Is(i + 1, Word.Number) && Near(i + 1) && WeekNumber(i + 1, ref mention);
    }

    private bool WeekNumber(int i, ref DateMention mention) => SetWeek(tokens[i].A, i, ref mention);

    private bool SetWeek(int week, int last, ref DateMention mention, int year = 0)
    {
        if (week is < 1 or > 53) return false;
        if (year == 0) year = YearAfter(last + 1, out last);
        mention.YearGiven = year != 0;
        if (year == 0)
        {
            year = ISOWeek.GetYear(today.ToDateTime(default));
            if (DateOnly.FromDateTime(ISOWeek.ToDateTime(year, week, DayOfWeek.Sunday)) < today) year++;
        }

        return Day(DateOnly.FromDateTime(ISOWeek.ToDateTime(year, week, DayOfWeek.Monday)), last, DateForm.Day, ref mention);
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
