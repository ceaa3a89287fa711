using HandoffBridge.Connectors;
using HandoffBridge.Connectors.Crm;
using HandoffBridge.Connectors.Onboarding;
using HandoffBridge.Data;

namespace HandoffBridge.Commands;

/// <summary>Tests everything this program depends on, one line each, without side effects.</summary>
internal static class Check
{
    public static async Task<int> RunAsync(string[] settings, CancellationToken cancellationToken)
    {
        await using var app = HandoffBridgeHost.Build(settings, serving: false);
        var lines = new List<CheckLine> { new("Settings", true, "known and valid") };
        lines.Add(await DatabaseAsync(app.Services, cancellationToken));
        await AddAsync(lines, "CRM", () => app.Services.GetRequiredService<ICrm>().CheckAsync(cancellationToken));
        foreach (var target in app.Services.GetServices<IOnboardingTarget>())
            await AddAsync(lines, "Onboarding " + target.Name, () => target.CheckAsync(cancellationToken));
        foreach (var check in app.Services.GetServices<IHealthLine>())
            await AddAsync(lines, check.Subject, () => check.CheckAsync(cancellationToken));
        foreach (var line in lines)
            Console.WriteLine($"{(line.Ok switch { true => "ok  ", false => "FAIL", null => "skip" })}  {line.Subject}: {line.Message}");
        return lines.Exists(l => l.Ok == false) ? 1 : 0;
    }

    private static async Task AddAsync(List<CheckLine> lines, string subject, Func<Task<IReadOnlyList<CheckLine>>> check)
    {
        try
        {
            lines.AddRange(await check());
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            lines.Add(new(subject, false, e.Message));
        }
    }

    private static async Task<CheckLine> DatabaseAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        var storage = services.GetRequiredService<StorageOptions>();
        var subject = "Database " + storage.Provider;
        try
        {
            if (storage.Provider == StorageProvider.Sqlite && storage.ConnectionString.Length == 0 && !File.Exists(Path.Combine(storage.Directory, "handoffbridge.db")))
                return new(subject, true, "no file yet; serve or migrate makes it");
            var pending = await services.GetRequiredService<Migrator>().PendingAsync(cancellationToken);
            return pending.Count == 0 ? new(subject, true, "reachable, schema up to date") : new(subject, true, $"reachable; run migrate for {string.Join(", ", pending)}");
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return new(subject, false, $"cannot be reached ({e.GetType().Name}: {e.Message.ReplaceLineEndings(" ")}); check Storage:ConnectionString.");
        }
    }
}

/// <summary>A room that adds lines to <c>check</c> and to /operations.</summary>
public interface IHealthLine
{
    /// <summary>What is tested.</summary>
    string Subject { get; }

    /// <summary>Tests it without side effects.</summary>
    Task<IReadOnlyList<CheckLine>> CheckAsync(CancellationToken cancellationToken);
}
