namespace HandoffBridge.Stages.Templates;

/// <summary>This room's door.</summary>
public static class TemplatesSetup
{
    /// <summary>Registers what edits templates.</summary>
    public static IServiceCollection AddTemplates(this IServiceCollection services) => services.AddSingleton<SaveTemplate>();
}
