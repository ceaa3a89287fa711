using HandoffBridge.Data;

namespace HandoffBridge.Commands;

/// <summary>Web pages, API and background jobs.</summary>
internal static class Serve
{
    public static async Task<int> RunAsync(string[] settings, CancellationToken cancellationToken)
    {
        await using var app = HandoffBridgeHost.Build(settings, serving: true);
        using var only = OneProcess.Hold(app.Services.GetRequiredService<StorageOptions>());
        await HandoffBridgeHost.PrepareAsync(app, cancellationToken);
        await app.StartAsync(cancellationToken);
        await HandoffBridgeHost.GreetAsync(app, Console.Out);
        await app.WaitForShutdownAsync(cancellationToken);
        return 0;
    }
}

/// <summary>SQLite is for one process: a second one is turned away with a sentence instead of a locked database later.</summary>
internal sealed class OneProcess : IDisposable
{
    private readonly FileStream? _file;

    private OneProcess(FileStream? file) => _file = file;

    public static OneProcess Hold(StorageOptions storage)
    {
        if (storage.Provider != StorageProvider.Sqlite) return new(null);
        Directory.CreateDirectory(storage.Directory);
        var path = Path.Combine(storage.Directory, "handoffbridge.lock");
        try
        {
            return new(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException)
        {
            throw new UsageException($"Another HandoffBridge already serves from Storage:Directory {storage.Directory}; stop it, or give this one a directory of its own.");
        }
    }

    public void Dispose() => _file?.Dispose();
}
