namespace HandoffBridge.Stages.Publications;

/// <summary>This room's door.</summary>
public static class PublicationsSetup
{
    /// <summary>Registers the stages.</summary>
    public static IServiceCollection AddPublications(this IServiceCollection services)
    {
        services.AddSingleton<MakePublication>();
        return services.AddSingleton<IStage, PublishBriefs>().AddSingleton<IStage, WriteBack>();
    }
}
