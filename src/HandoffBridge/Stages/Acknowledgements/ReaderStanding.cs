using HandoffBridge.Languages;
using HandoffBridge.Stages.Briefs;

namespace HandoffBridge.Stages.Acknowledgements;

/// <summary>How a handoff stands with its reader: waiting, accepted, returned, or accepted with changes to look at.</summary>
/// <param name="State">waiting, accepted, returned or changed.</param>
/// <param name="Last">The last acknowledgement; null: none.</param>
/// <param name="Changes">What changed since the accepted version: only this asks again.</param>
public sealed record ReaderStanding(string State, AcknowledgementRow? Last, IReadOnlyList<BriefChange> Changes)
{
    /// <summary>Finds out.</summary>
    /// <param name="acknowledgements">All of the handoff.</param>
    /// <param name="now">The newest version.</param>
    /// <param name="version">Gives an earlier version; null where it is gone.</param>
    /// <param name="language">Language of the sentences.</param>
    internal static ReaderStanding Of(IEnumerable<AcknowledgementRow> acknowledgements, Brief now, Func<int, Brief?> version, Language language)
    {
        var last = acknowledgements.OrderBy(a => a.Id).LastOrDefault();
        if (last is null) return new("waiting", null, []);
        // A returned version waits for the seller; what came after it waits for the reader.
        if (last.Decision == "returned") return new(last.Version == now.Version ? "returned" : "waiting", last, []);
        if (last.Version >= now.Version || version(last.Version) is not { } accepted) return new("accepted", last, []);
        var changes = Changed(accepted, now, language);
        return new(changes.Count == 0 ? "accepted" : "changed", last, changes);
    }

    /// <summary>Differences that a reader must know of: that something was only confirmed is good news, not a change.</summary>
    internal static IReadOnlyList<BriefChange> Changed(Brief before, Brief now, Language language)
    {
        var states = now.Items.ToDictionary(i => i.Id, StringComparer.Ordinal);
        var even = before with
        {
            Status = now.Status,
            Items = [.. before.Items.Select(i => states.TryGetValue(i.Id, out var n) && n is { State: "confirmed" } && n.Text == i.Text ? i with { State = "confirmed" } : i)],
        };
        return new CompareVersions(language).Compare(even, now);
    }
}
