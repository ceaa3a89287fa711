namespace HandoffBridge.Extraction.Dates;

/// <summary>Marks what the words around a time make of it: a deadline, a beginning, the past, a denial, the far end of a range.</summary>
internal static class DateCues
{
    public static void Mark(ReadOnlySpan<DateToken> tokens, Span<DateMention> mentions, DateOnly today)
    {
        for (var m = 0; m < mentions.Length; m++)
        {
            ref var mention = ref mentions[m];
            mention.Flags |= Shape(in mention) | Before(tokens, in mention);
            if (Past(tokens, in mention, today)) mention.Flags |= DateTraits.Past;
            if (m + 1 < mentions.Length && MovedAway(tokens, mention.Last)) mention.Flags |= DateTraits.Secondary;
        }

        Join(tokens, mentions, today);
    }

    private static DateTraits Shape(in DateMention mention)
    {
        var flags = mention.Form switch
        {
            DateForm.Weekday => DateTraits.Weekday,
            DateForm.Offset => DateTraits.Relative,
            DateForm.Period => DateTraits.Date | DateTraits.Quarter,
            _ => DateTraits.Date,
        };
        if (mention.YearGiven) flags |= DateTraits.YearGiven;
        if (mention.PeriodEnd) flags |= DateTraits.PeriodEnd;
        return flags;
    }

    private static DateTraits Before(ReadOnlySpan<DateToken> tokens, in DateMention mention)
    {
        var flags = DateTraits.None;
        for (var i = mention.First - 1; i >= 0 && i >= mention.First - 5; i--)
        {
            if (tokens[i + 1].Gap >= Gap.Comma && i < mention.First - 1) break;
            if (tokens[i + 1].Gap == Gap.Break) break;
            switch (tokens[i].Word)
            {
                case Word.By: flags |= DateTraits.Deadline; break;
                case Word.From: flags |= DateTraits.Begin; break;
                case Word.Since: flags |= DateTraits.Past; break;
                case Word.Not when tokens[i + 1].Gap < Gap.Comma && (i == mention.First - 1 || (i == mention.First - 2 && tokens[i + 1].Word is Word.In or Word.The or Word.On)):
                    return flags | DateTraits.Discounted;
                case Word.Than: return flags | (i > 0 && tokens[i - 1].Word == Word.Later ? DateTraits.Deadline : DateTraits.Discounted);
                case Word.Back: return flags | (tokens[i + 1].Word is Word.In && mention.Form != DateForm.Day && !(i > 0 && tokens[i - 1].Word == Word.Clause) ? DateTraits.Past : DateTraits.None);
                case Word.AsAt: return flags | AsOf(tokens, i);
                case Word.Not when (flags & DateTraits.Deadline) != DateTraits.None: return flags;
                case Word.Last when i == mention.First - 1 && mention.Form != DateForm.Day: flags |= DateTraits.Past; break;
                case Word.Every when i == mention.First - 1 && mention.Form is DateForm.Weekday or DateForm.Month: flags |= DateTraits.Discounted; break;
                case Word.Of or Word.The or Word.Approximate or Word.On or Word.In or Word.Edge or Word.Unit or Word.Within or Word.Through or Word.Best or Word.Later or Word.Clause: break;
                default: return flags;
            }
        }

        return flags;
    }

    /// <summary>"as of 1 July" begins then; "balances as at 31 December" and "as soon as May is closed" give no time to act.</summary>
    private static DateTraits AsOf(ReadOnlySpan<DateToken> tokens, int i) =>
        tokens[i + 1].Word is Word.Of or Word.From ? DateTraits.Begin
        : tokens[i].A == 1 || tokens[i + 1].Word is Word.On || (i > 0 && tokens[i - 1].Word is Word.Soon) ? DateTraits.Discounted
        : DateTraits.None;

    /// <summary>"told me in February", "In July it was said", "mail of 13 January", "the November call".</summary>
    private static bool Past(ReadOnlySpan<DateToken> tokens, in DateMention mention, DateOnly today)
    {
        if (mention.YearGiven && mention.Time.Last < today) return true;
        var i = mention.First - 1;
        while (i >= 0 && tokens[i].Word is Word.The or Word.Edge or Word.Approximate && tokens[i + 1].Gap < Gap.Break) i--;
        if (i >= 0 && tokens[i + 1].Gap < Gap.Comma)
        {
            if (tokens[i].Word is Word.In or Word.On or Word.Of or Word.Last)
            {
                if (tokens[i].Word == Word.Of && i > 0 && tokens[i - 1].Word == Word.Paper && (mention.Form == DateForm.BareDay || NearerInThePast(in mention, today))) return true;
                if (tokens[i].Word != Word.Of && NearerInThePast(in mention, today) && SaidBefore(tokens, i)) return true;
            }
            else if (tokens[i].Word == Word.Paper && tokens[i].A == 0 && tokens[i + 1].Gap == Gap.Space && mention.Form == DateForm.Day && !mention.PeriodEnd && NearerInThePast(in mention, today))
            {
                return true;
            }
            else if (tokens[i].Word == Word.Speech && mention.Form == DateForm.Weekday)
            {
                return true;
            }
        }

        var next = mention.Last + 1;
        if (next < tokens.Length && tokens[next].Word == Word.Paper && tokens[next].Gap == Gap.Space && (mention.Flags & DateTraits.Deadline) == DateTraits.None && NearerInThePast(in mention, today)) return true;
        if (next < tokens.Length && tokens[next].Word == Word.Ago) return true;
        return i >= 0 && tokens[i].Word is Word.In or Word.On && NearerInThePast(in mention, today) && SaidAfter(tokens, next);
    }

    /// <summary>Whether the last such day lies nearer than the next: only then can "promised her on 19 December" speak of the past.</summary>
    private static bool NearerInThePast(in DateMention mention, DateOnly today) =>
        mention.Form is DateForm.Weekday || mention.YearGiven || today.DayNumber - mention.Time.InYear(mention.Time.Year - 1).Last.DayNumber < mention.Time.First.DayNumber - today.DayNumber;

    private static bool SaidBefore(ReadOnlySpan<DateToken> tokens, int i)
    {
        for (var j = i - 1; j >= 0 && j >= i - 8; j--)
        {
            if (tokens[j + 1].Gap >= Gap.Comma && tokens[j + 1].Gap != Gap.Quote) return false;
            if (tokens[j].Word == Word.Speech) return j == 0 || tokens[j - 1].Word != Word.The;
            if (tokens[j].Word == Word.To && tokens[j + 1].Word == Word.Other && !tokens[j + 1].Capital && tokens[j + 1].End - tokens[j + 1].Start > 3) return false;
            if (tokens[j].Word is Word.Clause && (j == 0 || tokens[j - 1].Word is not (Word.To or Word.By or Word.For))) return false;
        }

        return false;
    }

    private static bool SaidAfter(ReadOnlySpan<DateToken> tokens, int i)
    {
        for (var j = i; j < tokens.Length && j < i + 3; j++)
        {
            if (tokens[j].Gap >= Gap.Comma || tokens[j].Word is Word.AsAt) return false;
            if (tokens[j].Word == Word.Speech) return true;
        }

        return false;
    }

    /// <summary>Joins neighbours: "next year, second quarter"; ranges; "moved from Q3 to Q4".</summary>
    private static void Join(ReadOnlySpan<DateToken> tokens, Span<DateMention> mentions, DateOnly today)
    {
        for (var m = 0; m + 1 < mentions.Length; m++)
        {
            ref var a = ref mentions[m];
            ref var b = ref mentions[m + 1];
            var between = b.First - a.Last - 1;
            if (between <= 1 && a.Form == DateForm.Year && !b.YearGiven && b.Form is DateForm.Month or DateForm.Period or DateForm.Day && tokens[a.Last + 1].Gap < Gap.Break)
            {
                b.Time = b.Time.InYear(a.Time.Year);
                b.YearGiven = true;
                a.Flags |= DateTraits.Secondary;
            }
            else if (between == 0 && b.Form == DateForm.Year && !a.YearGiven && a.Form is DateForm.Month or DateForm.Period or DateForm.Day && tokens[b.First].Gap < Gap.Break)
            {
                a.Time = a.Time.InYear(b.Time.Year);
                a.YearGiven = true;
                b.Flags |= DateTraits.Secondary;
            }
            else if (IsRange(tokens, in a, in b))
            {
                var target = Moved(tokens, a.First) ? m : m + 1;
                mentions[target].Flags |= DateTraits.Secondary;
                if (target != m + 1 || !b.YearGiven || a.YearGiven || a.Form is DateForm.Offset or DateForm.Weekday) continue;
                a.Time = a.Time.InYear(b.Time.Year);
                if (a.Time.First > b.Time.First) a.Time = a.Time.InYear(b.Time.Year - 1);
                a.YearGiven = true;
            }
        }

        _ = today;
    }

    private static bool IsRange(ReadOnlySpan<DateToken> tokens, in DateMention a, in DateMention b)
    {
        var first = a.Last + 1;
        if (tokens[first].Gap >= Gap.Comma) return false;
        if (b.First == first) return tokens[first].Gap is Gap.Dash or Gap.Slash;
        var between = b.First - first;
        if (between == 1) return tokens[first].Word is Word.To or Word.Through or Word.By or Word.And;
        return between <= 2 && tokens[first].Word is Word.By or Word.To or Word.And && tokens[first + 1].Word is Word.After or Word.The;
    }

    /// <summary>"The February version was postponed": that date is gone.</summary>
    private static bool MovedAway(ReadOnlySpan<DateToken> tokens, int last)
    {
        for (var i = last + 1; i < tokens.Length && i < last + 4 && tokens[i].Gap < Gap.Comma; i++)
        {
            if (tokens[i].Word == Word.Move) return true;
        }

        return false;
    }

    private static bool Moved(ReadOnlySpan<DateToken> tokens, int before)
    {
        for (var i = before - 1; i >= 0 && i >= before - 12; i--)
        {
            if (tokens[i].Word == Word.Move) return true;
        }

        return false;
    }
}
