using System.Collections.Concurrent;
using System.Globalization;

namespace HandoffBridge.Connectors.Onboarding.Redmine;

/// <summary>
/// A project for each handoff, the brief as its wiki page, an issue for each work item. Redmine has no natural key for
/// issues, so each carries its own in the last line; since a handoff has a project of its own, one list shows them all.
/// </summary>
internal sealed class RedmineTarget(RedmineClient client, RedmineOptions options, TimeProvider time) : IOnboardingTarget
{
    private const string Marker = "HandoffBridge item ";
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<int, (DateTimeOffset At, Dictionary<string, int> Issues)> _issues = new();
    private DateTimeOffset _keyTested = DateTimeOffset.MinValue;
    private (int? Tracker, int? Closed, int? Parent)? _ids;

    public string Name => "Redmine";

    public bool Trusted => options.Trusted;

    public IReadOnlyList<PlannedItem> Plan(BriefPublication brief)
    {
        var items = new List<PlannedItem>
        {
            Item("project", Cut($"{brief.AccountName} – {brief.DealName}", 255), $"Handoff of {brief.DealName}: {brief.Status}, version {brief.Version.ToString(CultureInfo.InvariantCulture)}. {brief.Link}", null, null, false),
            Item("page:brief", "Brief", RedmineText.Page(brief.Markdown, options.Formatting), null, null, false),
        };
        items.AddRange(brief.WorkItems.Select(w => Item("item:" + w.Key, Cut((w.Withdrawn ? "Withdrawn: " : "") + RedmineText.Line(w.Title), 255), RedmineText.Body(w.Text, w.Owner, brief.Link, options.Formatting), w.Due, w.Owner, w.Withdrawn)));
        return items;

        PlannedItem Item(string key, string title, string text, DateOnly? due, string? owner, bool withdrawn) =>
            new(brief.HandoffId, key, brief.Version, title, text, due, owner, withdrawn, ContentHash.Of(title, text, due?.ToString("O", CultureInfo.InvariantCulture), withdrawn ? "withdrawn" : null));
    }

    public async Task<string> PutAsync(PlannedItem item, LedgerEntry? known, IReadOnlyDictionary<string, string> remoteIds, CancellationToken cancellationToken)
    {
        try
        {
            await TestKeyAsync(cancellationToken);
            if (item.Key == "project") return await PutProjectAsync(item, cancellationToken);
            var project = int.Parse(remoteIds["project"], CultureInfo.InvariantCulture);
            if (!item.Key.StartsWith("page:", StringComparison.Ordinal)) return await PutIssueAsync(item, known, project, cancellationToken);
            await client.PutWikiAsync(Identifier(item.HandoffId), item.Title, new(item.Text, string.Create(CultureInfo.InvariantCulture, $"HandoffBridge version {item.Version}")), cancellationToken);
            return item.Title;
        }
        catch (NotFoundException e)
        {
            throw new ConnectorException(FailureKind.Permanent, e.Message + " Somebody deleted it, or the wiki module is off; restore it and replay.", e);
        }
        catch (Exception)
        {
            // In doubt from here on: look at Redmine itself before making anything.
            _issues.Clear();
            throw;
        }
    }

    public async Task<IReadOnlyList<CheckLine>> CheckAsync(CancellationToken cancellationToken)
    {
        if (options.Url.Length == 0) return [new("Redmine", false, "Onboarding:Redmine:Url is missing; write the address of Redmine.")];
        var user = await client.CurrentUserAsync(cancellationToken);
        if (user is null) return [new("Redmine", false, $"{options.Url} answers, but is no Redmine with its REST API on; check the address and Administration > Settings > API.")];
        var (tracker, closed, parent) = await IdsAsync(cancellationToken);
        return
        [
            new("Redmine key", true, $"signed in as {user.User.Login}"),
            new("Redmine tracker", tracker is not null, tracker is not null ? "found" : $"Onboarding:Redmine:Tracker names \"{options.Tracker}\", which Redmine does not have."),
            new("Redmine parent project", options.ParentProject.Length == 0 || parent is not null, options.ParentProject.Length == 0 ? "none: handoffs are top-level projects" : parent is not null ? "found" : $"Onboarding:Redmine:ParentProject names \"{options.ParentProject}\", which this key cannot see."),
            new("Redmine closed status", closed is not null, closed is not null ? "found" : "no status counts as closed; withdrawn items stay open."),
        ];
    }

    /// <summary>A wrong key reads as an empty system: lists answer 200 with nothing in them. Only this address says 401.</summary>
    private async Task TestKeyAsync(CancellationToken cancellationToken)
    {
        if (options.Url.Length == 0) throw new ConnectorException(FailureKind.Unauthorized, "Onboarding:Redmine:Url is missing; write the address of Redmine.");
        if (time.GetUtcNow() - _keyTested < Fresh) return;
        if (await client.CurrentUserAsync(cancellationToken) is null) throw new ConnectorException(FailureKind.Unauthorized, $"{options.Url} answers, but is no Redmine with its REST API on.");
        _keyTested = time.GetUtcNow();
    }

    private async Task<string> PutProjectAsync(PlannedItem item, CancellationToken cancellationToken)
    {
        var identifier = Identifier(item.HandoffId);
        var existing = await client.ProjectAsync(identifier, cancellationToken);
        if (existing is null)
        {
            var (_, _, parent) = await IdsAsync(cancellationToken);
            if (options.ParentProject.Length > 0 && parent is null)
                throw new ConnectorException(FailureKind.Unauthorized, $"Onboarding:Redmine:ParentProject names \"{options.ParentProject}\", which this key cannot see.");
            existing = await client.CreateProjectAsync(new(item.Title, identifier, item.Text, false, parent, ["issue_tracking", "wiki"]), cancellationToken);
        }
        else
        {
            if (existing.Status == 9) throw new ConnectorException(FailureKind.Permanent, $"The project {identifier} is archived in Redmine; unarchive it and replay.");
            await client.UpdateProjectAsync(existing.Id, new(item.Title, null, item.Text, null, null, null), cancellationToken);
        }

        return existing.Id.ToString(CultureInfo.InvariantCulture);
    }

    private async Task<string> PutIssueAsync(PlannedItem item, LedgerEntry? known, int project, CancellationToken cancellationToken)
    {
        var (tracker, closed, _) = await IdsAsync(cancellationToken);
        var text = item.Text + "\n\n" + Marker + item.Key;
        var due = item.Due?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var id = known?.RemoteId is { } remote ? int.Parse(remote, CultureInfo.InvariantCulture) : (await IssuesAsync(project, cancellationToken)).TryGetValue(item.Key, out var found) ? found : (int?)null;
        if (id is null)
        {
            var made = await client.CreateIssueAsync(new(project, tracker, item.Title, text, due, null), cancellationToken);
            (await IssuesAsync(project, cancellationToken))[item.Key] = made.Id;
            id = made.Id;
            if (!item.Withdrawn) return made.Id.ToString(CultureInfo.InvariantCulture);
        }

        // Where somebody deleted the issue by hand, it stays deleted: that was a decision.
        await client.UpdateIssueAsync(id.Value, new(null, null, item.Title, text, due ?? "", item.Withdrawn ? closed : null), cancellationToken);
        return id.Value.ToString(CultureInfo.InvariantCulture);
    }

    private async Task<Dictionary<string, int>> IssuesAsync(int project, CancellationToken cancellationToken)
    {
        if (_issues.TryGetValue(project, out var cached) && time.GetUtcNow() - cached.At < Fresh) return cached.Issues;
        var byKey = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var offset = 0; ; offset += 100)
        {
            var page = await client.IssuesAsync(project, offset, cancellationToken);
            foreach (var issue in page?.Issues ?? [])
            {
                var at = issue.Description?.LastIndexOf(Marker, StringComparison.Ordinal) ?? -1;
                if (at >= 0) byKey.TryAdd(issue.Description![(at + Marker.Length)..].Trim(), issue.Id);
            }

            if (page is null || offset + 100 >= page.TotalCount) break;
        }

        if (_issues.Count > 200) _issues.Clear();
        _issues[project] = (time.GetUtcNow(), byKey);
        return byKey;
    }

    private async Task<(int? Tracker, int? Closed, int? Parent)> IdsAsync(CancellationToken cancellationToken)
    {
        if (_ids is { } ids) return ids;
        var trackers = (await client.TrackersAsync(cancellationToken))?.Trackers ?? [];
        var tracker = options.Tracker.Length == 0 ? trackers.FirstOrDefault()?.Id : trackers.FirstOrDefault(t => string.Equals(t.Name, options.Tracker, StringComparison.OrdinalIgnoreCase))?.Id;
        var closed = ((await client.StatusesAsync(cancellationToken))?.Statuses ?? []).LastOrDefault(s => s.IsClosed)?.Id;
        var parent = options.ParentProject.Length == 0 ? null : (await client.ProjectAsync(options.ParentProject, cancellationToken))?.Id;
        if (options.Tracker.Length > 0 && tracker is null) return (tracker, closed, parent);
        _ids = (tracker, closed, parent);
        return _ids.Value;
    }

    /// <summary>Redmine's rule: lower case, digits, dashes; 1 to 100 characters; never changed.</summary>
    private static string Identifier(string handoffId) => "handoff-" + handoffId;

    private static string Cut(string text, int length) => text.Length <= length ? text : text[..(length - 1)] + "…";
}
