namespace HandoffBridge.Extraction.Texts;

/// <summary>Cuts a sentence at its joints. Never inside quotations, amounts, times or words.</summary>
public static class Clauses
{
    /// <summary>A quotation is sought no further than this, so that a text of opening marks costs no more than another.</summary>
    private const int LongestQuotation = 400;

    /// <summary>At a comma or alone these words start a clause.</summary>
    private static readonly WordSet Always = new("but because although though whereas unless however while otherwise except plus which who until till so and or if when where since that as after before once then yet nor");

    /// <summary>Without a comma before them these do.</summary>
    private static readonly WordSet Alone = new("but because although though whereas unless however otherwise");

    /// <summary>"and" and "so" start a clause where one of these follows.</summary>
    private static readonly WordSet Subjects = new(
        "i we you he she they it there this that these those nobody everybody someone somebody everyone our their his her my your its the a an i'm i'll i'd i've we're we'll we'd we've you'll you'd you're " +
        "he's he'll he'd she's she'll she'd they're they'll they'd they've it's it'll it'd that's there's what who if when no not one both all");

    /// <summary>The clauses of a unit, trimmed, in order; the unit itself where it has no joint.</summary>
    public static IReadOnlyList<TextRange> Of(string visible, Unit unit)
    {
        ArgumentNullException.ThrowIfNull(visible);
        ArgumentNullException.ThrowIfNull(unit);
        var into = new List<TextRange>();
        Split(visible, unit.Start, unit.End, into);
        return into;
    }

    /// <summary>Adds the clauses of a range to a list of the caller's.</summary>
    internal static void Split(ReadOnlySpan<char> visible, int start, int end, List<TextRange> into)
    {
        ArgumentNullException.ThrowIfNull(into);
        var from = start;
        var i = start;
        while (i < end)
        {
            var c = visible[i];
            if (Characters.IsWord(c))
            {
                var word = i;
                while (i < end && (Characters.IsWord(visible[i]) || visible[i] is '\'' or '’')) i++;
                if (word > from && IsJoint(visible, from, word, i, end)) from = Cut(visible, from, word, word, into);
            }
            else if (c is '"' or '“' or '„' or '«') i = BehindQuotation(visible, from, i, end);
            else if (Mark(visible, start, i, end, out var length))
            {
                from = Cut(visible, from, i, i + length, into);
                i += length;
            }
            else i++;
        }

        Cut(visible, from, end, end, into);
    }

    private static int Cut(ReadOnlySpan<char> visible, int from, int to, int next, List<TextRange> into)
    {
        while (from < to && (Characters.IsBlank(visible[from]) || visible[from] is ',' or ')')) from++;
        while (to > from && (Characters.IsBlank(visible[to - 1]) || visible[to - 1] is ',' or '(')) to--;
        if (to > from) into.Add(new TextRange(from, to));
        return next;
    }

    /// <summary>A quotation stays whole, unless it is nearly all of the sentence.</summary>
    private static int BehindQuotation(ReadOnlySpan<char> visible, int from, int at, int end)
    {
        var close = visible[at] switch { '“' => '”', '„' => '“', '«' => '»', _ => '"' };
        var length = visible[(at + 1)..Math.Min(end, at + 1 + LongestQuotation)].IndexOf(close);
        return length < 0 || length * 10 > (end - from) * 6 ? at + 1 : at + length + 2;
    }

    /// <summary>Signs that are joints: ; : – — ( ) -> / … and a hyphen between blanks.</summary>
    private static bool Mark(ReadOnlySpan<char> visible, int start, int at, int end, out int length)
    {
        length = 1;
        var before = at > start ? visible[at - 1] : ' ';
        var after = at + 1 < end ? visible[at + 1] : ' ';
        switch (visible[at])
        {
            case ';' or '—' or '→' or '|':
                return true;
            case '–' or '-' or '/' or '+' when Characters.IsBlank(before) && Characters.IsBlank(after):
                return true;
            case '-' or '=' when after == '>':
                length = 2;
                return true;
            case ':':
                return Characters.IsBlank(after);
            case '(' or ')':
                return true;
            case '…' when Characters.IsBlank(after):
                return true;
            case '.' when after == '.':
                while (at + length < end && visible[at + length] == '.') length++;
                return at + length < end && Characters.IsBlank(visible[at + length]);
            case '\n':
                return false;
            default:
                return false;
        }
    }

    private static bool IsJoint(ReadOnlySpan<char> visible, int from, int word, int wordEnd, int end)
    {
        var before = word - 1;
        while (before > from && Characters.IsBlank(visible[before])) before--;
        if (before <= from || before == word - 1) return false;
        var text = visible[word..wordEnd];
        if (visible[before] == ',') return Always.Has(text) || Subjects.Has(text);
        if (Alone.Has(text)) return true;
        if (!text.Equals("and", StringComparison.OrdinalIgnoreCase) && !text.Equals("so", StringComparison.OrdinalIgnoreCase) && !text.Equals("&", StringComparison.Ordinal)) return false;
        var next = wordEnd;
        while (next < end && Characters.IsBlank(visible[next])) next++;
        var nextEnd = next;
        while (nextEnd < end && (Characters.IsWord(visible[nextEnd]) || visible[nextEnd] is '\'' or '’')) nextEnd++;
        return Subjects.Has(visible[next..nextEnd]);
    }
}
