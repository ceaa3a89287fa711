using HandoffBridge.Data;
using HandoffBridge.Jobs;
using HandoffBridge.Stages.Deals;
using HandoffBridge.Stages.Dossiers;
using HandoffBridge.Web.Access;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;

namespace HandoffBridge.Tests.Support;

/// <summary>
/// The real program with only the outside faked: own database, own folders, a clock that is moved. Jobs do not run by
/// themselves: <see cref="SettleAsync"/> does what watcher, collector and workers would, until nothing wants work.
/// </summary>
public sealed class TestApp : IAsyncDisposable
{
    private readonly WebApplication _app;

    private TestApp(WebApplication app, string folder, FakeTimeProvider clock) => (_app, Folder, Clock) = (app, folder, clock);

    /// <summary>A folder of this app's own: deals/, out/, data/.</summary>
    public string Folder { get; }

    /// <summary>Where deal files are dropped.</summary>
    public string Deals => Path.Combine(Folder, "deals");

    /// <summary>Where the folder target writes.</summary>
    public string Out => Path.Combine(Folder, "out");

    /// <summary>The clock.</summary>
    public FakeTimeProvider Clock { get; }

    /// <summary>The program's services.</summary>
    public IServiceProvider Services => _app.Services;

    /// <summary>Starts the program.</summary>
    /// <param name="engine">Database engine.</param>
    /// <param name="settings">More settings, as "Section:Key=value".</param>
    /// <param name="configure">Last word on the services.</param>
    /// <param name="folder">Folder of an earlier app, to go on with its files and database.</param>
    /// <param name="connection">Connection string of an earlier app on PostgreSQL.</param>
    public static async Task<TestApp> StartAsync(
        Engine engine = Engine.Sqlite, IEnumerable<string>? settings = null, Action<WebApplicationBuilder>? configure = null, string? folder = null, string? connection = null)
    {
        folder ??= Directory.CreateTempSubdirectory("handoffbridge-test-").FullName;
        foreach (var name in new[] { "deals", "out", "data" }) Directory.CreateDirectory(Path.Combine(folder, name));
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 11, 2, 9, 0, 0, TimeSpan.Zero));
        var all = new List<string>
        {
            "--Urls=http://127.0.0.1:0",
            "--Jobs:Enabled=false",
            $"--Crm:Folder:Path={folder}/deals",
            $"--Onboarding:Folder:Path={folder}/out",
            $"--Storage:Directory={folder}/data",
        };
        if (engine == Engine.Postgres)
        {
            all.Add("--Storage:Provider=Postgres");
            all.Add("--Storage:ConnectionString=" + (connection ?? PostgresServer.NewDatabase()));
        }

        all.AddRange((settings ?? []).Select(s => "--" + s));
        var app = HandoffBridgeHost.Build([.. all], serving: true, builder =>
        {
            builder.WebHost.UseTestServer();
            builder.Services.AddSingleton<TimeProvider>(clock);
            builder.Services.AddAuthentication(o => o.DefaultScheme = TestSignIn.Named).AddScheme<AuthenticationSchemeOptions, TestSignIn>(TestSignIn.Named, null);
            configure?.Invoke(builder);
        });
        await HandoffBridgeHost.PrepareAsync(app, CancellationToken.None);
        await app.StartAsync();
        return new(app, folder, clock);
    }

    /// <summary>One of the program's services.</summary>
    public T Get<T>() where T : notnull => Services.GetRequiredService<T>();

    /// <summary>A browser without a browser: requests go straight to the program.</summary>
    public HttpClient Client(Viewer? viewer = null)
    {
        var client = _app.GetTestClient();
        client.DefaultRequestHeaders.Add(TestSignIn.Header, TestSignIn.Write(viewer ?? LocalLink.User));
        return client;
    }

    /// <summary>A browser in which nobody is signed in.</summary>
    public HttpClient Stranger() => _app.GetTestClient();

    /// <summary>A context on the program's database.</summary>
    public BridgeDb Db() => Get<IDbContextFactory<BridgeDb>>().CreateDbContext();

    /// <summary>Drops a deal file.</summary>
    public string Drop(string name, string json)
    {
        var path = Path.Combine(Deals, name);
        File.WriteAllText(path, json);
        return path;
    }

    /// <summary>Watches, collects and works until nothing wants work that can be done now.</summary>
    public async Task SettleAsync(int rounds = 20)
    {
        for (var i = 0; i < rounds; i++)
        {
            var more = await Get<WatchDeals>().RunAsync(CancellationToken.None) == true;
            var collected = await Get<CollectDossiers>().RunAsync(CancellationToken.None) ?? [];
            var due = await DueAsync();
            foreach (var id in due) await Get<AdvanceHandoff>().RunAsync(id, CancellationToken.None);
            if (!more && collected.Count == 0 && due.Count == 0) return;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private async Task<List<string>> DueAsync()
    {
        await using var db = Db();
        var now = Clock.GetUtcNow();
        return await db.Set<WorkRow>().Where(w => w.Wanted > w.Served && !w.Parked && (w.NextAt == null || w.NextAt <= now)).OrderBy(w => w.HandoffId).Select(w => w.HandoffId).ToListAsync();
    }
}
