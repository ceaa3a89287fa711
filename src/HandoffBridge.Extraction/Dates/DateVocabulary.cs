using System.Collections.Frozen;

namespace HandoffBridge.Extraction.Dates;

/// <summary>
/// The words the date grammar knows. English in full; month and weekday names of the languages that B2B notes mix in
/// (German, French, Spanish, Italian, Portuguese, Dutch, Scandinavian, Polish), spelled as in Unicode CLDR.
/// </summary>
internal static class DateVocabulary
{
    /// <summary>Longest word the table holds; anything longer is not looked up.</summary>
    private const int Longest = 14;

    /// <summary>The meaning of a word, ignoring case; <see cref="Word.Other"/> where it has none.</summary>
    public static (Word Word, short Value) Find(ReadOnlySpan<char> word) =>
        word.Length <= Longest && Gate.Passes(word) && Lookup.TryGetValue(word, out var found) ? found : (Word.Other, (short)0);

    /// <summary>Whether a text holds a figure or a word that can carry a time at all: the gate before any token is cut.</summary>
    public static bool MayTell(ReadOnlySpan<char> text)
    {
        for (var i = 0; i < text.Length;)
        {
            var c = text[i];
            if (char.IsAsciiDigit(c)) return true;
            if (!char.IsAsciiLetter(c))
            {
                if (c > 127 && char.IsLetter(c)) return true;
                i++;
                continue;
            }

            var start = i++;
            while (i < text.Length && (char.IsAsciiLetter(text[i]) || (text[i] > 127 && char.IsLetter(text[i])))) i++;
            var word = text[start..i];
            if (word.Length <= Longest && TellingGate.Passes(word) && Lookup.TryGetValue(word, out var found) && IsTelling(found.Word)) return true;
        }

        return false;
    }

    /// <summary>Whether a word of this kind can carry a time.</summary>
    public static bool IsTelling(Word word) => word is Word.Month or Word.Weekday or Word.Unit or Word.Quarter or Word.Half or Word.CalendarWeek
        or Word.EndMark or Word.Tomorrow or Word.Today or Word.Season;

    private static WordGate GateOf(Func<Word, bool> wanted)
    {
        var gate = new WordGate();
        foreach (var (word, (meaning, _)) in Words)
        {
            if (wanted(meaning)) gate.Add(word);
        }

        return gate;
    }

    private static readonly string[] Months =
    [
        "january jan januar janvier enero gennaio janeiro januari stycznia styczeń jänner leden ledna",
        "february feb febr februar février fevrier febrero febbraio fevereiro februari lutego luty feber",
        "march mar märz maerz mars marzo março marco maart marts marca marzec mrz",
        "april apr avril abril aprile kwietnia kwiecień",
        "may mai mayo maggio maio mei maj maja",
        "june jun juin junio giugno junho juni czerwca czerwiec",
        "july jul juillet julio luglio julho juli lipca lipiec",
        "august aug août aout agosto augustus augusti sierpnia sierpień",
        "september sept sep septembre septiembre setiembre settembre setembro września wrzesień",
        "october oct oktober octobre octubre ottobre outubro okt października październik",
        "november nov novembre noviembre novembro listopada listopad",
        "december dec dezember décembre decembre diciembre dicembre dezembro dez grudnia grudzień",
    ];

    private static readonly string[] Weekdays =
    [
        "monday mon mondays montag lundi lunes lunedì lunedi segunda-feira maandag",
        "tuesday tue tues tuesdays dienstag mardi martes martedì martedi dinsdag",
        "wednesday wed weds wednesdays mittwoch mercredi miércoles miercoles mercoledì woensdag",
        "thursday thu thur thurs thursdays donnerstag jeudi jueves giovedì giovedi donderdag",
        "friday fri fridays freitag vendredi viernes venerdì venerdi sexta-feira vrijdag",
        "saturday sat saturdays samstag samedi sábado sabado sabato zaterdag",
        "sunday sun sundays sonntag dimanche domingo domenica zondag",
    ];

    private static readonly string[] Ordinals =
    [
        "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth",
        "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth", "twentieth",
    ];

    private static readonly string[] Cardinals =
    [
        "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
        "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty",
    ];

    // Below the word lists: static fields are initialised in the order of the text.
    private static readonly FrozenDictionary<string, (Word Word, short Value)> Words = Build();

    private static readonly WordGate Gate = GateOf(static _ => true);

    private static readonly WordGate TellingGate = GateOf(IsTelling);

    private static readonly FrozenDictionary<string, (Word Word, short Value)>.AlternateLookup<ReadOnlySpan<char>> Lookup =
        Words.GetAlternateLookup<ReadOnlySpan<char>>();

    private static FrozenDictionary<string, (Word, short)> Build()
    {
        var words = new Dictionary<string, (Word, short)>(StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < Months.Length; i++) Put(words, Word.Month, i + 1, Months[i]);
        for (var i = 0; i < Weekdays.Length; i++) Put(words, Word.Weekday, i + 1, Weekdays[i]);
        for (var i = 0; i < Ordinals.Length; i++) Put(words, Word.Ordinal, i + 1, Ordinals[i]);
        for (var i = 0; i < Cardinals.Length; i++) Put(words, Word.Cardinal, i + 1, Cardinals[i]);
        Put(words, Word.Ordinal, 30, "thirtieth");
        Put(words, Word.Cardinal, 30, "thirty dreißig trente");
        Put(words, Word.Cardinal, 40, "forty");
        Put(words, Word.Cardinal, 50, "fifty");
        Put(words, Word.Cardinal, 60, "sixty");
        Put(words, Word.Cardinal, 90, "ninety");
        Put(words, Word.Cardinal, 1, "a an");
        Put(words, Word.Cardinal, 2, "couple zwei deux");
        Put(words, Word.Cardinal, 3, "few drei trois");

        Put(words, Word.Unit, (int)TimeUnit.Day, "day days tage tagen jours");
        Put(words, Word.Unit, (int)TimeUnit.Week, "week weeks wk wks woche wochen semaine semaines weken");
        Put(words, Word.Unit, (int)TimeUnit.Month, "month months mth mths mo mos monat monats monaten mois maand");
        Put(words, Word.Unit, (int)TimeUnit.Quarter, "quarter quarters qtr qtrs quartal quartals trimestre");
        Put(words, Word.Unit, (int)TimeUnit.Half, "half halves semester semestre halbjahr");
        Put(words, Word.Unit, (int)TimeUnit.Year, "year years yr yrs jahr jahres année");
        Put(words, Word.Unit, (int)TimeUnit.Weekend, "weekend weekends");
        Put(words, Word.Unit, (int)TimeUnit.Fortnight, "fortnight fortnights");
        Put(words, Word.Unit, (int)TimeUnit.Hour, "hour hours hr hrs minute minutes mins");

        Put(words, Word.Edge, (int)Edge.End, "end ende fin fim eind einde");
        Put(words, Word.Edge, (int)Edge.Soft, "early mid middle late beginning start mitte anfang mi-");
        Put(words, Word.EndMark, (int)TimeUnit.Year, "eoy");
        Put(words, Word.EndMark, (int)TimeUnit.Month, "eom");
        Put(words, Word.EndMark, (int)TimeUnit.Quarter, "eoq");
        Put(words, Word.EndMark, (int)TimeUnit.Week, "eow");
        Put(words, Word.EndMark, (int)TimeUnit.Day, "eod cob eob");
        Put(words, Word.Season, 0, "spring summer autumn winter fall season easter christmas xmas ramadan thanksgiving holidays monsoon school");

        Put(words, Word.By, 0, "by until till til 'til latest deadline due bis avant antes hasta entro até b4 expires expire expiring ends");
        Put(words, Word.By, 1, "before");
        Put(words, Word.From, 1, "from");
        Put(words, Word.From, 0, "starting beginning begins starts effective ab onwards");
        Put(words, Word.In, 0, "in im en inside");
        Put(words, Word.On, 0, "on at am le el il am");
        Put(words, Word.Within, 0, "within");
        Put(words, Word.Through, 0, "through thru throughout during");
        Put(words, Word.Since, 0, "since seit depuis desde like");
        Put(words, Word.After, 0, "after past nach post");
        Put(words, Word.Of, 0, "of de du des von van di del do le o' ");
        Put(words, Word.To, 0, "to");
        Put(words, Word.And, 0, "and or & und");
        Put(words, Word.For, 0, "for");
        Put(words, Word.The, 0, "the der dem den la");
        Put(words, Word.Next, 0, "next nächste nächsten nächster prochain próximo ahead following");
        Put(words, Word.Next, 1, "coming upcoming");
        Put(words, Word.This, 0, "this current dieses diesen");
        Put(words, Word.Last, 0, "last previous vorigen letzten");
        Put(words, Word.Not, 0, "not no never nor isn't without instead");
        Put(words, Word.Every, 0, "every each any per most alternate that");
        Put(words, Word.Today, 0, "today tonight heute");
        Put(words, Word.Tomorrow, 0, "tomorrow morgen demain mañana");
        Put(words, Word.Yesterday, 0, "yesterday gestern");
        Put(words, Word.Now, 0, "now");
        Put(words, Word.Over, 0, "over out up done closes");
        Put(words, Word.Later, 0, "later sometime time");
        Put(words, Word.Approximate, 0, "around about roughly approximately approx say ca circa nearly");
        Put(words, Word.Working, 0, "working business calendar");
        Put(words, Word.Fiscal, 0, "fiscal fy financial");
        Put(words, Word.CalendarWeek, 0, "cw kw");
        Put(words, Word.Version, 0, "version release build drop v ver rev article clause section paragraph chapter item nr no. number page point");
        Put(words, Word.Move, 0, "moved moves pushed push slipped slip slips slid postponed shifted delayed moving pushing slipping");
        Put(words, Word.Speech, 0, "told said promised promise confirmed agreed asked mentioned talked spoke discussed wrote met undertook offered showed heard signed sent visited announced decided stated swore");
        Put(words, Word.Clause, 0, "that it its is are be will ll would should can could comes come coming arrives going gets lands expected planned we they he she you'll we'll it's he's she's they'd we'd he'd she'd they'll done ready live up have has running report reports");
        Put(words, Word.Paper, 0, "mail mails email emails e-mail minutes note letter letters");
        Put(words, Word.Paper, 1, "call calls meeting visit demo talk lunch dinner workshop");
        Put(words, Word.Span, 0, "course rest part remainder");
        Put(words, Word.Edge, (int)Edge.Foreign, "final finales fine close");
        Put(words, Word.Than, 0, "than");
        Put(words, Word.Back, 0, "back");
        Put(words, Word.AsAt, 0, "as");
        Put(words, Word.AsAt, 1, "once");
        Put(words, Word.Soon, 0, "soon");
        Put(words, Word.Best, 0, "best realistically earliest");
        Put(words, Word.Ago, 0, "ago");
        Put(words, Word.Own, 0, "our their your");
        return words.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
    }

    private static void Put(Dictionary<string, (Word, short)> words, Word word, int value, string spellings)
    {
        foreach (var spelling in spellings.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            words.TryAdd(spelling, (word, (short)value));
        }
    }
}

/// <summary>Units of the calendar the grammar counts in.</summary>
internal enum TimeUnit { None, Day, Week, Month, Quarter, Half, Year, Weekend, Fortnight, Hour }

/// <summary>The edge of a period: "end of" resolves to its last day, the soft ones ("mid", "early") to the period itself; foreign ends ("final de junio") want their "de".</summary>
internal enum Edge { None, Soft, End, Foreign }
