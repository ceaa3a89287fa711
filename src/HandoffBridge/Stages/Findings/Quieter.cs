using HandoffBridge.Extraction.Signals;

namespace HandoffBridge.Stages.Findings;

/// <summary>
/// Takes out an unsure signal whose words another, much surer signal of the same document already brings: a reader
/// would read the same sentence twice, once under the wrong heading. Kinds that one sentence often states together stay.
/// </summary>
internal static class Quieter
{
    private const double Unsure = 0.5;
    private const double Surer = 0.15;

    public static List<Signal> Without(List<Signal> signals)
    {
        var byDocument = signals.ToLookup(s => s.DocumentId, StringComparer.Ordinal);
        return [.. signals.Where(s => s.Confidence >= Unsure || !byDocument[s.DocumentId].Any(o => SaysItBetter(o, s)))];
    }

    private static bool SaysItBetter(Signal other, Signal signal) =>
        other.Kind != signal.Kind
        && other.Confidence >= signal.Confidence + Surer
        && Math.Min(other.End, signal.End) - Math.Max(other.Start, signal.Start) >= 0.8 * (signal.End - signal.Start)
        && !Together(other.Kind, signal.Kind) && !Together(signal.Kind, other.Kind);

    // Politics is never taken out: an unsure remark about a person is still a remark about a person.
    private static bool Together(SignalKind a, SignalKind b) =>
        a == SignalKind.Politics || (a, b) is (SignalKind.Commitment, SignalKind.DealTerm) or (SignalKind.Need, SignalKind.Urgency) or (SignalKind.Commitment, SignalKind.Roadmap);
}
