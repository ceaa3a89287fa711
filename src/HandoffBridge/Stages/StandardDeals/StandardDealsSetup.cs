using HandoffBridge.Stages.Reviews;

namespace HandoffBridge.Stages.StandardDeals;

/// <summary>This room's door.</summary>
public static class StandardDealsSetup
{
    /// <summary>Registers what changes the standard deal.</summary>
    public static IServiceCollection AddStandardDeals(this IServiceCollection services) => services.AddSingleton<ChangeStandard>();
}
