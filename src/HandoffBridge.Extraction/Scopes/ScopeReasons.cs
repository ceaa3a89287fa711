using HandoffBridge.Extraction.Signals;

namespace HandoffBridge.Extraction.Scopes;

/// <summary>Says in one plain sentence why a promise is or is not covered.</summary>
internal static class ScopeReasons
{
    /// <summary>Below this nearness a line or sentence decides nothing and is not shown.</summary>
    private const double Near = 0.2;

    public static ScopeVerdict Explain(bool scoped, ScopeEvidence evidence)
    {
        if (scoped) return Covered(evidence);
        if (evidence.Beyond is { } beyond && evidence.BeyondItem is { } limit)
        {
            var noun = beyond.Noun.Length == 0 ? "" : " " + beyond.Noun;
            return new ScopeVerdict(ScopeStatus.Unscoped, limit.Id, $"{Subject(limit)} covers {beyond.Signed}{noun}; the promise says {beyond.Promised}{Proof(limit)}.");
        }

        if (evidence.Excluded is { } excluded && evidence.ExcludedCover >= Near && evidence.ExcludedCover >= evidence.IncludedCover)
        {
            return new ScopeVerdict(ScopeStatus.Contradicts, excluded.Id, $"The statement of work says “{Short(excluded.Text)}”; the promise goes against it.");
        }

        if (evidence.LaterDate is { } later && evidence.Included is { } dated)
        {
            return new ScopeVerdict(ScopeStatus.Contradicts, dated.Id, $"{Subject(dated)} plans {later}; the promise is earlier{Proof(dated)}.");
        }

        if (evidence.Admission is not null) return new ScopeVerdict(ScopeStatus.Unscoped, null, "The words of the promise say themselves that it is not in the signed paper.");
        return evidence.Included is { } near && evidence.IncludedCover >= Near
            ? new ScopeVerdict(ScopeStatus.Unscoped, near.Id, $"{Subject(near)} comes closest, but does not cover it{Proof(near)}.")
            : new ScopeVerdict(ScopeStatus.Unscoped, null, "No order line and no statement of work mentions it.");
    }

    private static ScopeVerdict Covered(ScopeEvidence evidence) => evidence.Included is { } item
        ? new ScopeVerdict(ScopeStatus.Scoped, item.Id, $"{Subject(item)} covers it{Proof(item)}.")
        : new ScopeVerdict(ScopeStatus.Scoped, null, "It belongs to what was ordered as a whole; no single order line names it.");

    private static string Subject(PaperItem item) => item.IsLine ? $"Order line “{Short(item.Text)}”" : "The statement of work";

    /// <summary>The deciding sentence of a statement of work; an order line is named already.</summary>
    private static string Proof(PaperItem item) => item.IsLine ? "" : $" (“{Short(item.Text).TrimEnd('.')}”)";

    private static string Short(string text)
    {
        const int Longest = 140;
        if (text.Length <= Longest) return text;
        var space = text.LastIndexOf(' ', Longest - 2);
        return string.Concat(text.AsSpan(0, space > 60 ? space : Longest - 2), " …");
    }
}
