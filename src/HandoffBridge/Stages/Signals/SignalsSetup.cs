using HandoffBridge.Extraction.Signals;
using HandoffBridge.Settings;

namespace HandoffBridge.Stages.Signals;

/// <summary>This room's door.</summary>
public static class SignalsSetup
{
    /// <summary>Registers the provider that the settings name, and the stage.</summary>
    public static IServiceCollection AddSignals(this IServiceCollection services, IConfiguration configuration)
    {
        var options = services.AddSettings<ExtractionOptions>(configuration);
        services.AddSingleton<ISignalEngine, SignalEngine>();
        if (options.Provider == ExtractionProvider.OpenAI) services.AddSingleton<ISignalProvider, LanguageModel.OpenAIProvider>();
        else services.AddSingleton<ISignalProvider, BuiltInProvider>();
        return services.AddSingleton<IStage, ExtractSignals>();
    }
}
