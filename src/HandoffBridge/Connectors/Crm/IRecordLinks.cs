namespace HandoffBridge.Connectors.Crm;

/// <summary>Where a record can be opened in the CRM.</summary>
public interface IRecordLinks
{
    /// <summary>The deal's page; null where the CRM has none.</summary>
    Uri? Deal(string dealId);

    /// <summary>The page of a document; null where the CRM has none.</summary>
    /// <param name="documentId">Id as the dossier writes it.</param>
    /// <param name="type">Type as the dossier writes it.</param>
    Uri? Document(string documentId, string? type);
}

/// <summary>A CRM without pages.</summary>
public sealed class NoRecordLinks : IRecordLinks
{
    /// <inheritdoc/>
    public Uri? Deal(string dealId) => null;

    /// <inheritdoc/>
    public Uri? Document(string documentId, string? type) => null;
}
