using HandoffBridge.Languages;
using HandoffBridge.Settings;

namespace HandoffBridge.Stages.Findings;

/// <summary>This room's door.</summary>
public static class FindingsSetup
{
    /// <summary>Registers what reconciles signals, and what they are compared with.</summary>
    public static IServiceCollection AddFindings(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        services.AddSettings<ReferencesOptions>(configuration);
        services.AddSingleton<ReferenceFiles>();
        services.AddSingleton<IReferences, StoredReferences>();
        services.AddSingleton<LoadReferences>();
        services.AddSingleton(new ReconcileSignals(Language.Of(configuration["Briefs:Language"])));
        return services;
    }
}
