using HandoffBridge.Jobs;

namespace HandoffBridge.Stages;

/// <summary>One step of a handoff that needs no person: reads what the stages above made, writes only its own tables.</summary>
public interface IStage
{
    /// <summary>Name on /operations and of <c>replay --from</c>: the stage's folder in lower case.</summary>
    string Name { get; }

    /// <summary>Makes this stage's output where its input is newer. Repeating it changes nothing.</summary>
    /// <param name="handoffId">The handoff.</param>
    /// <param name="lease">Held for the handoff; to be checked before every effect outside the database.</param>
    /// <param name="cancellationToken">Cancels the work.</param>
    Task<StageResult> RunAsync(string handoffId, Lease lease, CancellationToken cancellationToken);

    /// <summary>Forgets this stage's output so that the next run makes it anew; what has left the house stays in the ledger.</summary>
    Task ForgetAsync(string handoffId, CancellationToken cancellationToken);
}

/// <summary>What a stage did.</summary>
/// <param name="Wrote">True where new output was stored.</param>
/// <param name="WaitsFor">Why the stages below cannot start yet; null where they can.</param>
public readonly record struct StageResult(bool Wrote, string? WaitsFor)
{
    /// <summary>Output was already there.</summary>
    public static StageResult UpToDate { get; }

    /// <summary>New output was stored.</summary>
    public static StageResult Written { get; } = new(true, null);

    /// <summary>Nothing can be done before something else happens.</summary>
    public static StageResult Waiting(string why) => new(false, why);
}
