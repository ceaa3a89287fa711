using DataverseSimulator;
using Microsoft.Extensions.Time.Testing;

namespace DataverseMeasure;

/// <summary>Wins missed and handoffs doubled over many deals, by what goes wrong.</summary>
internal static class Matrix
{
    public static async Task<int> RunAsync(int deals)
    {
        var bad = 0;
        foreach (var (name, scenario) in (( string, Func<Run, Task>)[])
        [
            ("every webhook lost", r => r.RoundsAsync(_ => [])),
            ("every event five times, shuffled", r => r.RoundsAsync(won => [.. won.SelectMany(d => Enumerable.Repeat(d, 5)).OrderBy(_ => r.Chance.Next())])),
            ("service down for 1 hour", r => r.DownAsync(TimeSpan.FromHours(1))),
            ("service down for 8 days", r => r.DownAsync(TimeSpan.FromDays(8))),
            ("service down for 90 days", r => r.DownAsync(TimeSpan.FromDays(90))),
            ("killed at 50 random moments", r => r.RoundsAsync(_ => [], kills: 50)),
            ("5 % faults", r => r.RoundsAsync(_ => [], faults: 0.05)),
            ("5 % faults, 50 kills, events five times", r => r.RoundsAsync(won => [.. won.SelectMany(d => Enumerable.Repeat(d, 5)).OrderBy(_ => r.Chance.Next())], kills: 50, faults: 0.05)),
        ])
        {
            await using var run = await Run.StartAsync(deals);
            await scenario(run);
            bad += run.Report(name);
        }

        return bad == 0 ? 0 : 1;
    }

    internal sealed class Run : IAsyncDisposable
    {
        private readonly FakeTimeProvider _clock;
        private readonly SimulatorServer _server;
        private readonly Rig _rig;
        private readonly int _deals;
        private readonly HashSet<(string, string)> _won = [];

        private Run(FakeTimeProvider clock, SimulatorServer server, int deals) => (_clock, _server, _rig, _deals) = (clock, server, new Rig(server.Url, clock), deals);

        public Random Chance { get; } = new(42);

        public static async Task<Run> StartAsync(int deals)
        {
            var clock = new FakeTimeProvider(new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero));
            var server = await SimulatorServer.StartAsync(clock);
            server.Journal.KeepBodies = false;
            var run = new Run(clock, server, deals);
            await run._rig.PollAsync([]);
            return run;
        }

        public async Task RoundsAsync(Func<IReadOnlyList<string>, IReadOnlyCollection<string>> hints, int kills = 0, double faults = 0)
        {
            _server.Faults.Seed(7);
            if (faults > 0) _server.Faults.Mixture(faults);
            var rounds = Math.Max(50, kills);
            for (var round = 0; round < rounds; round++)
            {
                var won = Enumerable.Range(0, _deals / rounds).Select(_ => Win()).ToList();
                var named = hints(won);
                if (round < kills)
                {
                    using var kill = new CancellationTokenSource(TimeSpan.FromMilliseconds(Chance.Next(0, 30)));
                    await _rig.PollAsync(named, kill.Token);
                    _rig.Restart();
                }

                await _rig.PollAsync(named);
                _clock.Advance(TimeSpan.FromMinutes(1));
            }

            _server.Faults.Rate = 0;
            await _rig.PollAsync([]);
        }

        public async Task DownAsync(TimeSpan span)
        {
            for (var i = 0; i < _deals; i++)
            {
                Win();
                _clock.Advance(span / _deals);
            }

            _rig.Restart();
            await _rig.PollAsync([]);
            await _rig.PollAsync([]);
        }

        public int Report(string name)
        {
            var missed = _won.Count(w => !_rig.Wins.ContainsKey(w));
            var doubled = _rig.Wins.Keys.Count(w => !_won.Contains(w));
            var entries = _server.Journal.Entries;
            var told = entries.Count(e => e.WhileTold);
            Console.WriteLine($"{name}: won {_won.Count}, missed {missed}, doubled {doubled}, failed polls {_rig.FailedPolls}, requests {entries.Count}, of them while told to wait {told}");
            return missed + doubled + told;
        }

        private string Win()
        {
            var deal = _server.Seller.Deal(documents: 1);
            var close = _server.Seller.Win(deal);
            _won.Add((deal.ToString("D"), close.ToString("D")));
            return deal.ToString("D");
        }

        public async ValueTask DisposeAsync()
        {
            await _rig.DisposeAsync();
            await _server.DisposeAsync();
        }
    }
}
