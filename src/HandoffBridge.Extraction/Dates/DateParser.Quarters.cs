namespace HandoffBridge.Extraction.Dates;

/// <summary>Quarters and halves, calendar and fiscal: Q3, first half, FY27 Q1.</summary>
internal readonly ref partial struct DateParser
{
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
}
