namespace HandoffBridge.Connectors.Crm.Dataverse.Calls;

/// <summary>
/// The one gate in front of the service, for all workers: its limits hold per application user, so every request of this
/// process shares them. Limits (52 at a time, 6,000 requests and 20 minutes of execution within 300 s) and the rule that
/// Retry-After is obeyed: learn.microsoft.com/power-apps/developer/data-platform/api-limits. As advised there it starts with
/// one request at a time, widens while all goes well, and starts over when told to wait: few are in flight when that happens.
/// </summary>
internal sealed class DataverseGate(DataverseOptions options, TimeProvider time) : IDisposable
{
    /// <summary>The sliding window of the service's limits.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(5);

    // A request in flight cannot be called back when the service says "wait": a service that has said so gets fewer at a time, for longer.
    private const int FirstStep = 20, LongestStep = 500;

    /// <summary>Requests do not leave side by side: being told to wait by the first should reach the second before it has left.</summary>
    private static readonly TimeSpan Spacing = TimeSpan.FromMilliseconds(40);

    private readonly SemaphoreSlim _slots = new(1);
    private readonly Lock _lock = new();
    private readonly Queue<long> _sent = new();
    private readonly Queue<(long At, TimeSpan Spent)> _spent = new();
    private readonly long _start = time.GetTimestamp();
    private TimeSpan _spentInWindow;
    private TimeSpan _closedUntil;
    private int _width = 1;
    private int _inFlight;
    private long _last;
    private int _withdrawn;
    private int _successes;
    private int _step = FirstStep;
    private TimeSpan Now => time.GetElapsedTime(_start);

    /// <summary>Waits for a slot, for the budgets and for the end of any pause the service asked for.</summary>
    /// <exception cref="ConnectorException">The service asked for a longer pause than is waited for in place.</exception>
    public async ValueTask<Pass> EnterAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            await _slots.WaitAsync(cancellationToken);
            TimeSpan wait;
            try
            {
                lock (_lock)
                {
                    var pause = _closedUntil - Now;
                    if (pause > options.LongestWait) throw Throttled(pause);
                    wait = pause > TimeSpan.Zero ? pause : BudgetWait();
                    if (wait <= TimeSpan.Zero && _inFlight > 0) wait = Spacing - time.GetElapsedTime(_last);
                    if (wait <= TimeSpan.Zero)
                    {
                        var at = _last = time.GetTimestamp();
                        _inFlight++;
                        _sent.Enqueue(at);
                        return new Pass(this, at);
                    }
                }

                await Task.Delay(wait < TimeSpan.FromMilliseconds(1) ? TimeSpan.FromMilliseconds(1) : wait, time, cancellationToken);
            }
            catch
            {
                Release();
                throw;
            }

            // Back in line: while we waited the gate may have become narrower.
            Release();
        }
    }

    /// <summary>Closes the gate for everyone.</summary>
    public void Close(TimeSpan pause)
    {
        lock (_lock)
        {
            var until = Now + pause;
            if (until > _closedUntil) _closedUntil = until;
            (_withdrawn, _width, _successes) = (_withdrawn + _width - 1, 1, 0);
            _step = Math.Min(_step * 5, LongestStep);
            while (_withdrawn > 0 && _slots.Wait(0)) _withdrawn--;
        }
    }

    /// <summary>An answer came as it should: after some of them one more request may be in flight.</summary>
    public void Succeeded()
    {
        lock (_lock)
        {
            if (_width >= options.MaxConcurrentRequests || ++_successes < _step) return;
            (_successes, _width) = (0, _width + 1);
            if (_withdrawn > 0)
            {
                _withdrawn--;
                return;
            }
        }

        _slots.Release();
    }

    /// <summary>The failure that says when to come back.</summary>
    public static ConnectorException Throttled(TimeSpan pause) => new(
        FailureKind.Throttled,
        FormattableString.Invariant($"Dataverse asked to be left alone for {Math.Ceiling(pause.TotalSeconds):0} s; nothing is sent until then."),
        retryAfter: pause);

    /// <inheritdoc/>
    public void Dispose() => _slots.Dispose();

    private TimeSpan BudgetWait()
    {
        while (_sent.TryPeek(out var oldest) && time.GetElapsedTime(oldest) >= Window) _sent.Dequeue();
        while (_spent.TryPeek(out var oldest) && time.GetElapsedTime(oldest.At) >= Window)
        {
            _spent.Dequeue();
            _spentInWindow -= oldest.Spent;
        }

        var wait = TimeSpan.Zero;
        if (_sent.Count >= options.MaxRequestsPerFiveMinutes) wait = Window - time.GetElapsedTime(_sent.Peek());
        if (_spentInWindow >= options.MaxExecutionPerFiveMinutes)
        {
            var byTime = Window - time.GetElapsedTime(_spent.Peek().At);
            if (byTime > wait) wait = byTime;
        }

        return wait;
    }

    private void Leave(long at)
    {
        lock (_lock)
        {
            _inFlight--;
            var spent = time.GetElapsedTime(at);
            _spent.Enqueue((time.GetTimestamp(), spent));
            _spentInWindow += spent;
        }

        Release();
    }

    private void Release()
    {
        lock (_lock)
        {
            if (_withdrawn > 0)
            {
                _withdrawn--;
                return;
            }
        }

        _slots.Release();
    }

    /// <summary>The right to have one request in flight; given back by disposing.</summary>
    public sealed class Pass(DataverseGate gate, long at) : IDisposable
    {
        private DataverseGate? _gate = gate;

        /// <inheritdoc/>
        public void Dispose() => Interlocked.Exchange(ref _gate, null)?.Leave(at);
    }
}
