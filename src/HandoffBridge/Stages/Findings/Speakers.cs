using HandoffBridge.Extraction.Deals;
using HandoffBridge.Extraction.Signals;

namespace HandoffBridge.Stages.Findings;

/// <summary>Whose words a quote is: in a transcript or chat the one whose name opens the line, elsewhere the author.</summary>
internal sealed class Speakers(DealFile deal, IReadOnlyDictionary<string, string> texts)
{
    private readonly Dictionary<string, Document> documents = deal.Documents.ToDictionary(d => d.Id, StringComparer.Ordinal);

    public FindingProof ProofOf(Signal signal)
    {
        var document = documents[signal.DocumentId];
        var (author, side) = (document.Author?.Name, document.Author?.Side);
        if (document.Type is "call" or "chat" && texts.TryGetValue(document.Id, out var text) && SpeakerAt(text, signal.Start) is { } name)
        {
            (author, side) = Named(name);
        }

        return new(document.Id, signal.Quote, signal.Start, document.At, author, side, document.Type, document.Subject);
    }

    // A name that neither side's people bear is one of ours: customers are in the CRM, colleagues often are not.
    private (string Name, string Side) Named(string name)
    {
        var sellers = deal.Documents.Where(d => d.Author?.Side == "seller").Select(d => d.Author?.Name)
            .Prepend(deal.Deal.Owner?.Name).Concat(deal.Team?.Select(t => t.Name) ?? []).OfType<string>();
        if (sellers.FirstOrDefault(s => Matches(s, name)) is { } seller) return (seller, "seller");
        return deal.Contacts.FirstOrDefault(c => Matches(c.Name, name)) is { } contact ? (contact.Name, "customer") : (name, "seller");
    }

    // "Bev", "Okafor", "B. Okafor" and "Bev Okafor" are the contact "Bev Okafor".
    private static bool Matches(string full, string name)
    {
        var parts = full.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var said = name.Split([' ', '.'], StringSplitOptions.RemoveEmptyEntries);
        return said.Length > 0 && said.All(s => parts.Any(p => p.Equals(s, StringComparison.OrdinalIgnoreCase) || (s.Length == 1 && said.Length > 1 && p.StartsWith(s, StringComparison.OrdinalIgnoreCase))));
    }

    // "[09:12] Nerea: …", "09:12 Nerea: …", "Bev: …" – at most four words before the colon.
    private static string? SpeakerAt(string text, int start)
    {
        var line = start == 0 ? 0 : text.LastIndexOf('\n', Math.Min(start, text.Length) - 1) + 1;
        var end = text.IndexOf('\n', line);
        var row = text.AsSpan(line, (end < 0 ? text.Length : end) - line).TrimStart();
        if (row.StartsWith("[") && row.IndexOf(']') is > 0 and var close) row = row[(close + 1)..].TrimStart();
        while (row.Length > 0 && (char.IsAsciiDigit(row[0]) || row[0] is ':' or '-' or '(' or ')')) row = row[1..];
        row = row.TrimStart();
        var colon = row.IndexOf(':');
        if (colon is < 2 or > 40 || !char.IsUpper(row[0])) return null;
        var name = row[..colon].Trim().ToString();
        return name.Count(c => c == ' ') <= 2 && !name.Any(char.IsAsciiDigit) ? name : null;
    }
}
