using System.Diagnostics;
using System.Globalization;
using DataverseSimulator;
using HandoffBridge.Connectors.Crm;
using Microsoft.Extensions.Time.Testing;

namespace DataverseMeasure;

/// <summary>Measures the connector against the simulator and prints figures: requests, matrix, backfill, hostile.</summary>
internal static class MeasureProgram
{
    private static async Task<int> Main(string[] args)
    {
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        int Number(int at, int otherwise) => args.Length > at ? int.Parse(args[at], CultureInfo.InvariantCulture) : otherwise;
        return (args.Length > 0 ? args[0] : "") switch
        {
            "requests" => await RequestsAsync(Number(1, 1000), Number(2, 0)),
            "matrix" => await Matrix.RunAsync(Number(1, 500)),
            "backfill" => await BackfillAsync(Number(1, 10_000)),
            "hostile" => await HostileAsync(),
            _ => Usage(),
        };
    }

    private static int Usage()
    {
        Console.Error.WriteLine("usage: DataverseMeasure requests [deals [percent of faults]] | matrix [deals] | backfill [deals] | hostile");
        return 2;
    }

    /// <summary>Many typical deals won at once: poll and collect.</summary>
    private static async Task<int> RequestsAsync(int deals, int faults)
    {
        await using var server = await SimulatorServer.StartAsync();
        server.Journal.KeepBodies = false;
        await using var rig = new Rig(server.Url, TimeProvider.System);
        var all = Enumerable.Range(0, deals).Select(i => server.Seller.Deal($"Deal {i}", documents: 8)).ToList();
        await rig.PollAsync([]);
        foreach (var deal in all) server.Seller.Win(deal);
        server.Journal.Clear();
        if (faults > 0) server.Faults.Mixture(faults / 100.0);
        var watch = Stopwatch.StartNew();
        await rig.PollAsync([]);
        var polled = server.Journal.Count;
        var documents = 0;
        foreach (var chunk in rig.States.Keys.Chunk(300))
            documents += (await rig.Crm.CollectAsync([.. chunk.Select(d => new CrmDealKey(server.Store.OrganisationId.ToString("D"), d))], default)).Sum(d => d.Deal!.Documents.Count);
        var requests = server.Journal.Count;
        Console.WriteLine($"deals {deals}, found {rig.Wins.Count}, documents {documents}, requests {requests} (poll {polled}), requests per deal {requests / (double)deals:0.000}, operations per deal {server.Journal.Entries.Sum(e => e.Operations) / (double)deals:0.00}, {watch.Elapsed.TotalSeconds:0.0} s");
        Console.WriteLine($"while told to wait: {server.Journal.Entries.Count(e => e.WhileTold)} requests, {server.Journal.Entries.Count(e => e.Status is 429 or 503)} answers 429 or 503, most at once {server.MostAtOnce}");
        server.Faults.Rate = 0;
        server.Journal.Clear();
        for (var i = 0; i < 10; i++) await rig.PollAsync([]);
        Console.WriteLine($"idle: {server.Journal.Count / 10.0:0.0} requests a poll");
        return requests <= 0.25 * deals && documents == 8 * deals ? 0 : 1;
    }

    /// <summary>Backfill of many deals from a simulator in its own process, with the service's real limits and the real clock.</summary>
    private static async Task<int> BackfillAsync(int deals)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", [typeof(SimulatorServer).Assembly.Location, "serve", "0", deals.ToString(CultureInfo.InvariantCulture), "8"]) { RedirectStandardOutput = true })!;
        try
        {
            var url = new Uri((await process.StandardOutput.ReadLineAsync())!);
            await using var rig = new Rig(url, TimeProvider.System);
            var watch = Stopwatch.StartNew();
            var (found, documents, most, early) = (0, 0, 0L, 0L);
            var chunk = new List<CrmDealKey>();
            async Task Collect()
            {
                documents += (await rig.Crm.CollectAsync(chunk, default)).Sum(d => d.Deal!.Documents.Count);
                chunk.Clear();
                var now = Environment.WorkingSet / 1024 / 1024;
                most = Math.Max(most, now);
                if (found <= deals / 5) early = most;
            }

            await foreach (var change in rig.Crm.WonBetweenAsync(new DateTimeOffset(2025, 1, 1, 0, 0, 0, TimeSpan.Zero), null, default))
            {
                found++;
                chunk.Add(change.Key);
                if (chunk.Count == 200) await Collect();
            }

            await Collect();
            using var http = new HttpClient();
            Console.WriteLine($"backfill: deals {found}, documents {documents}, {watch.Elapsed.TotalMinutes:0.00} min, working set after a fifth {early} MB, at most {most} MB; service: {await http.GetStringAsync(new Uri(url, "/_journal"))}");
            return found == deals && watch.Elapsed < TimeSpan.FromMinutes(10) ? 0 : 1;
        }
        finally
        {
            process.Kill();
        }
    }

    /// <summary>What a hostile service can make of us.</summary>
    private static async Task<int> HostileAsync()
    {
        await using var server = await SimulatorServer.StartAsync();
        server.Journal.KeepBodies = false;
        var failed = 0;
        foreach (var kind in (DataverseSimulator.Faults.FaultKind[])[DataverseSimulator.Faults.FaultKind.GzipBomb, DataverseSimulator.Faults.FaultKind.HugePage, DataverseSimulator.Faults.FaultKind.EndlessPages, DataverseSimulator.Faults.FaultKind.ForeignNextLink])
        {
            server.Faults.Rule = null;
            await using var rig = new Rig(server.Url, TimeProvider.System);
            await rig.PollAsync([]);
            var cursor = rig.Cursor;
            server.Faults.Rule = (_, _) => new DataverseSimulator.Faults.Fault(kind);
            var watch = Stopwatch.StartNew();
            await rig.PollAsync([]);
            var refused = rig.FailedPolls == 1 && rig.Cursor == cursor;
            if (!refused) failed++;
            Console.WriteLine($"{kind}: {(refused ? "refused, cursor unchanged" : "ACCEPTED")}, {watch.Elapsed.TotalSeconds:0.0} s, peak working set of connector and simulator {Process.GetCurrentProcess().PeakWorkingSet64 / 1024 / 1024} MB");
        }

        return failed;
    }
}
