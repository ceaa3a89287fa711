namespace HandoffBridge.Stages.Letters;

/// <summary>This room's door.</summary>
public static class LettersSetup
{
    /// <summary>Registers what makes the customer's letter.</summary>
    public static IServiceCollection AddLetters(this IServiceCollection services) => services.AddSingleton<EditLetter>();
}
