using System.Globalization;

namespace DataverseSimulator.Http;

/// <summary>The service's own protection: per user, within 300 seconds (api-limits). Sending on while told to wait prolongs it.</summary>
internal sealed class Limits(Options options, TimeProvider clock)
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(5);
    private readonly Lock _lock = new();
    private readonly Queue<DateTimeOffset> _requests = new();
    private readonly Queue<(DateTimeOffset At, TimeSpan Spent)> _spent = new();
    private TimeSpan _sum;
    private int _running;
    private DateTimeOffset _closedUntil;

    /// <summary>Most requests seen at a time.</summary>
    public int MostAtOnce { get; private set; }

    /// <summary>True while a client was told to wait.</summary>
    public bool Closed(DateTimeOffset now) => now < _closedUntil;

    /// <summary>Tells a client to wait.</summary>
    public void Close(TimeSpan wait)
    {
        lock (_lock) if (clock.GetUtcNow() + wait > _closedUntil) _closedUntil = clock.GetUtcNow() + wait;
    }

    /// <summary>Lets a request in, or says why not.</summary>
    public Reply? Enter()
    {
        lock (_lock)
        {
            var now = clock.GetUtcNow();
            if (now < _closedUntil)
            {
                _closedUntil += TimeSpan.FromSeconds(1);
                return TooMany("0x80072322", $"Number of requests exceeded the limit of {options.MostRequests} over time window of 300 seconds.", _closedUntil - now);
            }

            while (_requests.TryPeek(out var r) && now - r >= Window) _requests.Dequeue();
            while (_spent.TryPeek(out var s) && now - s.At >= Window) _sum -= _spent.Dequeue().Spent;
            if (_requests.Count >= options.MostRequests) return Shut("0x80072322", $"Number of requests exceeded the limit of {options.MostRequests} over time window of 300 seconds.", Window - (now - _requests.Peek()));
            if (_sum >= options.MostExecution) return Shut("0x80072321", "Combined execution time of incoming requests exceeded limit of 1,200,000  milliseconds over time window of 300 seconds. Decrease number of concurrent requests or reduce the duration of requests and try again later.", Window - (now - _spent.Peek().At));
            if (_running >= options.MostAtOnce) return TooMany("0x80072326", $"Number of concurrent requests exceeded the limit of {options.MostAtOnce}.", TimeSpan.FromSeconds(1));
            _requests.Enqueue(now);
            MostAtOnce = Math.Max(MostAtOnce, ++_running);
            return null;
        }
    }

    /// <summary>Counts what a request took.</summary>
    public void Leave(TimeSpan spent)
    {
        lock (_lock)
        {
            _running--;
            _spent.Enqueue((clock.GetUtcNow(), spent));
            _sum += spent;
        }
    }

    private Reply Shut(string code, string message, TimeSpan wait)
    {
        _closedUntil = clock.GetUtcNow() + wait;
        return TooMany(code, message, wait);
    }

    private static Reply TooMany(string code, string message, TimeSpan wait)
    {
        var reply = Reply.Error(429, code, message);
        reply.Headers["Retry-After"] = Math.Max(1, Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        return reply;
    }
}
