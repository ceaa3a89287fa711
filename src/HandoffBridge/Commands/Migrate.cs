using HandoffBridge.Data;

namespace HandoffBridge.Commands;

/// <summary>Brings the schema up to date.</summary>
internal static class Migrate
{
    public static async Task<int> RunAsync(string[] settings, CancellationToken cancellationToken)
    {
        await using var app = HandoffBridgeHost.Build(settings, serving: false);
        var done = await app.Services.GetRequiredService<Migrator>().MigrateAsync(cancellationToken);
        foreach (var script in done) Console.WriteLine("applied " + script);
        Console.WriteLine(done.Count == 0 ? "The schema is up to date." : "The schema is up to date now.");
        return 0;
    }
}
