using System.Text.Json;
using System.Text.Json.Nodes;
using HandoffBridge.Data;
using HandoffBridge.Jobs;
using HandoffBridge.Stages.Briefs;
using HandoffBridge.Stages.Deals;
using HandoffBridge.Stages.Dossiers;
using HandoffBridge.Tests.Support;
using HandoffBridge.Web.Access;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Microsoft.Playwright;

namespace HandoffBridge.BrowserTests.Support;

/// <summary>The real program on a port of its own and one Chromium for all tests; who is signed in, a header says.</summary>
public sealed class BrowserApp : IAsyncLifetime
{
    private static readonly string[] Flags = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];
    private readonly string _folder = Directory.CreateTempSubdirectory("handoffbridge-browser-").FullName;
    private WebApplication _app = null!;
    private IPlaywright _playwright = null!;
    private int _deals;

    /// <summary>Sold every deal of these tests.</summary>
    public static Viewer Seller { get; } = new("orla.tierney@tidewell.example", "Orla Tierney", new HashSet<Role> { Role.Ae });

    /// <summary>The solution engineer a form is handed to.</summary>
    public static Viewer Colleague { get; } = new("sam.okafor@tidewell.example", "Sam Okafor", new HashSet<Role> { Role.Ae });

    /// <summary>Takes every customer of these tests over.</summary>
    public static Viewer Csm { get; } = new("nora.lind@tidewell.example", "Nora Lind", new HashSet<Role> { Role.Csm });

    /// <summary>Holds every role.</summary>
    public static Viewer Everybody { get; } = new("all@tidewell.example", "Ada Lovelace", new HashSet<Role>(Enum.GetValues<Role>()));

    public string Root { get; private set; } = "";

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 11, 2, 9, 0, 0, TimeSpan.Zero));

    public IBrowser Browser { get; private set; } = null!;

    public BridgeDb Db() => _app.Services.GetRequiredService<IDbContextFactory<BridgeDb>>().CreateDbContext();

    public async Task InitializeAsync()
    {
        foreach (var name in new[] { "deals", "out", "data", "templates" }) Directory.CreateDirectory(Path.Combine(_folder, name));
        _app = HandoffBridgeHost.Build(
            ["--Urls=http://127.0.0.1:0", "--Jobs:Enabled=false", $"--Crm:Folder:Path={_folder}/deals", $"--Onboarding:Folder:Path={_folder}/out", $"--Storage:Directory={_folder}/data", $"--Briefs:Templates={_folder}/templates"],
            serving: true,
            builder =>
            {
                builder.Logging.SetMinimumLevel(Microsoft.Extensions.Logging.LogLevel.Error);
                builder.Services.AddSingleton<TimeProvider>(Clock);
                builder.Services.AddAuthentication(o => o.DefaultScheme = TestSignIn.Named).AddScheme<AuthenticationSchemeOptions, TestSignIn>(TestSignIn.Named, null);
            });
        await HandoffBridgeHost.PrepareAsync(_app, CancellationToken.None);
        await _app.StartAsync();
        Root = _app.Urls.First();
        _playwright = await Playwright.CreateAsync();
        Browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = "/usr/bin/chromium", Args = Flags });
    }

    public async Task DisposeAsync()
    {
        await Browser.DisposeAsync();
        _playwright.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    /// <summary>A page for a viewer; null: nobody is signed in.</summary>
    public async Task<IPage> PageAsync(Viewer? viewer, bool script = true, bool dark = false, bool phone = false, string language = "en-GB")
    {
        var context = await Browser.NewContextAsync(new()
        {
            BaseURL = Root,
            JavaScriptEnabled = script,
            ColorScheme = dark ? ColorScheme.Dark : ColorScheme.Light,
            Locale = language,
            ReducedMotion = ReducedMotion.Reduce,
            ViewportSize = phone ? new() { Width = 390, Height = 844 } : new() { Width = 1280, Height = 900 },
            ExtraHTTPHeaders = viewer is null ? null : new Dictionary<string, string>(StringComparer.Ordinal) { [TestSignIn.Header] = TestSignIn.Write(viewer) },
        });
        context.SetDefaultTimeout(20000);
        return await context.NewPageAsync();
    }

    /// <summary>A won deal of nine documents under a name of its own, read and drafted, with a CSM.</summary>
    /// <returns>The handoff.</returns>
    public async Task<string> HandoffAsync(string account)
    {
        var number = Interlocked.Increment(ref _deals);
        var file = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(Repository.Root, "src", "HandoffBridge", "samples", "deals", "kestrel-ferries.json")))!.AsObject();
        file["deal"]!["id"] = $"B-{number}";
        file["account"]!["id"] = $"BA-{number}";
        file["account"]!["name"] = account;
        var documents = file["documents"]!.AsArray();
        var last = JsonNode.Parse(documents[^1]!.ToJsonString())!.AsObject();
        last["id"] = "X-9";
        last["type"] = "note";
        last["format"] = "text";
        last["text"] = "They want the crew roster on paper as well until the end of the season.";
        documents.Add(last);
        documents.Count.ShouldBe(9);
        await File.WriteAllTextAsync(Path.Combine(_folder, "deals", $"{number}.json"), file.ToJsonString());
        await SettleAsync();
        await using var db = Db();
        var id = await db.Set<BriefCardRow>().Where(c => c.AccountName == account).Select(c => c.HandoffId).SingleAsync();
        await db.Set<BriefCardRow>().Where(c => c.HandoffId == id).ExecuteUpdateAsync(s => s.SetProperty(c => c.CsmEmail, Csm.Email));
        return id;
    }

    /// <summary>The newest brief.</summary>
    public async Task<Brief> BriefAsync(string handoffId)
    {
        await using var db = Db();
        return JsonSerializer.Deserialize(await db.Set<BriefRow>().Where(b => b.HandoffId == handoffId).OrderByDescending(b => b.Version).Select(b => b.Json).FirstAsync(), BriefJson.Default.Brief)!;
    }

    /// <summary>Watches, collects and works until nothing wants work.</summary>
    public async Task SettleAsync()
    {
        for (var i = 0; i < 20; i++)
        {
            var more = await _app.Services.GetRequiredService<WatchDeals>().RunAsync(CancellationToken.None) == true;
            var collected = await _app.Services.GetRequiredService<CollectDossiers>().RunAsync(CancellationToken.None) ?? [];
            await using var db = Db();
            var due = await db.Set<WorkRow>().Where(w => w.Wanted > w.Served && !w.Parked).Select(w => w.HandoffId).ToListAsync();
            foreach (var id in due) await _app.Services.GetRequiredService<AdvanceHandoff>().RunAsync(id, CancellationToken.None);
            if (!more && collected.Count == 0 && due.Count == 0) return;
        }
    }
}

/// <summary>One program and one browser for all tests.</summary>
[CollectionDefinition(Name)]
public sealed class Browsing : ICollectionFixture<BrowserApp>
{
    public const string Name = "browser";
}
