using HandoffBridge.Settings;

namespace HandoffBridge.Connectors.Crm;

/// <summary>Which CRM is watched.</summary>
public enum CrmSource
{
    /// <summary>A folder of deal files.</summary>
    Folder,
    /// <summary>Microsoft Dataverse (Dynamics 365 Sales).</summary>
    Dataverse,
}

/// <summary>Which CRM is watched.</summary>
[Settings("Crm")]
public sealed class CrmOptions
{
    /// <summary>The CRM.</summary>
    [Meaning("Folder (deal files in a watched folder) or Dataverse.")]
    public CrmSource Source { get; set; } = CrmSource.Folder;
}
