using DataverseSimulator;
using DataverseSimulator.Http;
using DataverseSimulator.Store;
using HandoffBridge.Connectors;
using HandoffBridge.Connectors.Crm;
using HandoffBridge.Connectors.Crm.Dataverse;
using HandoffBridge.Tests.Support;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace HandoffBridge.Tests.Connectors.Crm.Dataverse;

/// <summary>The real connector before a simulated environment, over loopback, with a clock that is moved.</summary>
public sealed class DataverseRig : IAsyncDisposable
{
    private readonly Dictionary<string, string?> _settings;
    private ServiceProvider _services = null!;

    private DataverseRig(SimulatorServer server, FakeTimeProvider clock, Dictionary<string, string?> settings) => (Server, Clock, _settings) = (server, clock, settings);

    public SimulatorServer Server { get; }
    public FakeTimeProvider Clock { get; }
    public Seller Seller => Server.Seller;
    public OrgStore Store => Server.Store;
    public ICrm Crm { get; private set; } = null!;

    /// <summary>What the watcher has stored: states by deal, and the cursor.</summary>
    public Dictionary<string, CrmDealChange> Known { get; } = new(StringComparer.Ordinal);
    public string? Cursor { get; set; }

    /// <summary>Distinct wins seen, which are what starts handoffs.</summary>
    public HashSet<(string Deal, string Win)> Wins { get; } = [];

    public static async Task<DataverseRig> StartAsync(params (string Key, string Value)[] settings)
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero));
        var server = await SimulatorServer.StartAsync(clock);
        var all = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase)
        {
            ["Crm:Dataverse:Url"] = server.Url.AbsoluteUri,
            ["Crm:Dataverse:AccessToken"] = SimulatorServer.Token,
            ["Crm:Dataverse:Since"] = "2026-01-01",
        };
        foreach (var (key, value) in settings) all["Crm:Dataverse:" + key] = value;
        var rig = new DataverseRig(server, clock, all);
        rig.Restart();
        return rig;
    }

    /// <summary>A new process: nothing survives but what was stored.</summary>
    public void Restart()
    {
        _services?.Dispose();
        var services = new ServiceCollection().AddLogging().AddSingleton<TimeProvider>(Clock);
        services.AddDataverse(new ConfigurationBuilder().AddInMemoryCollection(_settings).Build());
        _services = services.BuildServiceProvider();
        Crm = _services.GetRequiredService<ICrm>();
    }

    /// <summary>One poll, its changes and cursor stored together as the watcher does.</summary>
    public async Task<CrmChanges> PollAsync(params string[] hints)
    {
        var changes = await Run(() => Crm.PollAsync(Cursor, hints, CancellationToken.None));
        foreach (var change in changes.Changes)
        {
            Known[change.Key.DealId] = change;
            if (change is { State: CrmDealState.Won, WinId: { } win }) Wins.Add((change.Key.DealId, win));
        }

        Cursor = changes.Cursor;
        return changes;
    }

    public Task<IReadOnlyList<CrmDossier>> CollectAsync(params Guid[] deals) =>
        Run(() => Crm.CollectAsync([.. deals.Select(d => new CrmDealKey(Store.OrganisationId.ToString("D"), d.ToString("D")))], CancellationToken.None));

    public async Task<CrmDossier> CollectOneAsync(Guid deal) => (await CollectAsync(deal)).ShouldHaveSingleItem();

    public Task<T> Run<T>(Func<Task<T>> work) => Clock.RunAsync(work);

    public async Task<ConnectorException> FailingPollAsync() => await Should.ThrowAsync<ConnectorException>(() => Run(() => Crm.PollAsync(Cursor, [], CancellationToken.None)));

    public CrmDealChange Change(Guid deal) => Known[deal.ToString("D")];

    public IReadOnlyList<Entry> Requests => Server.Journal.Entries;

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await Server.DisposeAsync();
    }
}
