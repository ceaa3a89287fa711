using System.Net;
using HandoffBridge.Connectors.Crm.Dataverse.Calls;
using HandoffBridge.Connectors.Crm.Dataverse.Collecting;
using HandoffBridge.Connectors.Crm.Dataverse.Watching;
using HandoffBridge.Connectors.Crm.Dataverse.WritingBack;
using HandoffBridge.Settings;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace HandoffBridge.Connectors.Crm.Dataverse;

/// <summary>The room's door.</summary>
public static class DataverseSetup
{
    internal const string HttpClientName = "Dataverse";
    internal const string SignInClientName = "Dataverse sign-in";

    /// <summary>Registers Dataverse as the CRM.</summary>
    /// <exception cref="SettingsException">A setting is missing or wrong.</exception>
    public static IServiceCollection AddDataverse(this IServiceCollection services, IConfiguration configuration)
    {
        var options = services.AddSettings<DataverseOptions>(configuration);
        if (options.Missing() is { } missing) throw new SettingsException(missing);
        services.TryAddSingleton(TimeProvider.System);
        services.AddHttpClient(HttpClientName, client => client.Timeout = Timeout.InfiniteTimeSpan)
            .ConfigurePrimaryHttpMessageHandler(Handler).SetHandlerLifetime(Timeout.InfiniteTimeSpan).RemoveAllLoggers();
        services.AddHttpClient(SignInClientName, client => (client.Timeout, client.MaxResponseContentBufferSize) = (TimeSpan.FromSeconds(30), 1024 * 1024))
            .ConfigurePrimaryHttpMessageHandler(Handler).SetHandlerLifetime(Timeout.InfiniteTimeSpan).RemoveAllLoggers();
        if (options.AccessToken is { Length: > 0 } token) services.AddSingleton<IDataverseTokens>(new FixedToken(token));
        else services.AddSingleton<IDataverseTokens, MsalTokens>();
        services.AddSingleton<DataverseGate>().AddSingleton<DataverseClient>().AddSingleton<Pages>();
        services.AddSingleton<Watching.Environment>().AddSingleton<DealStates>().AddSingleton<OpportunityWatch>();
        services.AddSingleton<People>().AddSingleton<DossierReader>().AddSingleton<DossierCollector>();
        services.AddSingleton<BriefWriter>().AddSingleton<DataverseCheck>().AddSingleton<DataverseCrm>();
        services.AddSingleton<ICrm>(s => s.GetRequiredService<DataverseCrm>()).AddSingleton<IRecordLinks, DataverseLinks>();
        return services;
    }

    // A redirect would carry the token to wherever it leads; connections are renewed so that DNS changes are seen.
    private static SocketsHttpHandler Handler() => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        AutomaticDecompression = DecompressionMethods.GZip | DecompressionMethods.Deflate | DecompressionMethods.Brotli,
        ConnectTimeout = TimeSpan.FromSeconds(5),
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        MaxConnectionsPerServer = 40,
        MaxResponseHeadersLength = 64,
    };
}
