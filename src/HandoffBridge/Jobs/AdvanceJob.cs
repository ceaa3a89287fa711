using Quartz;

namespace HandoffBridge.Jobs;

/// <summary>Which handoff.</summary>
public sealed record AdvanceInput(string HandoffId);

/// <summary>The scheduler's way to one pass of <see cref="AdvanceHandoff"/>: at least once, which is enough.</summary>
[JobTimeout("00:10:00")]
public sealed class AdvanceJob(AdvanceHandoff advance) : IJob<AdvanceInput>
{
    /// <inheritdoc/>
    public async ValueTask Execute(IJobExecutionContext context, AdvanceInput input, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(input);
        await advance.RunAsync(input.HandoffId, cancellationToken);
    }
}
