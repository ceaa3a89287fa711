namespace HandoffBridge.Extraction.Dates;

/// <summary>Distances from the document's date: next month, in six weeks, two weeks from now, tomorrow.</summary>
internal readonly ref partial struct DateParser
{
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
}
