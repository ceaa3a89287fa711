using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using HandoffBridge.Data;
using HandoffBridge.Stages.Briefs;
using HandoffBridge.Stages.Deals;
using HandoffBridge.Web.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace HandoffBridge.Benchmarks;

/// <summary>The pages at 10,000 handoffs: "pages [handoffs] [clients] [seconds] [page …] [settings]" prints median and 95th percentile of list, search, brief and form.</summary>
/// <remarks>With --Storage:Provider and --Storage:ConnectionString on PostgreSQL; with --Storage:Directory on a file that stays. A database that has handoffs is measured as it is.</remarks>
internal static class PageLoad
{
    private static readonly string[] Words = ["pallet", "reefer", "shipment", "crew", "licence", "roster", "harbour", "migration", "history", "dashboard", "alarm", "training", "rollout", "season", "audit", "invoice"];

    public static async Task RunAsync(string[] args)
    {
        var (handoffs, clients, seconds) = (Number(args, 1, 10000), Number(args, 2, 20), Number(args, 3, 30));
        var settings = args.Where(a => a.StartsWith("--", StringComparison.Ordinal));
        var folder = Directory.CreateTempSubdirectory("handoffbridge-pages-").FullName;
        await using var app = HandoffBridgeHost.Build(
            ["--Urls=http://127.0.0.1:0", "--Jobs:Enabled=false", $"--Crm:Folder:Path={folder}/deals", $"--Onboarding:Folder:Path={folder}/out", $"--Storage:Directory={folder}/data", .. settings], serving: true);
        await HandoffBridgeHost.PrepareAsync(app, CancellationToken.None);
        var ids = await SeedAsync(app, handoffs);
        await app.StartAsync();
        using var client = new HttpClient(new SocketsHttpHandler { UseCookies = true, MaxConnectionsPerServer = clients }) { BaseAddress = new Uri(app.Urls.First()) };
        (await client.GetAsync($"/sign-in?link={await app.Services.GetRequiredService<LocalLink>().NewAsync(CancellationToken.None)}")).EnsureSuccessStatusCode();
        foreach (var (name, path) in new (string, Func<int, string>)[]
        {
            ("list", i => i % 3 == 0 ? "/handoffs" : i % 3 == 1 ? "/handoffs?show=unread&show=unscoped" : "/handoffs?show=unconfirmed"),
            ("search", i => $"/handoffs?q={Words[i % Words.Length]}+{i % handoffs}"),
            ("common word", i => $"/handoffs?q={Words[i % Words.Length]}"),
            ("brief", i => $"/handoffs/{ids[i * 7919 % ids.Count]}"),
            ("form", i => $"/handoffs/{ids[i * 7919 % ids.Count]}/form"),
        })
        {
            if (args.Length > 4 && args[4][0] != '-' && !args.Contains(name)) continue;
            await client.GetAsync(path(1));
            Console.WriteLine($"{name,-12} {await LoadAsync(client, path, clients, TimeSpan.FromSeconds(seconds))}");
        }

        await app.StopAsync();
        Directory.Delete(folder, recursive: true);
    }

    private static async Task<string> LoadAsync(HttpClient client, Func<int, string> path, int clients, TimeSpan length)
    {
        var times = new List<double>();
        var (number, failed, bytes) = (0, 0, 0L);
        var spent = Process.GetCurrentProcess().TotalProcessorTime;
        var clock = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, clients).Select(async _ =>
        {
            while (clock.Elapsed < length)
            {
                var started = Stopwatch.GetTimestamp();
                using var answer = await client.GetAsync(path(Interlocked.Increment(ref number)));
                var size = (await answer.Content.ReadAsByteArrayAsync()).Length;
                lock (times)
                {
                    times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
                    (failed, bytes) = (failed + (answer.IsSuccessStatusCode ? 0 : 1), Math.Max(bytes, size));
                }
            }
        }));
        times.Sort();
        // On a busy machine the wall clock tells of the neighbours; processor time, client included, tells of the pages.
        var cpu = (Process.GetCurrentProcess().TotalProcessorTime - spent).TotalMilliseconds / times.Count;
        return string.Create(CultureInfo.InvariantCulture, $"p50 {times[times.Count / 2]:0} ms, p95 {times[(int)(times.Count * 0.95)]:0} ms, {times.Count / clock.Elapsed.TotalSeconds:0}/s, processor {cpu:0.0} ms a request, largest {bytes / 1024} KB, failed {failed}");
    }

    private static async Task<List<string>> SeedAsync(WebApplication app, int handoffs)
    {
        var factory = app.Services.GetRequiredService<IDbContextFactory<BridgeDb>>();
        await using (var before = factory.CreateDbContext())
        {
            if (await before.Set<BriefCardRow>().OrderByDescending(c => c.WonAt).Select(c => c.HandoffId).ToListAsync() is { Count: > 0 } there) return there;
        }

        var ids = new List<string>(handoffs);
        // Written once and filled in by name: at this number writing each would take longer than the measuring.
        var json = JsonSerializer.Serialize(SampleBrief.Instance with { HandoffId = "SEED-ID", Account = SampleBrief.Instance.Account with { Name = "SEED-ACCOUNT" } }, BriefJson.Default.Brief);
        for (var start = 0; start < handoffs; start += 500)
        {
            await using var db = factory.CreateDbContext();
            await using var transaction = await db.Database.BeginTransactionAsync();
            for (var i = start; i < Math.Min(start + 500, handoffs); i++)
            {
                var brief = Brief(i);
                ids.Add(brief.HandoffId);
                db.Add(new BriefRow { HandoffId = brief.HandoffId, Version = 1, Status = brief.Status, FindingNumber = 1, InputHash = "seed", Json = json.Replace("SEED-ID", brief.HandoffId, StringComparison.Ordinal).Replace("SEED-ACCOUNT", brief.Account.Name, StringComparison.Ordinal), WrittenAt = brief.CreatedAt });
                db.Add(new DealRow { HandoffId = brief.HandoffId, Source = "Folder", Organisation = "seed", DealId = brief.Deal.Id, Name = brief.Deal.Name, WonAt = brief.Deal.WonAt, Epoch = 1 });
                var card = new BriefCardRow { HandoffId = brief.HandoffId };
                BriefCard.Fill(card, brief);
                if (i % 10 != 0) card.CsmEmail = $"csm{i % 40}@seller.example";
                db.Add(card);
                await db.Engine.IndexAsync(db, brief.HandoffId, BriefCard.SearchText(brief), CancellationToken.None);
            }

            await db.SaveChangesAsync();
            await transaction.CommitAsync();
            Console.WriteLine($"{start + 500} handoffs");
        }

        return ids;
    }

    // The shipped sample under another name, with words of its own, so that a search has something to tell apart.
    private static Brief Brief(int i)
    {
        var sample = SampleBrief.Instance;
        var word = Words[i % Words.Length];
        var won = new DateTimeOffset(2026, 11, 1, 12, 0, 0, TimeSpan.Zero).AddHours(-i);
        return sample with
        {
            HandoffId = $"seed{i:D6}",
            Status = i % 3 == 0 ? "unconfirmed" : "confirmed",
            Account = sample.Account with { Id = $"A{i}", Name = $"{char.ToUpperInvariant(word[0])}{word[1..]} Company {i}" },
            Deal = sample.Deal with { Id = $"D{i}", WonAt = won },
            Items = [.. sample.Items.Select((item, n) => n % 5 == i % 5 ? item with { Text = $"{item.Text} {word} {i}" } : item)],
            CreatedAt = won.AddHours(1),
        };
    }

    private static int Number(string[] args, int at, int otherwise) => args.Length > at && int.TryParse(args[at], CultureInfo.InvariantCulture, out var number) ? number : otherwise;
}
