using HandoffBridge.Stages.Findings;

namespace HandoffBridge.Stages.Roadmap;

/// <summary>This room's door.</summary>
public static class RoadmapSetup
{
    /// <summary>Registers the register and what findings are compared with.</summary>
    public static IServiceCollection AddRoadmap(this IServiceCollection services) => services
        .AddSingleton<ReferenceFiles>()
        .AddSingleton<IReferences, StoredReferences>()
        .AddSingleton<ChangeRegister>()
        .AddSingleton<ReadExposure>()
        .AddSingleton<LoadReferences>();
}
