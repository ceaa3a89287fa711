using HandoffBridge.Extraction.Deals;

namespace HandoffBridge.Extraction.Texts;

/// <summary>Says of each line which part of the document it belongs to.</summary>
internal static class Zones
{
    /// <summary>Zones of the lines, one for each.</summary>
    public static Zone[] Of(string text, List<TextLine> lines, Document document)
    {
        var zones = new Zone[lines.Count];
        var mail = document.Type == "email";
        var rest = Zone.Body;
        var answering = false;
        for (var i = 0; i < lines.Count; i++)
        {
            var line = lines[i];
            var words = text.AsSpan(line.First, line.End - line.First);
            zones[i] = rest;
            if (words.IsEmpty) continue;
            if (line.Has(LineTraits.Quoted)) zones[i] = Zone.Quoted;
            else if (words[0] == '>' && (mail || answering)) zones[i] = IsHeader(words.TrimStart("> ")) ? Zone.Header : Zone.Quoted;
            else if (rest == Zone.Body)
            {
                answering = false;
                if (MailMarks.IsForward(words)) rest = Zone.Forwarded;
                else if (MailMarks.IsOriginal(words) || StartsBlock(text, lines, i)) rest = mail && !MailMarks.IsForwardSubject(document.Subject) ? Zone.Quoted : Zone.Forwarded;
                else if (Attribution(text, lines, i) is > 0 and var length)
                {
                    var next = NextVisible(lines, i + length);
                    for (var j = i; j < i + length; j++) zones[j] = Zone.Header;
                    i += length - 1;
                    if (next < lines.Count && text[lines[next].First] == '>') answering = true;
                    else if (next < lines.Count && lines[next].Has(LineTraits.Quotation)) QuoteOf(lines, zones, next);
                    else if (mail) rest = Zone.Quoted;
                    continue;
                }

                if (rest != Zone.Body) zones[i] = Zone.Header;
                else if (line.Has(LineTraits.Signature)) zones[i] = Zone.Signature;
            }
            else if (IsHeader(words)) zones[i] = Zone.Header;
        }

        if (mail) Letters.Mark(text, lines, zones, document);
        return zones;
    }

    private static bool IsHeader(ReadOnlySpan<char> words) =>
        MailMarks.IsRule(words) || MailMarks.IsAttribution(words) || MailMarks.IsForward(words) || MailMarks.IsOriginal(words) || (words.Length < 160 && MailMarks.IsField(words));

    /// <summary>"From: …" with another field within two lines, or a rule before it.</summary>
    private static bool StartsBlock(string text, List<TextLine> lines, int i)
    {
        var words = Words(text, lines, i);
        if (MailMarks.IsRule(words))
        {
            var from = NextVisible(lines, i + 1);
            return from < lines.Count && MailMarks.IsFrom(Words(text, lines, from)) && StartsBlock(text, lines, from);
        }

        if (!MailMarks.IsFrom(words)) return false;
        for (var j = i + 1; j < Math.Min(i + 4, lines.Count); j++)
        {
            if (MailMarks.IsField(Words(text, lines, j))) return true;
        }

        return false;
    }

    /// <summary>How many lines "On … wrote:" takes: 0 where it is none.</summary>
    private static int Attribution(string text, List<TextLine> lines, int i)
    {
        var words = Words(text, lines, i);
        if (MailMarks.IsAttribution(words)) return 1;
        if (i + 1 >= lines.Count || lines[i + 1].IsEmpty || text[lines[i + 1].End - 1] != ':' || !MailMarks.StartsAttribution(words)) return 0;
        var both = text.AsSpan(lines[i].First, lines[i + 1].End - lines[i].First);
        return Words(text, lines, i + 1).Length < 80 && MailMarks.IsAttribution(both) ? 2 : 0;
    }

    private static void QuoteOf(List<TextLine> lines, Zone[] zones, int from)
    {
        // The caller writes each line's zone before it looks at it, so the quotation is marked by its trait.
        for (var j = from; j < lines.Count && (lines[j].IsEmpty || lines[j].Has(LineTraits.Quotation)); j++)
        {
            lines[j] = lines[j] with { Traits = lines[j].Traits | LineTraits.Quoted };
            zones[j] = Zone.Quoted;
        }
    }

    private static int NextVisible(List<TextLine> lines, int i)
    {
        while (i < lines.Count && lines[i].IsEmpty) i++;
        return i;
    }

    private static ReadOnlySpan<char> Words(string text, List<TextLine> lines, int i) => text.AsSpan(lines[i].First, lines[i].End - lines[i].First);
}
