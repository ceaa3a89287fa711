using HandoffBridge.Languages;

namespace HandoffBridge.Stages.Findings;

/// <summary>This room's door.</summary>
public static class FindingsSetup
{
    /// <summary>Registers what reconciles signals.</summary>
    public static IServiceCollection AddFindings(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        services.AddSingleton(new ReconcileSignals(Language.Of(configuration["Briefs:Language"])));
        return services;
    }
}
