namespace HandoffBridge.Stages.Acknowledgements;

/// <summary>This room's door.</summary>
public static class AcknowledgementsSetup
{
    /// <summary>Registers what readers of briefs do.</summary>
    public static IServiceCollection AddAcknowledgements(this IServiceCollection services) =>
        services.AddSingleton<Acknowledge>().AddSingleton<AskSeller>().AddSingleton<RecordOutcome>().AddSingleton<MarkRead>();
}
