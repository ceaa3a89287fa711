using HandoffBridge.Stages.Roadmap;
using HandoffBridge.Stages.StandardDeals;

namespace HandoffBridge.Stages.Findings;

/// <summary>What product and RevOps say today: the roadmap register and the standard deal.</summary>
public interface IReferences
{
    /// <summary>Both, with a version that changes whenever either does.</summary>
    Task<References> CurrentAsync(CancellationToken cancellationToken);
}

/// <summary>The reference data findings are compared with.</summary>
/// <param name="Register">The roadmap register.</param>
/// <param name="Standard">The standard deal with its effective dates.</param>
/// <param name="Version">Changes whenever either does.</param>
public sealed record References(RoadmapRegister Register, StandardDeal Standard, string Version);
