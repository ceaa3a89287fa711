namespace HandoffBridge.Connectors.Onboarding;

/// <summary>
/// The one seam to an onboarding system. The target says which remote items a brief version needs
/// (<see cref="Plan"/>); the caller keeps the ledger and calls <see cref="PutAsync"/> for each item that is new,
/// changed or in doubt.
/// </summary>
public interface IOnboardingTarget
{
    /// <summary>Name in the ledger: "Folder", "Redmine"; a second one of a kind is "Redmine#2". Never changes.</summary>
    string Name { get; }

    /// <summary>Whether restricted matters (politics) may be written there.</summary>
    bool Trusted { get; }

    /// <summary>The remote items of this version, in the order in which they must be made. Pure.</summary>
    IReadOnlyList<PlannedItem> Plan(BriefPublication brief);

    /// <summary>
    /// Makes or updates one item. Safe to repeat: where <paramref name="known"/> has no remote id, the item is looked
    /// up by its key before it is made, since an earlier call may have succeeded without an answer.
    /// </summary>
    /// <param name="item">What to put.</param>
    /// <param name="known">The ledger's row; null where this item was never intended before.</param>
    /// <param name="remoteIds">Remote ids of the items done so far, by key (the project's among them).</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The remote id.</returns>
    /// <exception cref="ConnectorException">It failed; the kind says what waiting can mend.</exception>
    Task<string> PutAsync(PlannedItem item, LedgerEntry? known, IReadOnlyDictionary<string, string> remoteIds, CancellationToken cancellationToken);

    /// <summary>Address, key, privileges, fields: one line each, no side effects.</summary>
    Task<IReadOnlyList<CheckLine>> CheckAsync(CancellationToken cancellationToken);
}

/// <summary>A brief version as it leaves the house. Texts hold nothing restricted unless the target is trusted.</summary>
/// <param name="HandoffId">The handoff.</param>
/// <param name="Version">Version of the brief.</param>
/// <param name="Status">unconfirmed, confirmed, overdue or retracted.</param>
/// <param name="DealName">The deal.</param>
/// <param name="AccountName">The customer.</param>
/// <param name="Markdown">The brief.</param>
/// <param name="Html">The brief as a whole HTML page.</param>
/// <param name="Json">brief.json.</param>
/// <param name="WorkItems">What somebody has to do.</param>
/// <param name="Link">Deep link to the brief.</param>
public sealed record BriefPublication(
    string HandoffId, int Version, string Status, string DealName, string AccountName,
    string Markdown, string Html, string Json, IReadOnlyList<WorkItem> WorkItems, Uri Link);

/// <summary>One piece of work for delivery: an unscoped commitment, a customer obligation or an open question.</summary>
/// <param name="Key">Stable over versions: the brief item's id.</param>
/// <param name="Kind">commitment, customer_commitment or question.</param>
/// <param name="Title">One line, at most 200 characters.</param>
/// <param name="Text">What was said, the proof, what the signed paper says.</param>
/// <param name="Due">Last day; null where nobody gave one.</param>
/// <param name="Owner">Who is to do it: a name or address; null where nobody is named.</param>
/// <param name="Withdrawn">True where a later version no longer holds it: the remote item says so and is closed where that is possible.</param>
public sealed record WorkItem(string Key, string Kind, string Title, string Text, DateOnly? Due, string? Owner, bool Withdrawn);

/// <summary>One remote item of a plan.</summary>
/// <param name="HandoffId">The handoff.</param>
/// <param name="Key">Key in the ledger, unique in (target, handoff): "project", "page:brief", "item:3f2a", "file:brief.md".</param>
/// <param name="Version">Version of the brief it belongs to.</param>
/// <param name="Title">Title or name.</param>
/// <param name="Text">Body as the target wants it written.</param>
/// <param name="Due">Due date; null where there is none.</param>
/// <param name="Owner">Owner; null where there is none.</param>
/// <param name="Withdrawn">See <see cref="WorkItem.Withdrawn"/>.</param>
/// <param name="ContentHash">SHA-256 (hex) over all that is written: equal hash, nothing to do.</param>
public sealed record PlannedItem(
    string HandoffId, string Key, int Version, string Title, string Text, DateOnly? Due, string? Owner, bool Withdrawn, string ContentHash);

/// <summary>What the ledger knows of an item.</summary>
/// <param name="RemoteId">Id in the remote system; null while only intended.</param>
/// <param name="ContentHash">Hash last written or intended.</param>
/// <param name="Done">False where the call was intended and its answer never stored.</param>
public sealed record LedgerEntry(string? RemoteId, string ContentHash, bool Done);
