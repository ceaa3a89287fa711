using Microsoft.Extensions.Time.Testing;

namespace HandoffBridge.Tests.Support;

/// <summary>Lets work run that waits for the clock, by moving it: nobody sleeps.</summary>
public static class MovedClock
{
    /// <summary>Moves the clock whenever the work has not finished by itself.</summary>
    public static async Task<T> RunAsync<T>(this FakeTimeProvider clock, Func<Task<T>> work, TimeSpan? step = null)
    {
        var task = Task.Run(work);
        var patience = System.Diagnostics.Stopwatch.StartNew();
        while (!task.IsCompleted)
        {
            await Task.WhenAny(task, Task.Delay(TimeSpan.FromMilliseconds(10)));
            if (!task.IsCompleted) clock.Advance(step ?? TimeSpan.FromMilliseconds(250));
            if (patience.Elapsed > TimeSpan.FromSeconds(60)) throw new TimeoutException("The work did not end within a minute.");
        }

        return await task;
    }
}
