namespace HandoffBridge.Stages.Forms;

/// <summary>This room's door.</summary>
public static class FormsSetup
{
    /// <summary>Registers what stores forms.</summary>
    public static IServiceCollection AddForms(this IServiceCollection services) => services.AddSingleton<SaveForm>();
}
