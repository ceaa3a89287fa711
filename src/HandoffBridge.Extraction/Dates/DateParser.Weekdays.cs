using System.Globalization;

namespace HandoffBridge.Extraction.Dates;

/// <summary>Weekdays and week numbers: next Friday, Friday 29th, calendar week 32.</summary>
internal readonly ref partial struct DateParser
{
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
}
