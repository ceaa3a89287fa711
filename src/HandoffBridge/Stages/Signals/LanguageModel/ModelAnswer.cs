using System.Text.Json;
using System.Text.RegularExpressions;
using HandoffBridge.Extraction.Deals;
using HandoffBridge.Extraction.Scopes;
using HandoffBridge.Extraction.Signals;

namespace HandoffBridge.Stages.Signals.LanguageModel;

/// <summary>Checks what a language model answered: only what is proven by the document passes.</summary>
internal static partial class ModelAnswer
{
    /// <summary>Longest quote believed: nobody states a fact in a whole document.</summary>
    private const int MaxQuote = 1200;

    /// <summary>Signals most a document is believed to hold.</summary>
    private const int MaxSignals = 200;

    /// <summary>Reads and checks an answer.</summary>
    /// <param name="json">The answer.</param>
    /// <param name="deal">The deal.</param>
    /// <param name="document">The document asked about.</param>
    /// <param name="text">Its visible text.</param>
    /// <param name="sent">What was sent of it: the same, with withheld passages blank.</param>
    /// <param name="scopes">Decides commitments here: never the model.</param>
    /// <param name="dropped">How many answers did not pass.</param>
    /// <exception cref="FormatException">It is no answer of the schema at all.</exception>
    public static IReadOnlyList<Signal> Check(string json, DealFile deal, Document document, string text, string sent, ScopeMatcher scopes, out int dropped)
    {
        var signals = new List<Signal>();
        dropped = 0;
        foreach (var answer in Answers(json))
        {
            if (signals.Count >= MaxSignals || Read(answer, deal, document, text, sent, scopes) is not { } signal || signals.Exists(s => s.Kind == signal.Kind && s.Start == signal.Start)) dropped++;
            else signals.Add(signal);
        }

        return signals;
    }

    private static List<JsonElement> Answers(string json)
    {
        try
        {
            using var parsed = JsonDocument.Parse(json);
            return parsed.RootElement.ValueKind == JsonValueKind.Object && parsed.RootElement.TryGetProperty("signals", out var list) && list.ValueKind == JsonValueKind.Array
                ? [.. list.EnumerateArray().Select(e => e.Clone())]
                : throw new FormatException("the answer has no signals");
        }
        catch (JsonException e)
        {
            throw new FormatException("the answer is no JSON", e);
        }
    }

    private static Signal? Read(JsonElement answer, DealFile deal, Document document, string text, string sent, ScopeMatcher scopes)
    {
        if (answer.ValueKind != JsonValueKind.Object || SignalNames.Parse(Text(answer, "kind")) is not { } kind) return null;
        if (Text(answer, "quote") is not { Length: > 1 } quote || Find(sent, quote) is not var (start, end) || end - start > MaxQuote || !sent.AsSpan(start, end - start).ContainsAnyExcept(" \n\r\t")) return null;
        var words = text[start..end];
        var due = kind.TakesDue() && Text(answer, "due") is { } d && Due().IsMatch(d) ? d : null;
        var person = kind == SignalKind.Politics && Text(answer, "person") is { Length: > 0 } p && words.Contains(p, StringComparison.OrdinalIgnoreCase) ? p : null;
        var stance = kind == SignalKind.Politics && SignalNames.Stances.Contains(Text(answer, "stance") ?? "", StringComparer.Ordinal) ? Text(answer, "stance") : null;
        return new Signal
        {
            DealId = deal.Deal.Id,
            DocumentId = document.Id,
            Kind = kind,
            Quote = words,
            Start = start,
            End = end,
            Due = due,
            Person = person,
            Stance = stance,
            Scope = kind == SignalKind.Commitment ? scopes.Decide(words, due, document, start) : null,
            Confidence = 0.9,
        };
    }

    /// <summary>Where the quote stands, character by character; blanks and line breaks may differ, since models fold them.</summary>
    private static (int Start, int End)? Find(string text, string quote)
    {
        quote = quote.Trim();
        var at = text.IndexOf(quote, StringComparison.Ordinal);
        if (at >= 0) return (at, at + quote.Length);
        for (var start = 0; start < text.Length; start++)
        {
            if (text[start] != quote[0]) continue;
            var (i, j) = (start, 0);
            while (i < text.Length && j < quote.Length)
            {
                if (char.IsWhiteSpace(text[i]) && char.IsWhiteSpace(quote[j]))
                {
                    while (i < text.Length && char.IsWhiteSpace(text[i])) i++;
                    while (j < quote.Length && char.IsWhiteSpace(quote[j])) j++;
                }
                else if (text[i] == quote[j])
                {
                    i++;
                    j++;
                }
                else
                {
                    break;
                }
            }

            if (j == quote.Length) return (start, i);
        }

        return null;
    }

    private static string? Text(JsonElement answer, string name) =>
        answer.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    [GeneratedRegex(@"^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?|-Q[1-4]|-H[12])?$", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Due();
}
