namespace HandoffBridge.Stages.Dossiers;

/// <summary>This room's door.</summary>
public static class DossiersSetup
{
    /// <summary>Registers the collector.</summary>
    public static IServiceCollection AddDossiers(this IServiceCollection services) => services.AddSingleton<CollectDossiers>();
}
