using System.Security.Cryptography;
using HandoffBridge.Connectors.Crm;
using HandoffBridge.Connectors.Crm.Dataverse;
using HandoffBridge.Data;
using HandoffBridge.Settings;
using HandoffBridge.Stages.Reviews;
using HandoffBridge.Stages.Roadmap;
using HandoffBridge.Stages.StandardDeals;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;

namespace HandoffBridge.Web;

/// <summary>Pages, API, health and headers.</summary>
public static class WebSetup
{
    private static readonly byte[] Stylesheet = Asset("site.css");
    private static readonly byte[] Script = Asset("site.js");

    /// <summary>The stylesheet's address, with a name that changes with its content.</summary>
    public static string StylesheetPath { get; } = "/site.css?v=" + Version(Stylesheet);

    /// <summary>The script's address; every page works without it.</summary>
    public static string ScriptPath { get; } = "/site.js?v=" + Version(Script);

    /// <summary>Registers what pages and API need.</summary>
    public static IServiceCollection AddWebPages(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSettings<WebOptions>(configuration);
        var storage = SettingsCatalogue.Read<StorageOptions>(configuration);
        services.AddSingleton<Links>();
        services.AddRazorPages(o => o.RootDirectory = "/Stages");
        services.Configure<RequestLocalizationOptions>(o => o.SetDefaultCulture("en").AddSupportedCultures([.. UiTexts.Codes.SelectMany(c => c == "en" ? ["en", "en-US", "en-GB"] : new[] { c })]).AddSupportedUICultures([.. UiTexts.Codes]));
        services.AddRouting(o => o.LowercaseUrls = true);
        services.AddProblemDetails();
        services.AddOpenApi("v1");
        services.AddDataProtection().SetApplicationName("HandoffBridge").PersistKeysToFileSystem(new DirectoryInfo(Path.Combine(storage.Directory, "keys")));
        services.ConfigureHttpJsonOptions(o => o.SerializerOptions.DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull);
        return services;
    }

    /// <summary>Maps everything this node serves.</summary>
    public static void MapWebPages(this WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);
        app.UseExceptionHandler(new ExceptionHandlerOptions { AllowStatusCode404Response = true, ExceptionHandlingPath = "/error" });
        app.UseStatusCodePagesWithReExecute("/error", "?status={0}");
        app.Use(Headers);
        app.UseRequestLocalization();
        app.UseRouting();
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapGet("/", () => Results.Redirect("/handoffs")).ExcludeFromDescription();
        app.MapGet("/site.css", (HttpContext c) => Serve(c, Stylesheet, "text/css; charset=utf-8")).AllowAnonymous().ExcludeFromDescription();
        app.MapGet("/site.js", (HttpContext c) => Serve(c, Script, "text/javascript; charset=utf-8")).AllowAnonymous().ExcludeFromDescription();
        app.MapGet("/health/live", () => Results.Text("live")).AllowAnonymous().ExcludeFromDescription();
        app.MapGet("/health/ready", ReadyAsync).AllowAnonymous().ExcludeFromDescription();
        app.MapOpenApi("/openapi/{documentName}.json").AllowAnonymous();
        app.MapRazorPages();
        app.MapApi();
        app.MapReviews();
        app.MapRoadmap();
        app.MapStandardDeal();
        if (app.Services.GetRequiredService<CrmOptions>().Source == CrmSource.Dataverse) app.MapDataverseWebhook();
    }

    private static async Task<IResult> ReadyAsync(IDbContextFactory<BridgeDb> contexts, CancellationToken cancellationToken)
    {
        try
        {
            await using var db = contexts.CreateDbContext();
            return await db.Database.CanConnectAsync(cancellationToken) ? Results.Text("ready") : Results.Text("the database does not answer", statusCode: 503);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return Results.Text("the database does not answer", statusCode: 503);
        }
    }

    // No script but our own file, no frames, nothing from elsewhere: a note that smuggles markup in has nothing to run.
    private static Task Headers(HttpContext context, RequestDelegate next)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; form-action 'self'; connect-src 'self'; frame-ancestors 'none'; base-uri 'none'";
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "same-origin";
        headers.CacheControl = "no-store";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        return next(context);
    }

    private static IResult Serve(HttpContext context, byte[] bytes, string type)
    {
        context.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
        return Results.Bytes(bytes, type);
    }

    private static byte[] Asset(string name)
    {
        using var stream = typeof(WebSetup).Assembly.GetManifestResourceStream("web/" + name)!;
        using var memory = new MemoryStream();
        stream.CopyTo(memory);
        return memory.ToArray();
    }

    private static string Version(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes))[..10];
}
