using System.Text.RegularExpressions;
using HandoffBridge.Extraction.Deals;

namespace HandoffBridge.Stages.Findings;

/// <summary>Sentences of signed paper and of the trail, and those in which something was expressly not sold.</summary>
internal static class SignedSentences
{
    private const int Most = 8;

    private static readonly Regex AllTheSame = new(
        @"\bbut\b|\bsaid yes\b|\bpromis|\btold (him|her|them|you)\b|\bguarantee|\bmy word\b|\byes\b|invoice|\bcharge|\bfree\b",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static readonly Regex NotSold = new(
        @"\bnot included\b|\bnot part of\b|\bout of scope\b|\bexcluded?\b|\bexclusions?\b|\bnot in (the )?(scope|offer|sow|quote|contract|order)\b|\bdo(es)? not include\b|\bwe (did|do) not promise\b|\bno, this we don'?t\b|nicht enthalten|nicht Bestandteil|nicht im Umfang",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    /// <summary>True where a sentence of ours says that something is not sold, and does not promise it all the same ("not in the order, but I said yes").</summary>
    public static bool Refuses(string sentence) => NotSold.IsMatch(sentence) && !AllTheSame.IsMatch(sentence);

    /// <summary>Lines, and sentences within lines, as they stand.</summary>
    public static IEnumerable<string> Of(string text) => Spans(text).Select(s => text[s.Start..s.End]);

    /// <summary>Signed paper first, then what our side wrote to the customer.</summary>
    public static IReadOnlyList<FindingProof> NotSoldIn(DealFile deal, IReadOnlyDictionary<string, string> texts, IReadOnlyList<Finding> items)
    {
        var found = new List<FindingProof>();
        foreach (var document in deal.Documents.OrderByDescending(d => d.Type == "sow").ThenBy(d => d.At))
        {
            if (document.Type is not ("sow" or "email" or "meeting") || document.Author?.Side == "customer") continue;
            var text = texts.GetValueOrDefault(document.Id, "");
            foreach (var (start, end) in Spans(text))
            {
                var sentence = text[start..end];
                if (found.Count == Most) return found;
                if (sentence.Length is < 15 or > 400 || !NotSold.IsMatch(sentence)) continue;
                // What is a finding already (a promise "not included in the invoice") is no exclusion.
                if (items.Any(i => i.Proofs.Any(p => p.DocumentId == document.Id && p.Start < end && start < p.Start + p.Quote.Length))) continue;
                found.Add(new(document.Id, sentence, start, document.At, document.Author?.Name, document.Author?.Side, document.Type, document.Subject));
            }
        }

        return found;
    }

    private static IEnumerable<(int Start, int End)> Spans(string text)
    {
        var start = 0;
        for (var i = 0; i <= text.Length; i++)
        {
            var stop = i == text.Length || text[i] == '\n'
                || (text[i] is '.' or '!' or '?' or ';' && i + 1 < text.Length && char.IsWhiteSpace(text[i + 1]) && i - start > 12);
            if (!stop) continue;
            var end = i < text.Length && text[i] != '\n' ? i + 1 : i;
            while (start < end && (char.IsWhiteSpace(text[start]) || text[start] is '-' or '*' or '•')) start++;
            while (end > start && char.IsWhiteSpace(text[end - 1])) end--;
            if (end > start) yield return (start, end);
            start = i + 1;
        }
    }
}
