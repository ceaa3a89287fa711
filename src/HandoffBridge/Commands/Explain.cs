using System.CommandLine;
using System.Globalization;
using HandoffBridge.Stages;

namespace HandoffBridge.Commands;

/// <summary>Where a handoff stands, what it waits for, every attempt and its error.</summary>
internal static class Explain
{
    public static Command Command(string[] settings)
    {
        var handoff = new Argument<string>("HANDOFF") { Description = "The handoff's id, or the CRM's id of its deal." };
        var command = new Command("explain", "Where a handoff stands, what it waits for, every attempt and its error.") { handoff };
        command.SetAction((p, ct) => RunAsync(settings, p.GetValue(handoff)!, ct));
        return command;
    }

    private static async Task<int> RunAsync(string[] settings, string handoff, CancellationToken cancellationToken)
    {
        await using var app = HandoffBridgeHost.Build(settings, serving: false);
        var standing = await app.Services.GetRequiredService<WhereItStands>().OfAsync(handoff, cancellationToken)
            ?? throw new UsageException($"There is no handoff {handoff}; /handoffs lists all of them.");
        Console.WriteLine($"{standing.HandoffId}  {standing.DealName}  (deal {standing.DealId}, {standing.State}, win {standing.Epoch})");
        foreach (var (stage, output) in standing.Outputs) Console.WriteLine($"  {stage,-14} {output}");
        Console.WriteLine(standing.Waits is null ? "Nothing is waiting." : $"Waits: {standing.Waits}");
        foreach (var a in standing.Attempts)
            Console.WriteLine($"  {a.StartedAt.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)}Z  {a.Stage,-14} {(a.Error is null ? "done" : "FAILED: " + a.Error)}  ({a.Milliseconds} ms, {a.Node})");
        return 0;
    }
}
