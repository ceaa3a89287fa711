using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using HandoffBridge.Stages;
using HandoffBridge.Tests.Support;

namespace HandoffBridge.Tests.Connectors.Onboarding;

/// <summary>A real Redmine on loopback, started once.</summary>
public sealed class RedmineServer : IAsyncLifetime
{
    /// <summary>Address.</summary>
    public string Url { get; private set; } = "";

    /// <summary>An administrator's key.</summary>
    public string Key { get; private set; } = "";

    public async Task InitializeAsync()
    {
        var script = Path.Combine(Repository.Root, "tests", "peers", "redmine.sh");
        using var process = Process.Start(new ProcessStartInfo("bash", script) { RedirectStandardOutput = true, Environment = { ["REDMINE_PORT"] = "3480" } })!;
        foreach (var line in (await process.StandardOutput.ReadToEndAsync()).Split('\n'))
        {
            if (line.StartsWith("REDMINE_URL=", StringComparison.Ordinal)) Url = line["REDMINE_URL=".Length..].Trim();
            if (line.StartsWith("REDMINE_API_KEY=", StringComparison.Ordinal)) Key = line["REDMINE_API_KEY=".Length..].Trim();
        }

        await process.WaitForExitAsync();
        process.ExitCode.ShouldBe(0);
    }

    public async Task DisposeAsync()
    {
        using var process = Process.Start(new ProcessStartInfo("bash", Path.Combine(Repository.Root, "tests", "peers", "redmine.sh") + " wipe") { Environment = { ["REDMINE_PORT"] = "3480" } })!;
        await process.WaitForExitAsync();
    }

    /// <summary>Asks Redmine itself.</summary>
    public async Task<JsonNode> GetAsync(string path)
    {
        using var http = new HttpClient { BaseAddress = new Uri(Url) };
        http.DefaultRequestHeaders.Add("X-Redmine-API-Key", Key);
        return (await http.GetFromJsonAsync<JsonNode>(path))!;
    }
}

/// <summary>Briefs in a real Redmine.</summary>
public sealed class RedmineTests(RedmineServer redmine) : IClassFixture<RedmineServer>
{
    [Fact]
    public async Task A_brief_is_a_project_with_a_page_and_an_issue_for_each_work_item_and_a_second_run_changes_nothing()
    {
        await using var app = await AppAsync();
        app.Drop("a.json", DealBuilder.Deal("R-" + Guid.NewGuid().ToString("N")[..8]).With(DealBuilder.Document("E-9", "email", "customer", "Priya Raman", "2026-10-25T10:00:00Z",
            "Dana,\n\nwe will give you the data extract by 13 November. Please see {{include(Secrets)}} #12 [[Brief]] @admin <script>alert(1)</script>.\n\nPriya")).Json());
        await app.SettleAsync();
        var id = await IdAsync(app);
        var project = await redmine.GetAsync($"/projects/handoff-{id}.json");
        var before = await StateAsync(id, project);
        before.Issues.ShouldNotBeEmpty();
        before.Page.ShouldContain("Northwind Cold Chain");
        before.Page.ShouldNotContain("{{include");
        before.Page.ShouldNotContain("@admin");
        var due = before.Issues.Select(i => i["due_date"]?.GetValue<string>()).Where(d => d is not null).ToList();
        due.ShouldContain("2026-11-30");
        await app.Get<ReplayHandoff>().RunAsync(id, "publications", CancellationToken.None);
        await app.SettleAsync();
        var after = await StateAsync(id, project);
        after.Issues.Count.ShouldBe(before.Issues.Count);
        after.PageVersion.ShouldBe(before.PageVersion);
        after.Projects.ShouldBe(1);
    }

    [Fact]
    public async Task Losing_the_ledger_doubles_nothing()
    {
        await using var app = await AppAsync();
        app.Drop("a.json", DealBuilder.Deal("R-" + Guid.NewGuid().ToString("N")[..8]).Json());
        await app.SettleAsync();
        var id = await IdAsync(app);
        var project = await redmine.GetAsync($"/projects/handoff-{id}.json");
        var before = await StateAsync(id, project);
        await using (var db = app.Db())
        {
            await Microsoft.EntityFrameworkCore.RelationalDatabaseFacadeExtensions.ExecuteSqlRawAsync(db.Database, "delete from publications; delete from published_versions;");
        }

        await app.Get<ReplayHandoff>().RunAsync(id, null, CancellationToken.None);
        await app.SettleAsync();
        (await StateAsync(id, project)).Issues.Count.ShouldBe(before.Issues.Count);
    }

    [Fact]
    public async Task A_wrong_key_is_told_and_nothing_is_made()
    {
        await using var app = await TestApp.StartAsync(settings: ["Onboarding:Target=Redmine", $"Onboarding:Redmine:Url={redmine.Url}", "Onboarding:Redmine:ApiKey=wrong"]);
        app.Drop("a.json", DealBuilder.Deal("R-wrong").Json());
        await app.SettleAsync();
        var id = await IdAsync(app);
        var standing = await app.Get<WhereItStands>().OfAsync(id, CancellationToken.None);
        standing!.Waits.ShouldNotBeNull().ShouldContain("Redmine refuses the key; set Onboarding:Redmine:ApiKey to a valid API access key.");
    }

    private Task<TestApp> AppAsync() => TestApp.StartAsync(settings: ["Onboarding:Target=Redmine", $"Onboarding:Redmine:Url={redmine.Url}", $"Onboarding:Redmine:ApiKey={redmine.Key}"]);

    private static async Task<string> IdAsync(TestApp app)
    {
        await using var db = app.Db();
        return await Microsoft.EntityFrameworkCore.EntityFrameworkQueryableExtensions.SingleAsync(db.Set<HandoffBridge.Stages.Deals.DealRow>()) is var deal ? deal.HandoffId : "";
    }

    private async Task<(List<JsonNode> Issues, string Page, int PageVersion, int Projects)> StateAsync(string id, JsonNode project)
    {
        var number = project["project"]!["id"]!.GetValue<int>();
        var issues = await redmine.GetAsync($"/issues.json?project_id={number}&status_id=*&limit=100");
        var page = await redmine.GetAsync($"/projects/handoff-{id}/wiki/Brief.json");
        var projects = await redmine.GetAsync("/projects.json?limit=100");
        return ([.. issues["issues"]!.AsArray().Select(i => i!)], page["wiki_page"]!["text"]!.GetValue<string>(), page["wiki_page"]!["version"]!.GetValue<int>(),
            projects["projects"]!.AsArray().Count(p => p!["identifier"]!.GetValue<string>() == "handoff-" + id));
    }
}
