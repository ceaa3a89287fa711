using HandoffBridge.Data;

namespace HandoffBridge.Stages.Reviews;

/// <summary>What delivery said of a handoff: accepted, returned, and what became of its commitments.</summary>
public interface IDeliveryRecord
{
    /// <summary>One handoff's record.</summary>
    Task<DeliveryRecord> OfAsync(BridgeDb db, string handoffId, CancellationToken cancellationToken);

    /// <summary>Handoffs whose last word was "accepted".</summary>
    Task<IReadOnlyCollection<string>> AcceptedAsync(BridgeDb db, CancellationToken cancellationToken);
}

/// <summary>One handoff's record.</summary>
/// <param name="Answers">Accepted or returned, oldest first.</param>
/// <param name="Outcomes">What became of commitments, by item; the last word counts.</param>
public sealed record DeliveryRecord(IReadOnlyList<DeliveryAnswer> Answers, IReadOnlyDictionary<string, string> Outcomes)
{
    /// <summary>Delivery said nothing yet.</summary>
    public static DeliveryRecord Nothing { get; } = new([], new Dictionary<string, string>(StringComparer.Ordinal));
}

/// <summary>One answer of delivery.</summary>
/// <param name="At">When (UTC).</param>
/// <param name="Accepted">False: returned.</param>
/// <param name="Reason">Code of the reason of a return.</param>
public sealed record DeliveryAnswer(DateTimeOffset At, bool Accepted, string? Reason);
