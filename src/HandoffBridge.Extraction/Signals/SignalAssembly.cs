using HandoffBridge.Extraction.Dates;
using HandoffBridge.Extraction.Deals;
using HandoffBridge.Extraction.Scopes;

namespace HandoffBridge.Extraction.Signals;

/// <summary>Gives found passages their attributes: due, person, stance, scope.</summary>
internal sealed class SignalAssembly(DealFile deal, IReadOnlyDictionary<string, string> texts)
{
    private readonly ScopeMatcher _scopes = new(deal, texts);
    private readonly DueContext _calendar = DueContext.Of(deal.Account.Country, [.. texts.Values]);

    /// <summary>The whole signal.</summary>
    public Signal Complete(Found found)
    {
        var quote = texts[found.Document.Id][found.Start..found.End];
        var due = found.Kind.TakesDue() ? DueResolver.Resolve(quote, _calendar with { At = found.Document.At, Kind = found.Kind }) : null;
        return new Signal
        {
            DealId = deal.Deal.Id,
            DocumentId = found.Document.Id,
            Kind = found.Kind,
            Quote = quote,
            Start = found.Start,
            End = found.End,
            Confidence = found.Confidence,
            Due = due,
            Person = found.Person,
            Stance = found.Stance,
            Scope = found.Kind == SignalKind.Commitment ? _scopes.Decide(quote, due, found.Document, found.Start) : null,
        };
    }
}
