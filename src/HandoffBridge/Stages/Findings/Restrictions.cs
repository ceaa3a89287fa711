using HandoffBridge.Extraction.Deals;
using HandoffBridge.Extraction.Signals;

namespace HandoffBridge.Stages.Findings;

/// <summary>
/// What is restricted: politics; risks and needs that speak of a named person of the customer's; and every signal
/// that shares words with one of these in the same document, since the same sentence would tell it all the same.
/// </summary>
internal sealed class Restrictions
{
    private readonly ILookup<string, Signal> politics;
    private readonly NamedPeople people;
    private readonly HashSet<string> names = new(StringComparer.OrdinalIgnoreCase);

    public Restrictions(DealFile deal, IReadOnlyList<Signal> signals)
    {
        people = new NamedPeople(deal);
        politics = signals.Where(s => s.Kind == SignalKind.Politics).ToLookup(s => s.DocumentId, StringComparer.Ordinal);
        foreach (var name in deal.Contacts.Select(c => c.Name).Concat(signals.Select(s => s.Person).OfType<string>()))
        {
            foreach (var part in name.Split([' ', '-', '.', ','], StringSplitOptions.RemoveEmptyEntries))
            {
                if (part.Length > 2 && char.IsUpper(part[0]) && part is not ("Mrs" or "Herr" or "Frau" or "Miss" or "Prof")) names.Add(part);
            }
        }
    }

    public bool Holds(Signal signal) =>
        signal.Kind == SignalKind.Politics
        || (signal.Kind is SignalKind.Risk && (NamesSomebody(signal.Quote) || people.SpeaksOfSomebodyElse(signal.Quote)))
        || politics[signal.DocumentId].Any(p => p.Start < signal.End && signal.Start < p.End)
        || (signal.Kind is SignalKind.Need or SignalKind.Urgency && politics[signal.DocumentId].Any(p => p.Quote.Contains(signal.Quote, StringComparison.OrdinalIgnoreCase)));

    private bool NamesSomebody(string quote)
    {
        var from = -1;
        for (var i = 0; i <= quote.Length; i++)
        {
            var letter = i < quote.Length && char.IsLetter(quote[i]);
            if (letter && from < 0) from = i;
            if (letter || from < 0) continue;
            if (char.IsUpper(quote[from]) && names.Contains(quote[from..i])) return true;
            from = -1;
        }

        return false;
    }
}
