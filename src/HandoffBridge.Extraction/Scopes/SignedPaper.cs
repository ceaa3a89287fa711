using HandoffBridge.Extraction.Deals;

namespace HandoffBridge.Extraction.Scopes;

/// <summary>One thing the signed paper says: an order line, or one sentence or list item of a statement of work.</summary>
/// <param name="Id">Order line id or document id.</param>
/// <param name="IsLine">An order line, not a statement of work.</param>
/// <param name="Text">As a reader knows it.</param>
/// <param name="Phrase">As the matcher compares it.</param>
/// <param name="Excluded">The paper says this is not included.</param>
/// <param name="Quantity">Ordered quantity; null on statements of work.</param>
internal sealed record PaperItem(string Id, bool IsLine, string Text, ScopePhrase Phrase, bool Excluded, decimal? Quantity);

/// <summary>All the signed paper of a deal, cut into items.</summary>
internal static class SignedPaper
{
    private static readonly string[] ExclusionCues =
    [
        "not included", "not in scope", "out of scope", "excluded", "excludes", "exclusion", "not part of", "is not covered", "are not covered", "not covered",
        "except", "outside the scope", "outside scope", "does not include", "no migration", "not contain", "separate order", "separate project", "separately quoted", "not provided",
        "excl.", "excl ", "shall not", "not the object", "nicht enthalten", "no incluye", "remains with the customer", "by customer itself",
    ];

    public static List<PaperItem> Read(DealFile deal, IReadOnlyDictionary<string, string> texts)
    {
        var items = new List<PaperItem>();
        foreach (var line in deal.Lines)
        {
            var text = string.IsNullOrEmpty(line.Description) ? line.Product : line.Product + " – " + line.Description;
            items.Add(new PaperItem(line.Id, true, line.Product, ScopePhrase.Read(text), false, line.Quantity));
        }

        foreach (var document in deal.Documents)
        {
            if (document.Type != "sow" || !texts.TryGetValue(document.Id, out var text)) continue;
            ReadStatement(document.Id, text, items);
        }

        return items;
    }

    private static void ReadStatement(string id, string text, List<PaperItem> items)
    {
        var listExcluded = false;
        foreach (var raw in text.Split('\n'))
        {
            var line = raw.Trim();
            if (line.Length == 0) continue;
            var numbered = char.IsLetterOrDigit(line[0]);
            var cue = CueAt(line);
            if (cue < 0 && line.EndsWith(':')) listExcluded = false;
            if (cue < 0 && numbered && listExcluded && (char.IsAsciiDigit(line[0]) || line.Length > 2 && line[1] is '.' or ')')) listExcluded = false;
            foreach (var sentence in Sentences(line))
            {
                var at = CueAt(sentence);
                var excluded = at >= 0 || (listExcluded && cue < 0);
                if (at >= 0) AddExcluded(id, sentence, at, items);
                else items.Add(new PaperItem(id, false, sentence, ScopePhrase.Read(sentence), excluded, null));
            }

            if (cue >= 0 && line.EndsWith(':')) listExcluded = true;
        }
    }

    /// <summary>"A included, B not included": the clause with the cue is excluded, what stands before in other clauses is not.</summary>
    private static void AddExcluded(string id, string sentence, int at, List<PaperItem> items)
    {
        var from = Math.Max(sentence.LastIndexOf(';', at), sentence.LastIndexOf(',', at));
        var head = from > 0 ? sentence[..from] : "";
        var tail = sentence[(from + 1)..];
        if (head.Length > 12) items.Add(new PaperItem(id, false, sentence, ScopePhrase.Read(head), false, null));
        foreach (var part in tail.Split(';'))
        {
            if (part.Length > 3) items.Add(new PaperItem(id, false, sentence, ScopePhrase.Read(part), true, null));
        }
    }

    private static int CueAt(string line)
    {
        foreach (var cue in ExclusionCues)
        {
            var at = line.IndexOf(cue, StringComparison.OrdinalIgnoreCase);
            if (at >= 0) return at;
        }

        return -1;
    }

    private const int LongestSentence = 1_200;

    private static IEnumerable<string> Sentences(string line)
    {
        var start = 0;
        for (var i = 2; i + 1 < line.Length; i++)
        {
            var ends = line[i] is '.' or '!' && line[i + 1] == ' ' && i - start > 12 && !char.IsAsciiDigit(line[i - 1]);
            if (ends || (i - start >= LongestSentence && line[i] == ' '))
            {
                yield return line[start..(i + 1)].Trim();
                start = i + 1;
            }
        }

        var rest = line[start..].Trim();
        if (rest.Length > 2) yield return rest;
    }
}
