using System.Collections.Frozen;

namespace HandoffBridge.Stages.Findings;

/// <summary>The words of a text that carry its matter: lower case, plural and verb endings off, small words gone; numbers stay.</summary>
internal static class ContentWords
{
    private static readonly FrozenSet<string> Small = (
        "a an the and or but if so as at by for from in into of off on onto out over per than that this these those to up with without about after again all also am any are be been before being both can could did do does done each else even every few first get gets got had has have he her hers him his how i ii im ill ive is it its itself just keep let like made make many may me might more most much must my no none nor not now one two only other our ours own put said same say says she should since some still such take taken tell their them then there they thing think told too until us very want wants was we were what when where which while who whom why will would yes yet you your yours dont doesnt didnt isnt wont cant thats theyre youre weve well okay ok please back need needs going go goes come comes came new day days week weeks month months year years time today tomorrow yesterday here "
        + "der die das den dem des ein eine einer einen einem und oder aber wenn als am an auf aus bei bis für im in ist mit nach nicht noch nur ob sie sich sind so um und uns von vor war was wer wie wir wird zu zum zur ich er es hat haben werden kann auch dass").Split(' ', StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);

    /// <summary>In the order of the text, repeats included.</summary>
    public static IReadOnlyList<string> InOrder(string text)
    {
        var words = new List<string>();
        var from = -1;
        for (var i = 0; i <= text.Length; i++)
        {
            var inside = i < text.Length && (char.IsLetterOrDigit(text[i]) || (from >= 0 && text[i] is '\'' or '’'));
            if (inside && from < 0) from = i;
            if (inside || from < 0) continue;
            Add(words, text[from..i]);
            from = -1;
            if (words.Count >= 400) break;
        }

        return words;
    }

    /// <summary>Each word once.</summary>
    public static HashSet<string> Of(string text) => new(InOrder(text), StringComparer.Ordinal);

    /// <summary>True where the word is a number.</summary>
    public static bool IsNumber(string word) => char.IsAsciiDigit(word[0]);

    private static void Add(List<string> words, string raw)
    {
        var word = raw.ToLowerInvariant();
        var apostrophe = word.IndexOfAny(['\'', '’']);
        if (apostrophe > 0) word = word[..apostrophe];
        if (word.Length == 0 || Small.Contains(word)) return;
        if (word.Length == 1 && !char.IsAsciiDigit(word[0])) return;
        words.Add(Stem(word));
    }

    private static string Stem(string word) => word switch
    {
        _ when char.IsAsciiDigit(word[0]) => word,
        { Length: > 4 } when word.EndsWith("ies", StringComparison.Ordinal) => word[..^3] + "y",
        { Length: > 6 } when word.EndsWith("ing", StringComparison.Ordinal) => word[..^3],
        { Length: > 5 } when word.EndsWith("ed", StringComparison.Ordinal) => word[..^2],
        { Length: > 5 } when word.EndsWith("es", StringComparison.Ordinal) && word[^3] is 's' or 'x' or 'h' => word[..^2],
        { Length: > 3 } when word[^1] == 's' && word[^2] != 's' => word[..^1],
        _ => word,
    };
}
