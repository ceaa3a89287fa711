using System.Runtime.CompilerServices;

namespace HandoffBridge.Connectors.Crm.Dataverse.Calls;

/// <summary>Follows pages to their end, and no further: an endless or circling chain is cut.</summary>
internal sealed class Pages(DataverseClient client)
{
    /// <summary>Pages of one chain; 5,000 rows each make five million rows.</summary>
    public const int Max = 1000;

    /// <summary>Every page of a collection.</summary>
    /// <exception cref="ConnectorException">A page cannot be read, or the chain does not end.</exception>
    public async IAsyncEnumerable<Answer> FollowAsync(string path, string prefer, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal) { path };
        while (true)
        {
            var page = await client.GetAsync(path, prefer, cancellationToken);
            yield return page;
            if (!page.Ok || page.NextLink is not { } next) yield break;
            if (!seen.Add(next)) throw new ConnectorException(FailureKind.Transient, "Dataverse's pages run in a circle; reading was cut.");
            if (seen.Count > Max) throw new ConnectorException(FailureKind.Transient, FormattableString.Invariant($"Dataverse's pages do not end after {Max}; reading was cut."));
            path = next;
        }
    }

    /// <summary>The rows of a batch's part and of the pages behind it.</summary>
    public async Task<List<Row>> RestAsync(Answer first, BatchGet get, CancellationToken cancellationToken)
    {
        var rows = first.Rows.ToList();
        if (first.NextLink is { } next)
        {
            await foreach (var page in FollowAsync(next, Multipart.Prefer(get.PageSize), cancellationToken))
                rows.AddRange(page.Ok ? page.Rows : throw ServiceErrors.Refused(page));
        }

        return rows;
    }
}
