namespace HandoffBridge.Extraction.Texts;

/// <summary>Cuts a block of text into sentences. Made for notes: lower case after a stop, abbreviations, decimals, initials.</summary>
internal static class Sentences
{
    /// <summary>What runs on for longer is cut at a blank; what has no blank for so long is no sentence and left out.</summary>
    private const int Longest = 1_200;

    /// <summary>Adds the sentences of a range, trimmed, in order.</summary>
    public static void Split(ReadOnlySpan<char> text, int start, int end, List<TextRange> into)
    {
        var from = start;
        var i = start;
        while (i < end)
        {
            var step = text[i..end].IndexOfAny(".!?…。");
            if (step < 0) break;
            i += step;
            var mark = i;
            while (i < end && text[i] is '.' or '!' or '?' or '…' or '。') i++;
            var marks = i;
            while (i < end && text[i] is ')' or ']' or '"' or '”' or '’' or '\'' or '»' or '“' or '*') i++;
            if (i < end && !Ends(text, from, mark, marks, i, end)) continue;
            Add(text, from, i, into);
            from = i;
        }

        Add(text, from, end, into);
    }

    private static void Add(ReadOnlySpan<char> text, int from, int to, List<TextRange> into)
    {
        while (to - from > Longest)
        {
            var cut = LastBlank(text[from..(from + Longest)]);
            if (cut > 0) AddOne(text, from, from + cut, into);
            else cut = Longest + FirstBlank(text[(from + Longest)..to]);
            from += cut;
        }

        AddOne(text, from, to, into);
    }

    private static int LastBlank(ReadOnlySpan<char> text)
    {
        var i = text.Length - 1;
        while (i > 0 && !Characters.IsBlank(text[i])) i--;
        return i;
    }

    private static int FirstBlank(ReadOnlySpan<char> text)
    {
        var i = 0;
        while (i < text.Length && !Characters.IsBlank(text[i])) i++;
        return i;
    }

    private static void AddOne(ReadOnlySpan<char> text, int from, int to, List<TextRange> into)
    {
        while (from < to && Characters.IsBlank(text[from])) from++;
        while (to > from && Characters.IsBlank(text[to - 1])) to--;
        if (HasWord(text[from..to])) into.Add(new TextRange(from, to));
        else if (to > from && into.Count > 0 && into[^1] is var last && last.End <= from && from - last.End < 3) into[^1] = new TextRange(last.Start, to);
    }

    private static bool HasWord(ReadOnlySpan<char> text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (Characters.IsWordAt(text, i, out var length)) return true;
            i += length - 1;
        }

        return false;
    }

    /// <param name="text">The whole text.</param>
    /// <param name="from">Where the sentence starts.</param>
    /// <param name="mark">Where its closing marks start.</param>
    /// <param name="marks">Where they end.</param>
    /// <param name="after">Behind closing quotes and brackets.</param>
    /// <param name="end">Where the block ends.</param>
    private static bool Ends(ReadOnlySpan<char> text, int from, int mark, int marks, int after, int end)
    {
        if (!Characters.IsBlank(text[after])) return marks - mark == 1 && after == marks && IsGlued(text, from, mark, after, end);
        var next = after;
        while (next < end && Characters.IsBlank(text[next])) next++;
        if (next == end) return true;
        var c = text[next];
        var closed = after > marks;
        if (text[mark..marks].IndexOfAny('!', '?') >= 0) return !(closed && Characters.IsLower(c));
        if (text[mark] == '…' || marks - mark > 1) return Characters.IsUpper(c) || (!Characters.IsLower(c) && !Characters.IsDigit(c) && c is not ',' and not ')');
        if (closed) return !Characters.IsLower(c) && c is not ',' and not ';';
        return EndsAtStop(text, from, mark, next, end);
    }

    private static bool EndsAtStop(ReadOnlySpan<char> text, int from, int stop, int next, int end)
    {
        var c = text[next];
        if (c is ',' or ';' or ')' or ':') return false;
        var wordAt = stop;
        while (wordAt > from && stop - wordAt < 24 && (Characters.IsWord(text[wordAt - 1]) || text[wordAt - 1] is '.' or '\'' or '/')) wordAt--;
        var word = text[wordAt..stop].TrimStart("'/.");
        if (word.Length == 0) return true;
        var upper = Characters.IsUpper(c);
        if (Characters.IsDigit(word[^1]) && word.IndexOfAnyExceptInRange('0', '9') < 0) return !(word.Length <= 2 && IsMonthAt(text, next, end)) && !(wordAt == from && word.Length <= 2);
        if (word.Length == 1 && char.IsLetter(word[0])) return !(Characters.IsUpper(word[0]) && upper) && (upper || Characters.IsDigit(c)) && word[0] is not 'c' and not 'p' and not 'v';
        if (Abbreviations.IsLeading(word)) return word.Equals("no", StringComparison.OrdinalIgnoreCase) && !Characters.IsDigit(c);
        if (Abbreviations.IsTrailing(word)) return upper;
        if (word.Contains('.') && word.Length <= 6) return upper;
        return upper || !Abbreviations.LooksLike(word) || !Characters.IsLower(c);
    }

    private static bool IsMonthAt(ReadOnlySpan<char> text, int at, int end)
    {
        var i = at;
        while (i < end && char.IsLetter(text[i])) i++;
        return Abbreviations.IsMonth(text[at..i]);
    }

    /// <summary>"signed on Monday.Budget is fine": a stop without a blank between two real words.</summary>
    private static bool IsGlued(ReadOnlySpan<char> text, int from, int stop, int after, int end)
    {
        if (text[stop] != '.' || stop - from < 3 || after + 2 >= end) return false;
        if (!Characters.IsUpper(text[after]) || !Characters.IsLower(text[after + 1]) || !Characters.IsLower(text[after + 2])) return false;
        for (var i = stop - 1; i >= stop - 3; i--)
        {
            if (!Characters.IsLower(text[i])) return false;
        }

        var wordAt = stop - 3;
        while (wordAt > from && stop - wordAt < 40 && !Characters.IsBlank(text[wordAt - 1])) wordAt--;
        return text[wordAt..stop].IndexOfAny("@/:.") < 0;
    }
}
