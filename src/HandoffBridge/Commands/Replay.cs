using System.CommandLine;
using HandoffBridge.Stages;

namespace HandoffBridge.Commands;

/// <summary>Runs a handoff again from a stage.</summary>
internal static class Replay
{
    public static Command Command(string[] settings)
    {
        var handoff = new Argument<string>("HANDOFF") { Description = "The handoff's id, or the CRM's id of its deal." };
        var from = new Option<string?>("--from") { Description = "First stage to run again: signals, findings, briefs or publications; without it only what failed or waits is tried again." };
        var command = new Command("replay", "Runs a handoff again from a stage; nothing is published twice.") { handoff, from };
        command.SetAction((p, ct) => RunAsync(settings, p.GetValue(handoff)!, p.GetValue(from), ct));
        return command;
    }

    private static async Task<int> RunAsync(string[] settings, string handoff, string? from, CancellationToken cancellationToken)
    {
        await using var app = HandoffBridgeHost.Build(settings, serving: false);
        var replay = app.Services.GetRequiredService<ReplayHandoff>();
        var id = await replay.RunAsync(handoff, from, cancellationToken) ?? throw new UsageException($"There is no handoff {handoff}; /handoffs lists all of them.");
        Console.WriteLine($"{id} runs again{(from is null ? "" : " from " + from)} as soon as a node with jobs sees it; explain {id} tells how far it is.");
        return 0;
    }
}
