using System.Text.RegularExpressions;
using HandoffBridge.Extraction.Deals;

namespace HandoffBridge.Extraction.Features;

/// <summary>Cuts a document's visible text into passages and says which of them may speak.</summary>
internal static partial class Outline
{
    private static readonly HashSet<string> Abbreviations = new(StringComparer.OrdinalIgnoreCase)
    {
        "mr", "mrs", "ms", "dr", "no", "vs", "e.g", "i.e", "approx", "ca", "inc", "ltd", "st", "prof", "ing", "dott", "tel", "ext", "fig", "incl", "excl", "resp", "avv",
    };

    public static List<Passage> Of(string text, Document document, RoleNames roles)
    {
        var passages = new List<Passage>();
        var line = 0;
        var heading = -1;
        var silent = false;
        for (var at = 0; at <= text.Length; line++)
        {
            var stop = text.IndexOf('\n', at);
            if (stop < 0) stop = text.Length;
            var (start, end) = Trim(text, at, stop);
            at = stop + 1;
            if (start >= end) continue;
            var span = text.AsSpan(start, end - start);
            if (document.Type == "email" && (QuoteHead().IsMatch(span) || span.StartsWith("-----Original", StringComparison.Ordinal))) silent = true;
            if (document.Type == "email" && span is "--" or "---" or "__") silent = true;
            var place = silent || span[0] == '>' ? Place.Silent : Place.Body;
            var layout = Layout.Sentence;
            var voice = Voice.Unknown;
            var bullet = Bullet().EnumerateMatches(span);
            if (bullet.MoveNext())
            {
                layout = Layout.Bullet;
                start += bullet.Current.Length;
            }

            if (document.Type is "chat" or "call" or "meeting")
            {
                var speaker = Speaker().EnumerateMatches(text.AsSpan(start, end - start));
                if (speaker.MoveNext())
                {
                    var side = roles.VoiceOf(text.AsSpan(start, speaker.Current.Length));
                    if (side != Voice.Unknown || document.Type != "meeting")
                    {
                        voice = side;
                        layout = Layout.Turn;
                        start += speaker.Current.Length;
                    }
                }
            }

            if (start >= end) continue;
            if (layout == Layout.Sentence && end - start < 60 && (text[end - 1] == ':' || (text[start] is '*' or '#' && !text.AsSpan(start, end - start).Contains('.'))))
            {
                heading = passages.Count;
                passages.Add(new Passage { Start = start, End = end, Place = Place.Silent, Layout = Layout.Heading, Heading = -1, Line = line });
                continue;
            }

            Sentences(text, start, end, new Passage { Place = place, Layout = layout, Voice = voice, Heading = heading, Line = line }, passages);
        }

        return passages;
    }

    private static void Sentences(string text, int start, int end, Passage model, List<Passage> passages)
    {
        var from = start;
        var order = 0;
        for (var i = start; i < end; i++)
        {
            if (text[i] is not ('.' or '!' or '?' or '…')) continue;
            var j = i;
            while (j + 1 < end && text[j + 1] is '.' or '!' or '?' or '"' or '”' or '’' or ')' or '\'') j++;
            if (j + 1 >= end || !char.IsWhiteSpace(text[j + 1])) continue;
            if (text[i] == '.' && Abbreviated(text, from, i)) continue;
            Add(from, j + 1);
            from = j + 1;
            i = j;
        }

        Add(from, end);

        void Add(int s, int e)
        {
            (s, e) = Trim(text, s, e);
            if (s >= e) return;
            passages.Add(model with { Start = s, End = e, Order = order++ });
        }
    }

    private static bool Abbreviated(string text, int from, int dot)
    {
        var w = dot;
        while (w > from && !char.IsWhiteSpace(text[w - 1]) && text[w - 1] != '(') w--;
        var word = text.AsSpan(w, dot - w);
        if (word.Length == 0) return false;
        if (word.Length == 1 && char.IsUpper(word[0])) return true;
        if (word.Length <= 2 && char.IsAsciiDigit(word[0]) && w == from) return true;
        return Abbreviations.GetAlternateLookup<ReadOnlySpan<char>>().Contains(word);
    }

    private static (int Start, int End) Trim(string text, int start, int end)
    {
        while (start < end && char.IsWhiteSpace(text[start])) start++;
        while (end > start && char.IsWhiteSpace(text[end - 1])) end--;
        return (start, end);
    }

    [GeneratedRegex(@"^(?:[-*•–—·▪◦+»]+|\(?(?:\d{1,2}|[a-zA-Z])[.)/:]|Q\d+\.|\[[ xX]?\])\s+", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Bullet();

    [GeneratedRegex(@"^(?:\[?\d{1,2}:\d\d(?::\d\d)?(?: ?[AaPp][Mm])?\]?\s+)?[\p{L}][\p{L}.'’-]*(?: [\p{L}(][\p{L}.'’)-]*){0,3}(?:\s*[\[(]?\d{1,2}:\d\d(?: ?[AaPp][Mm])?[\])]?)?(?::\s+|\s{2,}|(?<=\d\s?[AP]M)\s+|(?<=\d)\s+)", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Speaker();

    [GeneratedRegex(@"^(?:On .{5,80} wrote:|Il giorno .* scritto:|Am .* schrieb .*:|Le .* écrit\s?:|El .* escribió:|From: |Von: |De: )", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex QuoteHead();
}
