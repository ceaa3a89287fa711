using System.Runtime.CompilerServices;
using HandoffBridge.Connectors.Crm.Dataverse.Calls;
using HandoffBridge.Connectors.Crm.Dataverse.Collecting;
using HandoffBridge.Connectors.Crm.Dataverse.Watching;
using HandoffBridge.Connectors.Crm.Dataverse.WritingBack;

namespace HandoffBridge.Connectors.Crm.Dataverse;

/// <summary>Microsoft Dataverse (Dynamics 365 Sales) behind the seam to CRMs.</summary>
internal sealed class DataverseCrm(
    OpportunityWatch watch, DossierCollector collector, BriefWriter writer, DataverseCheck check, DataverseOptions options) : ICrm
{
    /// <inheritdoc/>
    public string Name => "Dataverse";

    /// <inheritdoc/>
    public TimeSpan PollInterval => options.PollInterval;

    /// <inheritdoc/>
    public Task<CrmChanges> PollAsync(string? cursor, IReadOnlyCollection<string> hints, CancellationToken cancellationToken) =>
        Told(() => watch.PollAsync(cursor, hints, cancellationToken));

    /// <inheritdoc/>
    public Task<IReadOnlyList<CrmDossier>> CollectAsync(IReadOnlyList<CrmDealKey> deals, CancellationToken cancellationToken) =>
        Told(() => collector.CollectAsync(deals, cancellationToken));

    /// <inheritdoc/>
    public async IAsyncEnumerable<CrmDealChange> WonBetweenAsync(DateTimeOffset since, DateTimeOffset? until, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var won = watch.WonBetweenAsync(since, until, cancellationToken).GetAsyncEnumerator(cancellationToken);
        while (await Told(() => won.MoveNextAsync().AsTask())) yield return won.Current;
    }

    /// <inheritdoc/>
    public Task WriteBackAsync(CrmWriteBack brief, CancellationToken cancellationToken) =>
        options.WriteBack ? Told(async () => { await writer.WriteAsync(brief, cancellationToken); return true; }) : Task.CompletedTask;

    /// <inheritdoc/>
    public Task<IReadOnlyList<CheckLine>> CheckAsync(CancellationToken cancellationToken) => check.CheckAsync(cancellationToken);

    private static async Task<T> Told<T>(Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (AnswerTooLargeException e)
        {
            throw new ConnectorException(FailureKind.Transient, e.Message, e);
        }
    }
}
