using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using HandoffBridge.Settings;

namespace HandoffBridge.Connectors.Onboarding.Folder;

/// <summary>The folder target.</summary>
[Settings("Onboarding:Folder")]
public sealed class FolderTargetOptions
{
    /// <summary>The folder.</summary>
    [Meaning("Folder that gets one folder for each handoff: brief.md, brief.html, brief.json, work-items.json.")]
    public string Path { get; set; } = "out/";

    /// <summary>Whether politics may be written there.</summary>
    [Meaning("true: restricted matters (people and politics) are written there too, so guard the folder; false: they are left out.")]
    public bool Trusted { get; set; } = true;
}

/// <summary>Files in a folder: the embedded default. Each file is written beside its place and moved there, so that nobody reads half a brief.</summary>
public sealed class FolderTarget(FolderTargetOptions options) : IOnboardingTarget
{
    private readonly string _root = Path.GetFullPath(options.Path);

    /// <inheritdoc/>
    public string Name => "Folder";

    /// <inheritdoc/>
    public bool Trusted => options.Trusted;

    /// <inheritdoc/>
    public IReadOnlyList<PlannedItem> Plan(BriefPublication brief)
    {
        ArgumentNullException.ThrowIfNull(brief);
        var work = JsonSerializer.Serialize(new WorkItemsFile(brief.HandoffId, brief.Version, brief.Status, brief.Link.ToString(),
            [.. brief.WorkItems.Select(w => new WorkItemLine(w.Key, w.Kind, w.Title, w.Text, w.Due?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), w.Owner, w.Withdrawn))]), FolderJson.Default.WorkItemsFile);
        return [Item("brief.md", brief.Markdown), Item("brief.html", brief.Html), Item("brief.json", brief.Json), Item("work-items.json", work)];

        PlannedItem Item(string file, string text) => new(brief.HandoffId, "file:" + file, brief.Version, file, text, null, null, false, ContentHash.Of(text));
    }

    /// <inheritdoc/>
    public async Task<string> PutAsync(PlannedItem item, LedgerEntry? known, IReadOnlyDictionary<string, string> remoteIds, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(item);
        try
        {
            var folder = Directory.CreateDirectory(Path.Combine(_root, item.HandoffId)).FullName;
            var place = Path.Combine(folder, item.Title);
            // The same name each time: what a killed process left half written is written over and moved.
            var half = Path.Combine(folder, "." + item.Title + ".half");
            await File.WriteAllTextAsync(half, item.Text, cancellationToken);
            File.Move(half, place, overwrite: true);
            return Path.Combine(item.HandoffId, item.Title);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ConnectorException(FailureKind.Transient, $"Onboarding:Folder:Path names {_root}, which cannot be written to ({e.GetType().Name}); make room or give this program access.", e);
        }
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<CheckLine>> CheckAsync(CancellationToken cancellationToken)
    {
        var parent = new DirectoryInfo(_root);
        while (parent is { Exists: false }) parent = parent.Parent;
        var ok = parent is not null && (parent.UnixFileMode & (UnixFileMode.UserWrite | UnixFileMode.GroupWrite | UnixFileMode.OtherWrite)) != UnixFileMode.None;
        return Task.FromResult<IReadOnlyList<CheckLine>>([new("Onboarding folder " + _root, ok, ok ? "can be written to" : "Onboarding:Folder:Path cannot be written to; give this program access.")]);
    }
}

internal sealed record WorkItemsFile(string HandoffId, int Version, string Status, string Link, IReadOnlyList<WorkItemLine> Items);

internal sealed record WorkItemLine(string Id, string Kind, string Title, string Text, string? Due, string? Owner, bool Withdrawn);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, NewLine = "\n")]
[JsonSerializable(typeof(WorkItemsFile))]
internal sealed partial class FolderJson : JsonSerializerContext;
