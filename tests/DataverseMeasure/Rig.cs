using DataverseSimulator;
using HandoffBridge.Connectors;
using HandoffBridge.Connectors.Crm;
using HandoffBridge.Connectors.Crm.Dataverse;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace DataverseMeasure;

/// <summary>The connector and what a watcher would have stored of it.</summary>
internal sealed class Rig : IAsyncDisposable
{
    private readonly Uri _url;
    private readonly TimeProvider _clock;
    private ServiceProvider? _services;

    public Rig(Uri url, TimeProvider clock)
    {
        (_url, _clock) = (url, clock);
        Restart();
    }

    public ICrm Crm { get; private set; } = null!;
    public string? Cursor { get; private set; }
    public int FailedPolls { get; private set; }
    public Dictionary<string, CrmDealState> States { get; } = new(StringComparer.Ordinal);
    public Dictionary<(string Deal, string Win), int> Wins { get; } = [];

    public void Restart()
    {
        _services?.Dispose();
        var settings = new Dictionary<string, string?> { ["Crm:Dataverse:Url"] = _url.AbsoluteUri, ["Crm:Dataverse:AccessToken"] = SimulatorServer.Token, ["Crm:Dataverse:Since"] = "2025-01-01" };
        _services = new ServiceCollection().AddLogging().AddSingleton(_clock).AddDataverse(new ConfigurationBuilder().AddInMemoryCollection(settings).Build()).BuildServiceProvider();
        Crm = _services.GetRequiredService<ICrm>();
    }

    /// <summary>Polls, and stores changes and cursor together; a killed poll stores neither.</summary>
    public async Task PollAsync(IReadOnlyCollection<string> hints, CancellationToken cancellationToken = default)
    {
        CrmChanges changes;
        try
        {
            changes = await Moving(() => Crm.PollAsync(Cursor, hints, cancellationToken));
        }
        catch (Exception e) when (e is ConnectorException or OperationCanceledException)
        {
            FailedPolls++;
            return;
        }

        foreach (var change in changes.Changes)
        {
            States[change.Key.DealId] = change.State;
            if (change is { State: CrmDealState.Won, WinId: { } win }) Wins[(change.Key.DealId, win)] = Wins.GetValueOrDefault((change.Key.DealId, win)) + 1;
        }

        Cursor = changes.Cursor;
        if (changes.Recheck) await PollAsync([.. States.Keys], cancellationToken);
    }

    private async Task<T> Moving<T>(Func<Task<T>> work)
    {
        var task = Task.Run(work);
        while (_clock is FakeTimeProvider fake && !task.IsCompleted)
        {
            await Task.WhenAny(task, Task.Delay(10));
            if (!task.IsCompleted) fake.Advance(TimeSpan.FromMilliseconds(250));
        }

        return await task;
    }

    public async ValueTask DisposeAsync()
    {
        if (_services is not null) await _services.DisposeAsync();
    }
}
