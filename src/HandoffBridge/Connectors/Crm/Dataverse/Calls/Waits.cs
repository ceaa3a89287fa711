using System.Net;

namespace HandoffBridge.Connectors.Crm.Dataverse.Calls;

/// <summary>How long to stay away after an answer that was none: as told, else longer each time, with jitter.</summary>
internal sealed partial class Waits(DataverseGate gate, DataverseOptions options, TimeProvider time, ILogger log)
{
    /// <summary>Longest pause chosen by us where the service only says that it is busy.</summary>
    private static readonly TimeSpan LongestBackOff = TimeSpan.FromMinutes(15);

    private int _busyInARow;

    /// <summary>The service answered as it should.</summary>
    public void Over() => Interlocked.Exchange(ref _busyInARow, 0);

    /// <summary>Waits before the next attempt after a broken answer.</summary>
    public Task GrowingAsync(int attempt, CancellationToken cancellationToken) => Task.Delay(Growing(attempt, TimeSpan.FromSeconds(1)), time, cancellationToken);

    /// <summary>Waits as told, or longer each time where nothing was told.</summary>
    public async Task PauseAsync(Answer busy, int attempt, CancellationToken cancellationToken)
    {
        var told = busy.Wait(time.GetUtcNow());
        Log.Busy(log, (int)busy.Status, told);
        if (busy.Status is HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable)
        {
            var pause = told ?? Growing(Math.Max(attempt, Interlocked.Increment(ref _busyInARow)), TimeSpan.FromSeconds(2));
            gate.Close(pause);
            if (pause > options.LongestWait) throw DataverseGate.Throttled(pause);
            return; // the gate keeps everyone waiting, this request too
        }

        await Task.Delay(told ?? Growing(attempt, TimeSpan.FromSeconds(1)), time, cancellationToken);
    }

    // Jitter keeps several workers from coming back at the same moment.
    private static TimeSpan Growing(int attempt, TimeSpan first)
    {
#pragma warning disable CA5394 // chance, not secrecy
        var factor = Math.Pow(2, Math.Min(attempt - 1, 12)) * (0.75 + Random.Shared.NextDouble() / 2);
#pragma warning restore CA5394
        var wait = first * factor;
        return wait > LongestBackOff ? LongestBackOff : wait;
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Dataverse answered {Status}; it asks for a pause of {Pause}.")]
        public static partial void Busy(ILogger logger, int status, TimeSpan? pause);
    }
}
