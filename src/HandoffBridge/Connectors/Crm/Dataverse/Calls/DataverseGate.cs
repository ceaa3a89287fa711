namespace HandoffBridge.Connectors.Crm.Dataverse.Calls;

/// <summary>
/// The one gate in front of the service, for all workers: its limits hold per application user, so every request of this
/// process shares them. Limits (52 at a time, 6,000 requests and 20 minutes of execution within 300 s) and the rule that
/// Retry-After is obeyed: learn.microsoft.com/power-apps/developer/data-platform/api-limits.
/// </summary>
internal sealed class DataverseGate(DataverseOptions options, TimeProvider time) : IDisposable
{
    /// <summary>The sliding window of the service's limits.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(5);

    private readonly SemaphoreSlim _slots = new(options.MaxConcurrentRequests);
    private readonly Lock _lock = new();
    private readonly Queue<long> _sent = new();
    private readonly Queue<(long At, TimeSpan Spent)> _spent = new();
    private readonly long _start = time.GetTimestamp();
    private TimeSpan _spentInWindow;
    private TimeSpan _closedUntil;
    private TimeSpan Now => time.GetElapsedTime(_start);

    /// <summary>Waits for a slot, for the budgets and for the end of any pause the service asked for.</summary>
    /// <exception cref="ConnectorException">The service asked for a longer pause than is waited for in place.</exception>
    public async ValueTask<Pass> EnterAsync(CancellationToken cancellationToken)
    {
        await _slots.WaitAsync(cancellationToken);
        try
        {
            while (true)
            {
                TimeSpan wait;
                lock (_lock)
                {
                    var pause = _closedUntil - Now;
                    if (pause > options.LongestWait) throw Throttled(pause);
                    wait = pause > TimeSpan.Zero ? pause : BudgetWait();
                    if (wait <= TimeSpan.Zero)
                    {
                        var at = time.GetTimestamp();
                        _sent.Enqueue(at);
                        return new Pass(this, at);
                    }
                }

                await Task.Delay(wait < TimeSpan.FromMilliseconds(1) ? TimeSpan.FromMilliseconds(1) : wait, time, cancellationToken);
            }
        }
        catch
        {
            _slots.Release();
            throw;
        }
    }

    /// <summary>Closes the gate for everyone.</summary>
    public void Close(TimeSpan pause)
    {
        lock (_lock)
        {
            var until = Now + pause;
            if (until > _closedUntil) _closedUntil = until;
        }
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
            var spent = time.GetElapsedTime(at);
            _spent.Enqueue((time.GetTimestamp(), spent));
            _spentInWindow += spent;
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
