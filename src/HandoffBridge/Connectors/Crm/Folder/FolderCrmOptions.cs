using HandoffBridge.Settings;

namespace HandoffBridge.Connectors.Crm.Folder;

/// <summary>The watched folder.</summary>
[Settings("Crm:Folder")]
public sealed class FolderCrmOptions
{
    /// <summary>The folder; relative paths start at the working directory.</summary>
    [Meaning("Folder watched for *.json deal files; empty means the sample deals shipped with the program.")]
    public string Path { get; set; } = "";
}
