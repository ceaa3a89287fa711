using System.Buffers;

namespace HandoffBridge.Extraction.Texts;

/// <summary>Recognises greetings, closing formulas and what stands in signatures.</summary>
internal static class Closings
{
    private static readonly SearchValues<char> NotFormula = SearchValues.Create("?;0123456789$€£%");
    private static readonly SearchValues<char> WordEnds = SearchValues.Create(" ,.!:–-");

    private static readonly WordSet Greetings = new(
        "hi hello hey dear morning afternoon evening greetings hallo guten lieber liebe sehr bonjour chère cher salut bonsoir hola estimado estimada estimados buenas buenos querido querida ciao caro cara " +
        "gentile buongiorno beste geachte dag hej hei kära kære dragă stimate dragi vážený dobrý szanowny szanowna cześć sayın merhaba selam moi hyvä terve olá prezado prezada caros γεια gents team all folks namaste");

    private static readonly WordSet FirstWords = new(
        "best kind kindest regards warm warmest thanks thank thx tnx cheers sincerely yours rgds brgds ta br kr vg mvh kh freundliche freundlichen mit beste viele liebe herzliche grüße gruß lg vg cordialement bien " +
        "amicalement sincères merci saludos un atentamente atte besos abrazos gracias cordiali distinti saluti grazie ciao groet groeten vriendelijke met hilsen med vennlig venlig hälsningar vänliga terveisin ystävällisin " +
        "pozdrawiam lep s pozdrav pozdravem cu drag mulțumesc selamlar saygılarımla sevgiler iyi um abraço obrigado obrigada cumprimentos respectfully faithfully cordially talk speak love xx x ciao " +
        "with wishes greetings prayers üdvözlettel greets rgds, salut all later take stay faithfully thanking hugs until see");

    private static readonly WordSet LastWords = new(
        "best regards regards, thanks thx cheers sincerely yours rgds brgds ta br kr mvh kh grüße grüsse gruß lg cordialement amicalement vous merci saludos cordial atentamente atte besos abrazos gracias saluti grazie groet groeten " +
        "hilsen hälsningar terveisin pozdrawiam pozdrav pozdravem drag mulțumesc selamlar saygılarımla sevgiler çalışmalar abraço abraços obrigado obrigada cumprimentos respectfully faithfully cordially soon love xx x wishes greetings " +
        "prayers üdvözlettel ciao lots advance again truly care safe well weekend batin hilsen, you");

    /// <summary>"Dear Ms Suzuki, dear Margarethe,": a short line of address.</summary>
    public static bool IsGreeting(ReadOnlySpan<char> line)
    {
        var words = CountWords(line);
        if (words is 0 or > 8 || line.Length > 70) return false;
        if (Greetings.Has(FirstWord(line))) return line[^1] is ',' or '!' or ':' or '-' or '–' or '.' || words <= 4;
        return words <= 6 && line[^1] is ',' or '–' or '!' && Characters.IsUpper(line[0]) && line[..^1].IndexOfAny(".?;:") < 0;
    }

    /// <summary>How many characters of a longer first line are address: "Hi Devin, thanks for the demo".</summary>
    public static int GreetingLength(ReadOnlySpan<char> line)
    {
        if (!Greetings.Has(FirstWord(line))) return 0;
        var end = line[..Math.Min(line.Length, 48)].IndexOfAny(',', '!', '–');
        if (end < 2 || CountWords(line[..end]) > 5 || end + 2 >= line.Length) return 0;
        return end + 1;
    }

    /// <summary>"Mit freundlichen Grüßen", "thx", "Best,".</summary>
    public static bool IsClosing(ReadOnlySpan<char> line)
    {
        if (line.Length > 60 || !FirstWords.Has(FirstWord(line))) return false;
        var bare = line.TrimEnd(",.!- –:)(");
        var words = CountWords(bare);
        if (words is 0 or > 7) return false;
        if (words == 1) return LastWords.Has(bare);
        if (bare.IndexOfAny(NotFormula) >= 0) return false;
        return LastWords.Has(LastWord(bare)) || (words <= 3 && line[^1] == ',');
    }

    /// <summary>Short and without a sentence: a name, a title, a telephone number, an address.</summary>
    public static bool IsSignatureLine(ReadOnlySpan<char> line)
    {
        if (line.Length > 110) return false;
        if (line.IndexOfAny('|', '@') >= 0 || line.Contains("www.", StringComparison.OrdinalIgnoreCase)) return true;
        var words = CountWords(line);
        if (words <= 4) return true;
        if (words > 10 || line[^1] is '.' or '!' or '?') return false;
        var capitals = 0;
        for (var i = 0; i < line.Length; i++)
        {
            if ((i == 0 || !Characters.IsWord(line[i - 1])) && (Characters.IsUpper(line[i]) || Characters.IsDigit(line[i]))) capitals++;
        }

        return capitals * 2 > words;
    }

    /// <summary>"PS:", "P.S.": the letter goes on.</summary>
    public static bool IsPostscript(ReadOnlySpan<char> line) =>
        line.Length > 4 && (line.StartsWith("PS", StringComparison.Ordinal) || line.StartsWith("P.S", StringComparison.OrdinalIgnoreCase) || line.StartsWith("p.s", StringComparison.Ordinal)
        || line.StartsWith("ps:", StringComparison.Ordinal) || line.StartsWith("ps ", StringComparison.Ordinal)) && !char.IsLetter(line[2]);

    public static int CountWords(ReadOnlySpan<char> line)
    {
        var words = 0;
        var inside = false;
        foreach (var c in line)
        {
            var blank = Characters.IsBlank(c);
            if (!blank && !inside && (char.IsLetterOrDigit(c) || char.IsSurrogate(c))) { words++; inside = true; }
            else if (blank) inside = false;
        }

        return words;
    }

    private static ReadOnlySpan<char> FirstWord(ReadOnlySpan<char> line)
    {
        var end = line.IndexOfAny(WordEnds);
        return end < 0 ? line : line[..end];
    }

    private static ReadOnlySpan<char> LastWord(ReadOnlySpan<char> line) => line[(line.LastIndexOf(' ') + 1)..];
}
