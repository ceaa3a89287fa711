using System.Diagnostics;
using DataverseSimulator;

namespace HandoffBridge.Tests.Connectors.Crm.Dataverse;

/// <summary>The simulator is believed because a Web API client nobody here wrote finds what it expects.</summary>
public sealed class CertifiedSimulatorTests
{
    [NodeFact]
    public async Task An_independent_client_finds_what_it_expects()
    {
        var folder = Path.Combine(Root(), "tests", "DataverseSimulator", "certify");
        if (!Directory.Exists(Path.Combine(folder, "node_modules"))) (await RunAsync("npm", folder, "ci", "--no-audit", "--no-fund")).Code.ShouldBe(0);
        await using var server = await SimulatorServer.StartAsync();
        for (var i = 0; i < 5; i++) server.Seller.Win(server.Seller.Deal($"Deal {i}", documents: 8));
        var (code, output) = await RunAsync("node", folder, "run.js", server.Url.AbsoluteUri.TrimEnd('/'), SimulatorServer.Token);
        output.ShouldContain("certified");
        code.ShouldBe(0, output);
    }

    private static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "HandoffBridge.sln"))) folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The solution is not above the tests.");
        return folder;
    }

    private static async Task<(int Code, string Output)> RunAsync(string program, string folder, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true })!;
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        var output = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(limit.Token), process.StandardError.ReadToEndAsync(limit.Token));
        await process.WaitForExitAsync(limit.Token);
        return (process.ExitCode, string.Concat(output));
    }

    private sealed class NodeFactAttribute : FactAttribute
    {
        public NodeFactAttribute()
        {
            var there = (System.Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(p => File.Exists(Path.Combine(p, "node")) || File.Exists(Path.Combine(p, "node.exe")));
            if (!there) Skip = "node is not installed.";
        }
    }
}
