using System.Collections.Concurrent;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using HandoffBridge.Extraction.Deals;

namespace HandoffBridge.Connectors.Crm.Folder;

/// <summary>A folder of deal files: the embedded default. A file is read once it is complete; a changed file is a change of its deal.</summary>
public sealed partial class FolderCrm(FolderCrmOptions options, TimeProvider time) : ICrm
{
    /// <summary>How long a file that is no valid JSON may still be in writing before it counts as broken.</summary>
    private static readonly TimeSpan Writing = TimeSpan.FromSeconds(1.5);

    /// <summary>Files read in one poll: the rest follows at once.</summary>
    private const int FilesPerPoll = 500;

    private readonly ConcurrentDictionary<string, string> _paths = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public string Name => "Folder";

    /// <inheritdoc/>
    public TimeSpan PollInterval { get; } = TimeSpan.FromSeconds(0.5);

    /// <summary>The folder that is watched.</summary>
    public string Root { get; } = options.Path.Length > 0 ? Path.GetFullPath(options.Path) : Path.Combine(AppContext.BaseDirectory, "samples", "deals");

    /// <inheritdoc/>
    public Task<CrmChanges> PollAsync(string? cursor, IReadOnlyCollection<string> hints, CancellationToken cancellationToken)
    {
        var seen = cursor is null ? [] : JsonSerializer.Deserialize(cursor, FolderCursorJson.Default.DictionaryStringSeenFile) ?? [];
        var files = List();
        var changes = new List<CrmDealChange>();
        var findings = new List<CrmFinding>();
        var sound = new List<string>();
        var read = 0;
        var changed = false;
        foreach (var gone in seen.Keys.Except(files.Select(f => f.Name), StringComparer.Ordinal).ToList())
        {
            // A removed file says nothing about its deal: moving files away after reading is normal.
            seen.Remove(gone);
            sound.Add(gone);
            changed = true;
        }

        var owners = seen.Where(s => s.Value.Deal is not null).GroupBy(s => s.Value.Deal!, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.First().Key, StringComparer.Ordinal);
        foreach (var file in files)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var stamp = new SeenFile(file.Length, file.LastWriteTimeUtc.Ticks, null);
            if (seen.TryGetValue(file.Name, out var before) && before.Size == stamp.Size && before.Time == stamp.Time)
            {
                if (before.Deal is not null) _paths.TryAdd(before.Deal, file.FullName);
                continue;
            }

            if (read >= FilesPerPoll) return Done(more: true);
            read++;
            var result = Read(file);
            if (result is null) continue;
            if (result.Deal is null)
            {
                if (time.GetUtcNow() - new DateTimeOffset(file.LastWriteTimeUtc, TimeSpan.Zero) is var age && age < Writing && age > -Writing) continue;
                findings.AddRange(result.Defects.Select(d => new CrmFinding(file.Name, d.Field, d.Message, d.Line, d.Column)));
                seen[file.Name] = stamp;
                changed = true;
                continue;
            }

            var id = result.Deal.Deal.Id;
            changed = true;
            if (owners.TryGetValue(id, out var owner) && owner != file.Name && seen.ContainsKey(owner))
            {
                findings.Add(new(file.Name, "deal.id", $"\"{id}\" is also the deal of {owner}; remove one of the two files.", null, null));
                seen[file.Name] = stamp;
                continue;
            }

            owners[id] = file.Name;
            seen[file.Name] = stamp with { Deal = id };
            _paths[id] = file.FullName;
            var odd = Odd(file.Name, result.Deal).ToList();
            findings.AddRange(odd);
            if (odd.Count == 0) sound.Add(file.Name);
            changes.Add(Change(result.Deal, stamp));
        }

        return Done(more: false);

        Task<CrmChanges> Done(bool more) => Task.FromResult(new CrmChanges(
            changes, changed || cursor is null ? JsonSerializer.Serialize(seen, FolderCursorJson.Default.DictionaryStringSeenFile) : cursor, more, findings, sound));
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<CrmDossier>> CollectAsync(IReadOnlyList<CrmDealKey> deals, CancellationToken cancellationToken)
    {
        var dossiers = new List<CrmDossier>();
        foreach (var key in deals)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!_paths.TryGetValue(key.DealId, out var path) && !Find(key.DealId, out path))
            {
                dossiers.Add(new(key, "", null, [], [new("", "", $"No file in the watched folder holds deal {key.DealId}; put it back.", null, null)]));
                continue;
            }

            var file = new FileInfo(path!);
            var result = file.Exists ? Read(file) : null;
            dossiers.Add(result?.Deal is { } deal && deal.Deal.Id == key.DealId
                ? new(key, Change(deal, new(file.Length, file.LastWriteTimeUtc.Ticks, null)).Version, deal, [], [])
                : new(key, "", null, [], [.. (result?.Defects ?? []).Select(d => new CrmFinding(file.Name, d.Field, d.Message, d.Line, d.Column)).DefaultIfEmpty(new(file.Name, "", "the file cannot be read just now.", null, null))]));
        }

        return Task.FromResult<IReadOnlyList<CrmDossier>>(dossiers);
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<CrmDealChange> WonBetweenAsync(DateTimeOffset since, DateTimeOffset? until, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        foreach (var file in List())
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (Read(file)?.Deal is not { } deal) continue;
            if (deal.Deal.WonAt < since || deal.Deal.WonAt > until) continue;
            _paths[deal.Deal.Id] = file.FullName;
            yield return Change(deal, new(file.Length, file.LastWriteTimeUtc.Ticks, null));
        }
    }

    /// <inheritdoc/>
    public Task WriteBackAsync(CrmWriteBack brief, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task<IReadOnlyList<CheckLine>> CheckAsync(CancellationToken cancellationToken)
    {
        var subject = "CRM folder " + Root;
        try
        {
            return Task.FromResult<IReadOnlyList<CheckLine>>([new(subject, true, string.Create(CultureInfo.InvariantCulture, $"{List().Count} deal files"))]);
        }
        catch (ConnectorException e)
        {
            return Task.FromResult<IReadOnlyList<CheckLine>>([new(subject, false, e.Message)]);
        }
    }

    private static CrmDealChange Change(DealFile deal, SeenFile stamp) =>
        new(new("folder", deal.Deal.Id), CrmDealState.Won, deal.Deal.WonAt, deal.Deal.WonAt.ToUniversalTime().ToString("O", CultureInfo.InvariantCulture),
            string.Create(CultureInfo.InvariantCulture, $"{stamp.Time:x}-{stamp.Size:x}")) { Name = deal.Deal.Name };

    /// <summary>Readable, but not as it should be: the deal goes on and somebody is told.</summary>
    private IEnumerable<CrmFinding> Odd(string file, DealFile deal)
    {
        var tomorrow = time.GetUtcNow() + TimeSpan.FromDays(1);
        if (deal.Deal.WonAt > tomorrow) yield return new(file, "deal.wonAt", "lies in the future; the deal is taken as won all the same, so correct the date in the file.", null, null);
        for (var i = 0; i < deal.Documents.Count; i++)
        {
            if (deal.Documents[i].At > tomorrow)
                yield return new(file, string.Create(CultureInfo.InvariantCulture, $"documents[{i}].at"), "lies in the future; dates such as \"by Friday\" are reckoned from it, so correct it in the file.", null, null);
        }
    }

    private List<FileInfo> List()
    {
        try
        {
            return [.. new DirectoryInfo(Root).EnumerateFiles("*.json").OrderBy(f => f.Name, StringComparer.Ordinal)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ConnectorException(FailureKind.Unauthorized, $"Crm:Folder:Path names {Root}, which cannot be read; create the folder or give this program access to it.", e);
        }
    }

    private bool Find(string dealId, out string? path)
    {
        foreach (var file in List())
        {
            if (Read(file)?.Deal is { } deal) _paths.TryAdd(deal.Deal.Id, file.FullName);
        }

        return _paths.TryGetValue(dealId, out path);
    }

    /// <summary>Null where the file cannot be opened just now: it is looked at again in the next poll.</summary>
    private static DealFileResult? Read(FileInfo file)
    {
        try
        {
            if (file.Length > DealFileReader.MaxBytes)
                return new(null, [new("", null, null, string.Create(CultureInfo.InvariantCulture, $"the file has {file.Length / 1024 / 1024} MB, more than the {DealFileReader.MaxBytes / 1024 / 1024} MB that are read; split it or drop attachments."))]);
            return DealFileReader.Read(File.ReadAllBytes(file.FullName));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return e is UnauthorizedAccessException
                ? new(null, [new("", null, null, "the file may not be read by this program; give it read access.")])
                : null;
        }
    }
}

/// <summary>What a file looked like when it was last read.</summary>
internal sealed record SeenFile(long Size, long Time, string? Deal);

[JsonSerializable(typeof(Dictionary<string, SeenFile>))]
internal sealed partial class FolderCursorJson : JsonSerializerContext;
