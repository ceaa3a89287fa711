using HandoffBridge.Extraction.Deals;

namespace HandoffBridge.Connectors.Crm;

/// <summary>The one seam to a CRM: nothing outside this folder knows which one it is.</summary>
public interface ICrm
{
    /// <summary>"Folder" or "Dataverse".</summary>
    string Name { get; }

    /// <summary>How long the watcher waits between two polls.</summary>
    TimeSpan PollInterval { get; }

    /// <summary>
    /// What changed since the cursor. The caller stores the changes and then <see cref="CrmChanges.Cursor"/>, in one
    /// transaction: a crash before that reads the same again, which changes nothing.
    /// </summary>
    /// <param name="cursor">The last stored cursor; null on the very first poll.</param>
    /// <param name="hints">Deal ids a webhook named since the last poll; may be unknown or wrong.</param>
    /// <param name="cancellationToken">Cancels the poll.</param>
    /// <exception cref="ConnectorException">The CRM could not be read; the cursor stays where it is.</exception>
    Task<CrmChanges> PollAsync(string? cursor, IReadOnlyCollection<string> hints, CancellationToken cancellationToken);

    /// <summary>Reads the whole paper trail of many deals at once, in as few requests as the CRM allows.</summary>
    /// <returns>One entry for each key asked for, in any order; a deal that is gone is told as such.</returns>
    /// <exception cref="ConnectorException">Nothing could be read.</exception>
    Task<IReadOnlyList<CrmDossier>> CollectAsync(IReadOnlyList<CrmDealKey> deals, CancellationToken cancellationToken);

    /// <summary>Deals won in a span of time, for <c>backfill</c>: politely, page by page.</summary>
    IAsyncEnumerable<CrmDealChange> WonBetweenAsync(DateTimeOffset since, DateTimeOffset? until, CancellationToken cancellationToken);

    /// <summary>Tells the CRM's users that there is a brief (a note and a task), where that is switched on. Repeating it changes nothing.</summary>
    Task WriteBackAsync(CrmWriteBack brief, CancellationToken cancellationToken);

    /// <summary>Sign-in, privileges, clock, tracking: one line each, no side effects.</summary>
    Task<IReadOnlyList<CheckLine>> CheckAsync(CancellationToken cancellationToken);
}

/// <summary>Which deal: the organisation (environment) and the deal's id in it. Together they make the handoff.</summary>
public sealed record CrmDealKey(string Organisation, string DealId);

/// <summary>Whether a deal stands as won.</summary>
public enum CrmDealState
{
    /// <summary>Won.</summary>
    Won,
    /// <summary>Open, or open again.</summary>
    Open,
    /// <summary>Lost.</summary>
    Lost,
    /// <summary>Gone from the CRM.</summary>
    Deleted,
}

/// <summary>A deal as a poll saw it.</summary>
/// <param name="Key">Which deal.</param>
/// <param name="State">How it stands now.</param>
/// <param name="WonAt">When it was won; null where it is not, or the CRM does not say.</param>
/// <param name="WinId">Names this win: another win of the same deal has another; null where not won.</param>
/// <param name="Version">Changes whenever anything of the deal's dossier may have changed.</param>
public sealed record CrmDealChange(CrmDealKey Key, CrmDealState State, DateTimeOffset? WonAt, string? WinId, string Version)
{
    /// <summary>The deal's name for lists and logs of the machine room; null where the poll did not read it.</summary>
    public string? Name { get; init; }
}

/// <summary>One poll's harvest.</summary>
/// <param name="Changes">Changed deals; the same deal may come again.</param>
/// <param name="Cursor">To be stored with the changes.</param>
/// <param name="More">True when the next poll should follow at once.</param>
/// <param name="Findings">What could not be read and where; each poll gives all that stand for the places it names.</param>
/// <param name="SoundPlaces">Places (files, records) read without fault: their earlier findings are over.</param>
public sealed record CrmChanges(
    IReadOnlyList<CrmDealChange> Changes, string Cursor, bool More, IReadOnlyList<CrmFinding> Findings, IReadOnlyList<string> SoundPlaces)
{
    /// <summary>
    /// True where the CRM had lost our place and could not tell what was deleted meanwhile: the next poll should name every
    /// deal with a standing handoff as a hint.
    /// </summary>
    public bool Recheck { get; init; }

    /// <summary>
    /// Changes of deals won before the watch's start date: they start nothing, and matter only where a handoff stands
    /// because <c>backfill</c> made one.
    /// </summary>
    public IReadOnlyList<CrmDealChange> Older { get; init; } = [];
}

/// <summary>Something in the CRM that cannot be read as it is.</summary>
/// <param name="Place">File name or record.</param>
/// <param name="Field">The field, as the CRM or file names it; "" for the whole.</param>
/// <param name="Message">One sentence with the remedy.</param>
/// <param name="Line">1-based line; null where there is none.</param>
/// <param name="Column">1-based column; null where there is none.</param>
public sealed record CrmFinding(string Place, string Field, string Message, int? Line, int? Column);

/// <summary>One deal's paper trail, or why there is none.</summary>
/// <param name="Key">Which deal.</param>
/// <param name="Version">The version that was read.</param>
/// <param name="Deal">The dossier; null where the deal is gone or cannot be read.</param>
/// <param name="Unread">What was left unread (attachment too large, unknown kind), in one sentence each.</param>
/// <param name="Findings">Defects, where <paramref name="Deal"/> is null.</param>
public sealed record CrmDossier(
    CrmDealKey Key, string Version, DealFile? Deal, IReadOnlyList<string> Unread, IReadOnlyList<CrmFinding> Findings);

/// <summary>What is written back onto the deal.</summary>
public sealed record CrmWriteBack(CrmDealKey Key, string HandoffId, int Version, Uri Link, string Subject, string Text, DateTimeOffset? Due);
