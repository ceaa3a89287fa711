using System.Text.Encodings.Web;
using HandoffBridge.Connectors.Crm;
using HandoffBridge.Connectors.Notices;
using HandoffBridge.Connectors.Onboarding;
using HandoffBridge.Data;
using HandoffBridge.Jobs;
using HandoffBridge.Settings;
using HandoffBridge.Stages;
using HandoffBridge.Stages.Acknowledgements;
using HandoffBridge.Stages.Assignments;
using HandoffBridge.Stages.Briefs;
using HandoffBridge.Stages.Deals;
using HandoffBridge.Stages.Dossiers;
using HandoffBridge.Stages.Findings;
using HandoffBridge.Stages.Forms;
using HandoffBridge.Stages.Glossary;
using HandoffBridge.Stages.Letters;
using HandoffBridge.Stages.Notices;
using HandoffBridge.Stages.Publications;
using HandoffBridge.Stages.Reviews;
using HandoffBridge.Stages.Roadmap;
using HandoffBridge.Stages.Signals;
using HandoffBridge.Stages.StandardDeals;
using HandoffBridge.Stages.Templates;
using HandoffBridge.Web;
using HandoffBridge.Web.Access;

namespace HandoffBridge;

/// <summary>Composes the rooms in the order of the flow: the only file that knows all of them.</summary>
public static class HandoffBridgeHost
{
    /// <summary>Builds the program.</summary>
    /// <param name="settings">Settings as "--Section:Key=value".</param>
    /// <param name="serving">True for <c>serve</c>: pages and jobs as the settings say; false for verbs that only need the rooms.</param>
    /// <param name="configure">Last word on the services, for tests that fake the outside.</param>
    /// <exception cref="SettingsException">A setting is unknown or invalid.</exception>
    public static WebApplication Build(string[] settings, bool serving, Action<WebApplicationBuilder>? configure = null)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = [], ApplicationName = typeof(HandoffBridgeHost).Assembly.GetName().Name, ContentRootPath = AppContext.BaseDirectory });
        Configuration(builder, settings);
        builder.Logging.AddSimpleConsole(o => o.SingleLine = true);
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning).AddFilter("Quartz", LogLevel.Warning).AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error).AddFilter("System.Net.Http", LogLevel.Warning).AddFilter("Microsoft.AspNetCore.Antiforgery", LogLevel.Error);
        if (!serving) builder.Logging.SetMinimumLevel(LogLevel.Error);
        SettingsCatalogue.Check(builder.Configuration);
        var (services, configuration) = (builder.Services, builder.Configuration);
        services.AddSingleton(TimeProvider.System);
        services.AddSettings<HandoffOptions>(configuration);
        services.AddData(configuration);
        services.AddCrm(configuration);
        services.AddOnboarding(configuration);
        services.AddNoticeSenders(configuration);
        services.AddDeals();
        services.AddDossiers();
        services.AddSignals(configuration);
        services.AddRoadmap();
        services.AddStandardDeals();
        services.AddFindings(configuration);
        services.AddSingleton<IStage, FindFindings>();
        services.AddBriefs(configuration);
        services.AddSingleton<IStage, WriteBriefs>();
        services.AddForms();
        services.AddNotices(configuration);
        services.AddAssignments(configuration);
        services.AddReviews(configuration);
        services.AddSingleton<IStage>(s => s.GetRequiredService<CountFacts>());
        services.AddPublications();
        services.AddAcknowledgements();
        services.AddLetters();
        services.AddTemplates();
        services.AddSingleton<IStage, CountPublished>();
        services.AddGlossary();
        services.AddSingleton<WhereItStands>();
        services.AddSingleton<ReplayHandoff>();
        services.AddJobs(configuration, run: serving);
        services.AddAccess(configuration);
        services.AddWebPages(configuration);
        configure?.Invoke(builder);
        var app = builder.Build();
        if (serving && app.Services.GetRequiredService<WebOptions>().Enabled) app.MapWebPages();
        return app;
    }

    /// <summary>Schema and leases, before anything runs.</summary>
    public static async Task PrepareAsync(WebApplication app, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(app);
        if (app.Services.GetRequiredService<StorageOptions>().MigrateOnStart)
            await app.Services.GetRequiredService<Migrator>().MigrateAsync(cancellationToken);
        await app.Services.GetRequiredService<Leases>().ReleaseDeadAsync(cancellationToken);
        await app.Services.GetRequiredService<LoadReferences>().RunAsync(cancellationToken);
    }

    /// <summary>Says that it runs, and where.</summary>
    public static async Task GreetAsync(WebApplication app, TextWriter output)
    {
        ArgumentNullException.ThrowIfNull(app);
        ArgumentNullException.ThrowIfNull(output);
        foreach (var url in app.Urls) await output.WriteLineAsync($"HandoffBridge serves on {url}");
        if (app.Services.GetRequiredService<WebOptions>().Enabled && app.Services.GetRequiredService<AccessOptions>().Provider == AccessProvider.LocalLink)
            await output.WriteLineAsync($"Sign in once, from this machine: {app.Urls.FirstOrDefault()}/sign-in?link={await app.Services.GetRequiredService<LocalLink>().NewAsync(CancellationToken.None)}");
    }

    private static void Configuration(WebApplicationBuilder builder, string[] settings)
    {
        var sources = builder.Configuration.Sources;
        sources.Clear();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>(StringComparer.Ordinal) { ["Urls"] = "http://127.0.0.1:5080" });
        foreach (var folder in new[] { AppContext.BaseDirectory, Directory.GetCurrentDirectory() }.Distinct(StringComparer.Ordinal))
            builder.Configuration.AddJsonFile(Path.Combine(folder, "appsettings.json"), optional: true, reloadOnChange: false);
        builder.Configuration.AddEnvironmentVariables();
        builder.Configuration.AddCommandLine(settings);
        builder.WebHost.UseUrls((builder.Configuration["Urls"] ?? "").Split(';'));
        builder.WebHost.ConfigureKestrel(k => k.AddServerHeader = false);
        builder.Services.AddSingleton(HtmlEncoder.Create(System.Text.Unicode.UnicodeRanges.All));
    }
}
