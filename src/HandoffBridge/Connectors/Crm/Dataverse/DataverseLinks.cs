namespace HandoffBridge.Connectors.Crm.Dataverse;

/// <summary>Records of a model-driven app, opened by table and id.</summary>
/// <remarks>Address as learn.microsoft.com describes it: "Open apps, forms, views, dialogs, and reports with a URL".</remarks>
public sealed class DataverseLinks(DataverseOptions options) : IRecordLinks
{
    /// <inheritdoc/>
    public Uri? Deal(string dealId) => Open("opportunity", dealId);

    /// <inheritdoc/>
    public Uri? Document(string documentId, string? type) => type switch
    {
        "email" => Open("email", documentId),
        "call" => Open("phonecall", documentId),
        "meeting" => Open("appointment", documentId),
        "task" => Open("task", documentId),
        // A note has no page of its own: it is read on the deal's.
        _ => null,
    };

    private Uri? Open(string table, string id) =>
        Guid.TryParse(id, out var known) && options.Url is { } root ? new Uri(root, $"main.aspx?pagetype=entityrecord&etn={table}&id={known:D}") : null;
}
