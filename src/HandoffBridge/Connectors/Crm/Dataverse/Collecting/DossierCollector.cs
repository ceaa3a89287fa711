using HandoffBridge.Connectors.Crm.Dataverse.Calls;
using HandoffBridge.Connectors.Crm.Dataverse.Watching;

namespace HandoffBridge.Connectors.Crm.Dataverse.Collecting;

/// <summary>Reads many deals set-wise: some dozens a batch, a few batches at a time, smaller where an answer grows too large.</summary>
internal sealed class DossierCollector(DossierReader reader, Watching.Environment environment, DataverseOptions options)
{
    private const int BatchesAtATime = 3;
    private readonly DossierBuilder _builder = new(options);

    /// <summary>One dossier for each key.</summary>
    public async Task<IReadOnlyList<CrmDossier>> CollectAsync(IReadOnlyList<CrmDealKey> deals, CancellationToken cancellationToken)
    {
        if (deals.Count == 0) return [];
        var organisation = (await environment.OrganisationAsync(cancellationToken)).ToString("D");
        var dossiers = new CrmDossier?[deals.Count];
        var wanted = new List<(int Index, Guid Id)>();
        for (var i = 0; i < deals.Count; i++)
        {
            if (!deals[i].Organisation.Equals(organisation, StringComparison.OrdinalIgnoreCase)) dossiers[i] = Defect(deals[i], "The deal belongs to another Dataverse environment than the one at Crm:Dataverse:Url.");
            else if (!Guid.TryParse(deals[i].DealId, out var id)) dossiers[i] = Defect(deals[i], "The id is none of Dataverse's; it has the form 00000000-0000-0000-0000-000000000000.");
            else wanted.Add((i, id));
        }

        await Parallel.ForEachAsync(
            wanted.Chunk(options.DealsPerBatch), new ParallelOptions { MaxDegreeOfParallelism = BatchesAtATime, CancellationToken = cancellationToken },
            async (chunk, cancel) => await ReadAsync(deals, chunk, dossiers, cancel));
        return dossiers!;
    }

    private async Task ReadAsync(IReadOnlyList<CrmDealKey> deals, (int Index, Guid Id)[] chunk, CrmDossier?[] dossiers, CancellationToken cancellationToken)
    {
        DealRows rows;
        try
        {
            rows = await reader.ReadAsync([.. chunk.Select(c => c.Id).Distinct()], cancellationToken);
        }
        catch (AnswerTooLargeException e) when (chunk.Length == 1)
        {
            dossiers[chunk[0].Index] = Defect(deals[chunk[0].Index], e.Message + " The deal's paper trail is larger than is read; raise the setting or move large texts out of the deal.");
            return;
        }
        catch (AnswerTooLargeException)
        {
            await ReadAsync(deals, chunk[..(chunk.Length / 2)], dossiers, cancellationToken);
            await ReadAsync(deals, chunk[(chunk.Length / 2)..], dossiers, cancellationToken);
            return;
        }

        foreach (var (index, id) in chunk) dossiers[index] = _builder.Build(deals[index], id, rows);
    }

    private static CrmDossier Defect(CrmDealKey key, string message) => new(key, "", null, [], [new(key.DealId, "", message, null, null)]);
}
