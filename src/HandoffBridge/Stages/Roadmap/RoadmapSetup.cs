namespace HandoffBridge.Stages.Roadmap;

/// <summary>This room's door.</summary>
public static class RoadmapSetup
{
    /// <summary>Registers what changes the register.</summary>
    public static IServiceCollection AddRoadmap(this IServiceCollection services) => services.AddSingleton<ChangeRegister>();
}
