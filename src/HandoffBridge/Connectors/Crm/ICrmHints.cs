namespace HandoffBridge.Connectors.Crm;

/// <summary>Where a webhook's hint is kept until the next poll, which is called at once.</summary>
public interface ICrmHints
{
    /// <summary>
    /// Stores the hint with one small commit. The id is passed on as it is: hints that name no deal only wake the poll;
    /// the same hint may come any number of times.
    /// </summary>
    Task StoreAsync(string dealId, CancellationToken cancellationToken);
}
