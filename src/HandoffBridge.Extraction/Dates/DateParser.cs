namespace HandoffBridge.Extraction.Dates;

/// <summary>Reads the times out of a row of tokens. One method per form; each starts at a token and says where the expression ends.</summary>
internal readonly ref partial struct DateParser(ReadOnlySpan<DateToken> tokens, DateOnly today, bool dayFirst, bool englishDots, bool weekNumbers, FiscalCalendar? fiscal, bool monthYears = false)
{
    private readonly ReadOnlySpan<DateToken> tokens = tokens;

    /// <summary>Parses all tokens; returns how many mentions were written.</summary>
    public int ParseAll(Span<DateMention> mentions)
    {
        var count = 0;
        for (var i = 0; i < tokens.Length && count < mentions.Length;)
        {
            if (TryAt(i, out var mention))
            {
                mentions[count++] = mention;
                i = mention.Last + 1;
            }
            else
            {
                i++;
            }
        }

        return count;
    }

    private bool TryAt(int i, out DateMention mention)
    {
        mention = default;
        mention.First = i;
        return tokens[i].Word switch
        {
            Word.Edge => TryEdge(i, ref mention),
            Word.Number or Word.Ordinal or Word.Cardinal => TryCounted(i, ref mention),
            Word.Month => TryMonth(i, ref mention),
            Word.Numeric => TryNumeric(i, ref mention),
            Word.Quarter or Word.Half or Word.Fiscal => TryQuarter(i, ref mention),
            Word.Next or Word.This or Word.Last => TryRelative(i, ref mention),
            Word.Weekday => TryWeekday(i, ref mention),
            Word.In or Word.Within => TryOffset(i, ref mention),
            Word.Unit => TryUnit(i, ref mention),
            Word.CalendarWeek => TryCalendarWeek(i, ref mention),
            Word.EndMark => TryEndMark(i, ref mention),
            Word.Tomorrow => Day(today.AddDays(1), i, DateForm.Offset, ref mention),
            Word.Today => TryToday(i, ref mention),
            Word.The => TryLastDay(i, ref mention),
            Word.Back => UnitAt(i + 1) is TimeUnit.Half && TryLastOf(i, ref mention),
            _ => false,
        };
    }

    private Word At(int i) => (uint)i < (uint)tokens.Length ? tokens[i].Word : Word.Other;

    private bool Is(int i, Word word) => (uint)i < (uint)tokens.Length && tokens[i].Word == word;

    private bool Near(int i) => (uint)i < (uint)tokens.Length && tokens[i].Gap < Gap.Break;

    private TimeUnit UnitAt(int i) => Is(i, Word.Unit) ? (TimeUnit)tokens[i].A : TimeUnit.None;

    private int Skip(int i, Word word) => Is(i, word) && Near(i) ? i + 1 : i;

    private static bool Day(DateOnly day, int last, DateForm form, ref DateMention mention)
    {
        mention.Time = CalendarTime.OfDay(day);
        mention.Last = last;
        mention.Form = form;
        return true;
    }

    /// <summary>A year written after a date ("June 30, 2027", "30 June next year", "Q3 of 2027"); 0 where there is none.</summary>
    private int YearAfter(int i, out int last)
    {
        last = i - 1;
        if (i >= tokens.Length || (tokens[i].Gap is Gap.Break && !tokens[i - 1].TrailingDot)) return 0;
        if (Is(i, Word.Version) && At(i + 1) is Word.Of or Word.Next)
        {
            var year = YearAfter(i + 1, out var end);
            if (year == 0) return 0;
            last = end;
            return year;
        }

        var j = Skip(Skip(i, Word.Of), Word.The);
        if (j == i && Is(i, Word.In) && IsYear(i + 1)) j = i + 1;
        if (IsYear(j) && (j != i || tokens[j].Gap != Gap.Bracket))
        {
            last = j;
            return tokens[j].A;
        }

        if (Is(j, Word.Number) && tokens[j].Digits == 2 && tokens[j].A is >= 20 and <= 60 && (tokens[j].Gap is Gap.Quote or Gap.Slash || j > i || Is(i - 1, Word.Quarter) || Is(i - 1, Word.Half) || UnitAt(i - 1) is TimeUnit.Half or TimeUnit.Quarter)
            && At(j + 1) is not (Word.Unit or Word.Month))
        {
            last = j;
            return 2000 + tokens[j].A;
        }

        if (Is(j, Word.Fiscal) && tokens[j].A is >= 20 and <= 60)
        {
            last = j;
            return 2000 + tokens[j].A;
        }

        var offset = At(j) switch { Word.Next => 1, Word.This => 0, Word.Last => -1, _ => 99 };
        if (offset != 99 && UnitAt(j + 1) == TimeUnit.Year && (offset > 0 || tokens[i].Gap < Gap.Comma))
        {
            last = j + 1;
            return today.Year + offset;
        }

        // "the year ahead"
        if (UnitAt(j) == TimeUnit.Year && Is(j + 1, Word.Next))
        {
            last = j + 1;
            return today.Year + 1;
        }

        return 0;
    }

    private bool IsYear(int i) => (uint)i < (uint)tokens.Length && tokens[i].Word == Word.Number && tokens[i].Digits == 4 && tokens[i].A is >= 1990 and <= 2099;

    /// <summary>The year that puts a day on or after the document's date.</summary>
    private int YearFor(int month, int day)
    {
        var safe = Math.Min(day, DateTime.DaysInMonth(today.Year, month));
        return new DateOnly(today.Year, month, safe) < today ? today.Year + 1 : today.Year;
    }

    private int YearForMonth(int month) => month < today.Month ? today.Year + 1 : today.Year;

    private bool SetDay(int month, int day, int year, int last, ref DateMention mention)
    {
        if (month is < 1 or > 12 || day < 1) return false;
        mention.YearGiven = year != 0;
        if (year == 0)
        {
            year = YearFor(month, day);
            while (month == 2 && day == 29 && !DateTime.IsLeapYear(year)) year++;
        }

        if (year is < 1900 or > 2200 || day > DateTime.DaysInMonth(year, month)) return false;
        return Day(new DateOnly(year, month, day), last, DateForm.Day, ref mention);
    }

    private bool SetMonth(int month, int year, int last, ref DateMention mention)
    {
        mention.YearGiven = year != 0;
        mention.Time = CalendarTime.OfMonth(year == 0 ? YearForMonth(month) : year, month);
        mention.Last = last;
        mention.Form = DateForm.Month;
        return true;
    }
}
