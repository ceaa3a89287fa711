using System.CommandLine;
using System.Globalization;
using HandoffBridge.Connectors.Crm;
using HandoffBridge.Data;
using HandoffBridge.Stages.Deals;
using Spectre.Console;

namespace HandoffBridge.Commands;

/// <summary>Starts handoffs for deals won earlier: nobody is reminded of them.</summary>
internal static class Backfill
{
    public static Command Command(string[] settings)
    {
        var since = new Option<string>("--since") { Description = "First day, such as 2026-01-01.", Required = true };
        var until = new Option<string?>("--until") { Description = "Last day; today without it." };
        var dry = new Option<bool>("--dry-run") { Description = "Only tells what it would start." };
        var command = new Command("backfill", "Starts handoffs for deals won earlier.") { since, until, dry };
        command.SetAction((p, ct) => RunAsync(settings, Day("--since", p.GetValue(since)!), p.GetValue(until) is { } u ? Day("--until", u).AddDays(1) : null, p.GetValue(dry), ct));
        return command;
    }

    private static async Task<int> RunAsync(string[] settings, DateTimeOffset since, DateTimeOffset? until, bool dry, CancellationToken cancellationToken)
    {
        await using var app = HandoffBridgeHost.Build(settings, serving: false);
        await app.Services.GetRequiredService<Migrator>().MigrateAsync(cancellationToken);
        var crm = app.Services.GetRequiredService<ICrm>();
        var watch = app.Services.GetRequiredService<WatchDeals>();
        int seen = 0, started = 0;
        async Task ReadAsync(Action<int, int> tell)
        {
            await foreach (var change in crm.WonBetweenAsync(since, until, cancellationToken))
            {
                seen++;
                if (dry) Console.WriteLine($"would start {DealRow.IdOf(change.Key)}: {change.Name} (won {change.WonAt?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)})");
                else if (await watch.StoreQuietlyAsync(change, cancellationToken)) started++;
                tell(seen, started);
            }
        }

        if (dry || Console.IsOutputRedirected)
            await ReadAsync((s, n) => { if (!dry && s % 100 == 0) Console.WriteLine($"{s} deals read, {n} handoffs started"); });
        else
            await AnsiConsole.Status().StartAsync("reading deals", c => ReadAsync((s, n) => c.Status($"{s} deals read, {n} handoffs started")));
        Console.WriteLine(dry ? $"{seen} deals were won then." : $"{seen} deals were won then; {started} handoffs started, {seen - started} were there already. The jobs of a running node collect and write them.");
        return 0;
    }

    private static DateTimeOffset Day(string option, string text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var day) ? day : throw new UsageException($"{option} is \"{text}\", which is not a date; write 2026-01-31.");
}
