using BenchmarkDotNet.Attributes;
using HandoffBridge.Data;
using HandoffBridge.Jobs;
using HandoffBridge.Stages.Deals;
using HandoffBridge.Stages.Dossiers;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace HandoffBridge.Benchmarks;

/// <summary>From dropped files to published briefs on SQLite, one worker: 50 deals a pass.</summary>
public class WholePathBenchmarks
{
    private const int Deals = 50;
    private string _folder = "";
    private WebApplication? _app;

    /// <summary>A fresh database and 50 deal files made from the samples under ids of their own.</summary>
    [IterationSetup]
    public void Setup()
    {
        _folder = Directory.CreateTempSubdirectory("handoffbridge-bench-").FullName;
        var drop = Directory.CreateDirectory(Path.Combine(_folder, "deals")).FullName;
        var samples = Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "samples", "deals"), "*.json").Order(StringComparer.Ordinal).Select(File.ReadAllText).ToArray();
        for (var i = 0; i < Deals; i++)
        {
            var id = System.Text.Json.Nodes.JsonNode.Parse(samples[i % samples.Length])!;
            id["deal"]!["id"] = $"B-{i}";
            File.WriteAllText(Path.Combine(drop, $"{i}.json"), id.ToJsonString());
        }

        _app = HandoffBridgeHost.Build(["--Urls=http://127.0.0.1:0", "--Jobs:Enabled=false", "--Web:Enabled=false", $"--Crm:Folder:Path={drop}", $"--Onboarding:Folder:Path={_folder}/out", $"--Storage:Directory={_folder}/data"], serving: true);
        HandoffBridgeHost.PrepareAsync(_app, CancellationToken.None).GetAwaiter().GetResult();
    }

    /// <summary>Watch, collect, extract, reconcile, write, publish.</summary>
    [Benchmark(OperationsPerInvoke = Deals)]
    public async Task DropToPublished()
    {
        var services = _app!.Services;
        while (await services.GetRequiredService<WatchDeals>().RunAsync(CancellationToken.None) == true) { }
        await services.GetRequiredService<CollectDossiers>().RunAsync(CancellationToken.None);
        await using var db = services.GetRequiredService<IDbContextFactory<BridgeDb>>().CreateDbContext();
        foreach (var id in await db.Set<WorkRow>().Select(w => w.HandoffId).ToListAsync())
            await services.GetRequiredService<AdvanceHandoff>().RunAsync(id, CancellationToken.None);
    }

    /// <summary>Away with it.</summary>
    [IterationCleanup]
    public void Cleanup()
    {
        _app!.DisposeAsync().AsTask().GetAwaiter().GetResult();
        Directory.Delete(_folder, recursive: true);
    }
}
