using System.Runtime.InteropServices;

namespace HandoffBridge.Extraction.Texts;

/// <summary>How a line of a transcript starts: "[8:51] Luc V:", "Priya:", "colby 12:55:", "Janelle 4:41pm".</summary>
/// <param name="Length">Characters before the words that are said.</param>
/// <param name="Name">Where the speaker's name is; empty where only a time stands.</param>
/// <param name="Timed">Whether a time stands there: then it is a turn whoever speaks.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct TurnPrefix(int Length, TextRange Name, bool Timed);

/// <summary>Reads turn prefixes.</summary>
internal static class SpeakerTurns
{
    private const int LongestName = 40;

    private static readonly WordSet Titles = new(
        "mr mrs ms miss mx dr prof professor sir madam dame lord judge captain capt col sgt sr sra srta fr frau herr m mme mlle ing engr dipl-ing dott hon rev ibu pak datuk dato datin tan");

    private static readonly WordSet NotNames = new(
        "re fw fwd fyi ps nb note notes date time timeline when who where what why how todo to-do to from cc subject sent next action actions attendees present participants " +
        "attending apologies agenda topic topics summary recap risk risks price pricing budget decision decisions goal goals need needs pain pains scope status update updates " +
        "competition context background people question questions answer answers q a kickoff kick-off deadline issue issues open promised agreed other misc discussion overview outcome result " +
        "terms legal security data erp crm it also and but so anyway ok okay yes no plus minus good bad the my our their his her this that for on in at of");

    /// <summary>Whether a word is a form of address before a name.</summary>
    public static bool IsTitle(ReadOnlySpan<char> word) => Titles.Has(word);

    /// <summary>Whether the first word of a name is one that names rather a subject than a person.</summary>
    public static bool IsSubject(ReadOnlySpan<char> name)
    {
        var space = name.IndexOf(' ');
        return NotNames.Has(space < 0 ? name : name[..space]);
    }

    /// <summary>Reads the prefix of a line; false where it has none.</summary>
    public static bool TryRead(ReadOnlySpan<char> line, out TurnPrefix prefix)
    {
        prefix = default;
        var i = Time(line, 0);
        var timed = i > 0;
        if (timed) i = Blanks(line, i);
        if (timed && i < line.Length && line[i] is '-' or '–' or '|') i = Blanks(line, i + 1);
        var nameEnd = Name(line, i);
        if (nameEnd > i)
        {
            var after = Blanks(line, nameEnd);
            if (after < line.Length && line[after] == '(' && line[after..].IndexOf(')') is > 0 and < 24 and var close) after = Blanks(line, after + close + 1);
            var time = timed ? after : Time(line, after);
            var named = new TextRange(i, nameEnd);
            if (time > after)
            {
                time = Blanks(line, time);
                var colon = time < line.Length && line[time] is ':' or '-' or '–' ? Blanks(line, time + 1) : time;
                prefix = new TurnPrefix(colon, named, Timed: true);
                return true;
            }

            if (after < line.Length && line[after] == ':' && (after + 1 == line.Length || Characters.IsBlank(line[after + 1])))
            {
                prefix = new TurnPrefix(Blanks(line, after + 1), named, timed);
                return true;
            }
        }

        if (!timed) return false;
        prefix = new TurnPrefix(i, new TextRange(i, i), Timed: true);
        return true;
    }

    private static int Blanks(ReadOnlySpan<char> line, int i)
    {
        while (i < line.Length && Characters.IsBlank(line[i])) i++;
        return i;
    }

    /// <summary>"[12:36]", "13:04:10", "4:41pm", "(9.15)": the offset behind it, or <paramref name="at"/> where there is none.</summary>
    private static int Time(ReadOnlySpan<char> line, int at)
    {
        var i = at;
        var bracket = i < line.Length && line[i] is '[' or '(';
        if (bracket) i++;
        var digits = Digits(line, i, 2);
        if (digits == i || digits >= line.Length || (line[digits] != ':' && !(bracket && line[digits] == '.'))) return at;
        i = Digits(line, digits + 1, 2);
        if (i != digits + 3) return at;
        if (i < line.Length && line[i] == ':' && Digits(line, i + 1, 2) == i + 3) i += 3;
        var half = Blanks(line, i);
        if (half + 1 < line.Length && line[half] is 'a' or 'p' or 'A' or 'P' && line[half + 1] is 'm' or 'M' && (half + 2 == line.Length || !Characters.IsWord(line[half + 2]))) i = half + 2;
        else if (i < line.Length && line[i] is 'a' or 'p' && (i + 1 == line.Length || Characters.IsBlank(line[i + 1]) || line[i + 1] == ':')) i++;
        if (!bracket) return i == line.Length || Characters.IsBlank(line[i]) || line[i] == ':' ? i : at;
        return i < line.Length && line[i] is ']' or ')' ? i + 1 : at;
    }

    private static int Digits(ReadOnlySpan<char> line, int i, int most)
    {
        var start = i;
        while (i < line.Length && i - start < most && char.IsAsciiDigit(line[i])) i++;
        return i;
    }

    /// <summary>One to four words of letters, points, hyphens and apostrophes.</summary>
    private static int Name(ReadOnlySpan<char> line, int at)
    {
        var i = at;
        var end = at;
        for (var words = 0; words < 4; words++)
        {
            var word = i;
            while (i < line.Length && i - at < LongestName && (char.IsLetter(line[i]) || char.IsSurrogate(line[i]) || (i > word && line[i] is '.' or '-' or '\'' or '’' or '_' or '/'))) i++;
            if (i == word || i - at >= LongestName) break;
            end = i;
            if (i >= line.Length || line[i] != ' ') break;
            i++;
        }

        return end;
    }
}
