using HandoffBridge.Extraction.Signals;

namespace HandoffBridge.Extraction.Scopes;

/// <summary>Says in one plain sentence why a promise is or is not covered.</summary>
internal static class ScopeReasons
{
    private const double Near = 0.2;

    public static ScopeVerdict Explain(bool scoped, ScopeEvidence evidence)
    {
        if (scoped)
        {
            return evidence.Included is { } item
                ? new ScopeVerdict(ScopeStatus.Scoped, item.Id, $"{Name(item)} covers it.")
                : new ScopeVerdict(ScopeStatus.Scoped, null, "It is part of what was ordered as a whole; no single order line names it.");
        }

        if (evidence.Excluded is { } excluded && evidence.ExcludedCover >= Near && evidence.ExcludedCover >= evidence.IncludedCover)
        {
            return new ScopeVerdict(ScopeStatus.Contradicts, excluded.Id, $"{Name(excluded)} excludes it.");
        }

        if (evidence.Beyond is { } beyond && evidence.BeyondItem is { } limit)
        {
            return new ScopeVerdict(ScopeStatus.Unscoped, limit.Id, $"{Name(limit)} covers {beyond.Signed}; the promise says {beyond.Promised}.");
        }

        if (evidence.LaterDate is { } later && evidence.Included is { } dated)
        {
            return new ScopeVerdict(ScopeStatus.Unscoped, dated.Id, $"{Name(dated)} gives {later}; the promise is earlier.");
        }

        if (evidence.Admission is { } admission) return new ScopeVerdict(ScopeStatus.Unscoped, null, $"The note itself says so (“{admission}”).");
        return evidence.Included is { } near && evidence.IncludedCover >= Near
            ? new ScopeVerdict(ScopeStatus.Unscoped, near.Id, $"{Name(near)} comes closest, but does not cover it.")
            : new ScopeVerdict(ScopeStatus.Unscoped, null, "No order line and no statement of work mentions it.");
    }

    private static string Name(PaperItem item) =>
        item.IsLine ? $"Order line “{item.Text}”" : $"The statement of work (“{Short(item.Text)}”)";

    private static string Short(string text) => text.Length <= 140 ? text : string.Concat(text.AsSpan(0, text.LastIndexOf(' ', 137)), " …");
}
