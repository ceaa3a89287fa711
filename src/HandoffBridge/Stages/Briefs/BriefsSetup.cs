using HandoffBridge.Languages;
using HandoffBridge.Settings;

namespace HandoffBridge.Stages.Briefs;

/// <summary>Settings of this room.</summary>
[Settings("Briefs")]
public sealed class BriefsOptions
{
    /// <summary>Language.</summary>
    [Meaning("Language of the sentences a brief writes itself, never of quotes: en or de.")]
    [System.ComponentModel.DataAnnotations.AllowedValues("en", "de", ErrorMessage = "is not a language this version writes; write en or de.")]
    public string Language { get; set; } = "en";

    /// <summary>Directory of templates.</summary>
    [Meaning("Directory of the brief templates; a file there wins over the copy in the program.")]
    public string Templates { get; set; } = "templates/briefs";
}

/// <summary>This room's door.</summary>
public static class BriefsSetup
{
    /// <summary>Registers what writes and renders briefs.</summary>
    public static IServiceCollection AddBriefs(this IServiceCollection services, IConfiguration configuration)
    {
        var options = services.AddSettings<BriefsOptions>(configuration);
        services.AddSingleton(new WriteBrief(Language.Of(options.Language)));
        services.AddSingleton(s => new BriefTemplates(options.Templates, s.GetService<TimeProvider>() ?? TimeProvider.System));
        services.AddSingleton<BriefRenderer>();
        return services;
    }
}
