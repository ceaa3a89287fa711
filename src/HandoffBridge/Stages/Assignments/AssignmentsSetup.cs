using HandoffBridge.Settings;

namespace HandoffBridge.Stages.Assignments;

/// <summary>This room's door.</summary>
public static class AssignmentsSetup
{
    /// <summary>Registers the rules and the stage that applies them.</summary>
    public static IServiceCollection AddAssignments(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSettings<RoutingOptions>(configuration);
        services.AddSingleton<RouteHandoff>();
        services.AddSingleton<AssignHandoffs>();
        services.AddSingleton<IStage>(s => s.GetRequiredService<AssignHandoffs>());
        services.AddSingleton<EscalateUnassigned>();
        return services;
    }
}
