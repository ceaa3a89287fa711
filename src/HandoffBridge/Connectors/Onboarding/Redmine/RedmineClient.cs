using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace HandoffBridge.Connectors.Onboarding.Redmine;

/// <summary>Redmine's REST API as far as it is needed. Not found is null; all else that is no success throws with Redmine's own words.</summary>
/// <remarks>https://www.redmine.org/projects/redmine/wiki/Rest_api; behaviour measured on 5.0.</remarks>
internal sealed class RedmineClient(HttpClient http)
{
    public Task<CurrentUser?> CurrentUserAsync(CancellationToken ct) => GetAsync("users/current.json", RedmineJson.Default.CurrentUser, ct);

    public async Task<RedmineProject?> ProjectAsync(string identifier, CancellationToken ct) =>
        (await GetAsync($"projects/{Uri.EscapeDataString(identifier)}.json", RedmineJson.Default.ProjectAnswer, ct))?.Project;

    public async Task<RedmineProject> CreateProjectAsync(ProjectBody project, CancellationToken ct) =>
        (await SendAsync(HttpMethod.Post, "projects.json", new ProjectRequest(project), RedmineJson.Default.ProjectRequest, RedmineJson.Default.ProjectAnswer, ct))!.Project;

    public Task UpdateProjectAsync(int id, ProjectBody project, CancellationToken ct) =>
        SendAsync(HttpMethod.Put, Path($"projects/{id}.json"), new ProjectRequest(project), RedmineJson.Default.ProjectRequest, RedmineJson.Default.Nothing, ct);

    public Task PutWikiAsync(string project, string title, WikiBody page, CancellationToken ct) =>
        SendAsync(HttpMethod.Put, $"projects/{Uri.EscapeDataString(project)}/wiki/{Uri.EscapeDataString(title)}.json", new WikiRequest(page), RedmineJson.Default.WikiRequest, RedmineJson.Default.Nothing, ct);

    public Task<IssueList?> IssuesAsync(int projectId, int offset, CancellationToken ct) =>
        GetAsync(Path($"issues.json?project_id={projectId}&subproject_id=!*&status_id=*&limit=100&offset={offset}&sort=id"), RedmineJson.Default.IssueList, ct);

    public async Task<RedmineIssue> CreateIssueAsync(IssueBody issue, CancellationToken ct) =>
        (await SendAsync(HttpMethod.Post, "issues.json", new IssueRequest(issue), RedmineJson.Default.IssueRequest, RedmineJson.Default.IssueAnswer, ct))!.Issue;

    /// <returns>False where the issue is gone.</returns>
    public async Task<bool> UpdateIssueAsync(int id, IssueBody issue, CancellationToken ct)
    {
        try
        {
            await SendAsync(HttpMethod.Put, Path($"issues/{id}.json"), new IssueRequest(issue), RedmineJson.Default.IssueRequest, RedmineJson.Default.Nothing, ct);
            return true;
        }
        catch (NotFoundException)
        {
            return false;
        }
    }

    public Task<NamedList?> TrackersAsync(CancellationToken ct) => GetAsync("trackers.json", RedmineJson.Default.NamedList, ct);

    public Task<NamedList?> StatusesAsync(CancellationToken ct) => GetAsync("issue_statuses.json", RedmineJson.Default.NamedList, ct);

    private async Task<T?> GetAsync<T>(string path, JsonTypeInfo<T> type, CancellationToken ct) where T : class
    {
        try
        {
            return await SendAsync<object, T>(HttpMethod.Get, path, null, null, type, ct);
        }
        catch (NotFoundException)
        {
            return null;
        }
    }

    private async Task<TAnswer?> SendAsync<TBody, TAnswer>(HttpMethod method, string path, TBody? body, JsonTypeInfo<TBody>? bodyType, JsonTypeInfo<TAnswer> answerType, CancellationToken ct)
        where TBody : class where TAnswer : class
    {
        using var request = new HttpRequestMessage(method, path);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        if (body is not null) request.Content = new StringContent(JsonSerializer.Serialize(body, bodyType!), Encoding.UTF8, "application/json");
        try
        {
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseContentRead, ct);
            var text = await response.Content.ReadAsStringAsync(ct);
            if (!response.IsSuccessStatusCode) throw Failure(response, method, path, text);
            if (typeof(TAnswer) == typeof(Nothing)) return null;
            return text.Length == 0 ? null : JsonSerializer.Deserialize(text, answerType);
        }
        catch (Exception e) when (e is HttpRequestException or IOException || (e is TaskCanceledException && !ct.IsCancellationRequested))
        {
            throw new ConnectorException(FailureKind.Transient, $"Redmine at {http.BaseAddress} does not answer ({Cause(e)}); it is tried again.", e);
        }
        catch (JsonException e)
        {
            throw new ConnectorException(FailureKind.Transient, $"Redmine answered {method} {Bare(path)} with something that is no JSON; a sign-in page or proxy may stand before it.", e);
        }
    }

    private static Exception Failure(HttpResponseMessage response, HttpMethod method, string path, string text)
    {
        var status = (int)response.StatusCode;
        var words = Words(text);
        return response.StatusCode switch
        {
            HttpStatusCode.NotFound => new NotFoundException($"Redmine knows no {Bare(path)}."),
            HttpStatusCode.Unauthorized => new ConnectorException(FailureKind.Unauthorized, "Redmine refuses the key; set Onboarding:Redmine:ApiKey to a valid API access key."),
            HttpStatusCode.Forbidden => new ConnectorException(FailureKind.Unauthorized, $"Redmine forbids {method} {Bare(path)}; give the key's user the permission, and switch the REST API on (Administration > Settings > API)."),
            HttpStatusCode.UnprocessableEntity => new ConnectorException(FailureKind.Permanent, $"Redmine refuses {method} {Bare(path)}: {(words.Length > 0 ? words : "it gives no reason; the page or issue may be locked or doubled")}."),
            HttpStatusCode.Conflict => new ConnectorException(FailureKind.Transient, $"Somebody changed {Bare(path)} in Redmine at the same moment; it is tried again."),
            HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable => new ConnectorException(FailureKind.Throttled, "Redmine asks to wait.", null, response.Headers.RetryAfter?.Delta),
            >= HttpStatusCode.InternalServerError => new ConnectorException(FailureKind.Transient, $"Redmine failed with {status} on {method} {Bare(path)}; it is tried again."),
            >= HttpStatusCode.MultipleChoices and < HttpStatusCode.BadRequest => new ConnectorException(FailureKind.Permanent, $"Redmine redirects {method} {Bare(path)}; write the address it redirects to into Onboarding:Redmine:Url."),
            _ => new ConnectorException(FailureKind.Permanent, $"Redmine answers {method} {Bare(path)} with {status}. {words}".TrimEnd()),
        };
    }

    private static string Words(string text)
    {
        try
        {
            return text.Length is 0 or > 20_000 ? "" : string.Join("; ", JsonSerializer.Deserialize(text, RedmineJson.Default.Errors)?.List ?? []).TrimEnd('.');
        }
        catch (JsonException)
        {
            return "";
        }
    }

    private static string Cause(Exception e) => e is TaskCanceledException ? "no answer in time" : e is HttpRequestException { HttpRequestError: var error } ? error.ToString() : e.GetType().Name;

    private static string Bare(string path) => path.Split('?')[0];

    private static string Path(FormattableString path) => FormattableString.Invariant(path);
}

/// <summary>404.</summary>
internal sealed class NotFoundException(string message) : Exception(message);

internal sealed record Nothing;

internal sealed record CurrentUser(UserBody User);

internal sealed record UserBody(int Id, string Login, bool Admin = false);

internal sealed record ProjectAnswer(RedmineProject Project);

internal sealed record RedmineProject(int Id, string Identifier, int Status = 1);

internal sealed record ProjectRequest(ProjectBody Project);

internal sealed record ProjectBody(
    string Name, string? Identifier, string Description, [property: JsonPropertyName("is_public")] bool? IsPublic, [property: JsonPropertyName("parent_id")] int? ParentId,
    [property: JsonPropertyName("enabled_module_names")] IReadOnlyList<string>? Modules);

internal sealed record WikiRequest([property: JsonPropertyName("wiki_page")] WikiBody Page);

internal sealed record WikiBody(string Text, string Comments);

internal sealed record IssueList(IReadOnlyList<RedmineIssue> Issues, [property: JsonPropertyName("total_count")] int TotalCount);

internal sealed record IssueAnswer(RedmineIssue Issue);

internal sealed record RedmineIssue(int Id, string? Subject, string? Description);

internal sealed record IssueRequest(IssueBody Issue);

internal sealed record IssueBody(
    [property: JsonPropertyName("project_id")] int? ProjectId, [property: JsonPropertyName("tracker_id")] int? TrackerId, string Subject, string Description,
    [property: JsonPropertyName("due_date")] string? DueDate, [property: JsonPropertyName("status_id")] int? StatusId);

internal sealed record NamedList(IReadOnlyList<Named>? Trackers, [property: JsonPropertyName("issue_statuses")] IReadOnlyList<Named>? Statuses);

internal sealed record Named(int Id, string Name, [property: JsonPropertyName("is_closed")] bool IsClosed = false);

internal sealed record Errors([property: JsonPropertyName("errors")] IReadOnlyList<string> List);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Nothing))]
[JsonSerializable(typeof(CurrentUser))]
[JsonSerializable(typeof(ProjectAnswer))]
[JsonSerializable(typeof(ProjectRequest))]
[JsonSerializable(typeof(WikiRequest))]
[JsonSerializable(typeof(IssueList))]
[JsonSerializable(typeof(IssueAnswer))]
[JsonSerializable(typeof(IssueRequest))]
[JsonSerializable(typeof(NamedList))]
[JsonSerializable(typeof(Errors))]
[JsonSerializable(typeof(object))]
internal sealed partial class RedmineJson : JsonSerializerContext;
