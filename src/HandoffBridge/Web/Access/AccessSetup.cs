using System.Security.Claims;
using HandoffBridge.Connectors.Notices;
using HandoffBridge.Settings;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;

namespace HandoffBridge.Web.Access;

/// <summary>Sign-in's door.</summary>
public static partial class AccessSetup
{
    /// <summary>The scheme that picks: an API key where a request brings one, the session's cookie elsewhere.</summary>
    public const string Either = "HandoffBridge";

    /// <summary>Registers sign-in as the settings say. Everything asks for a signed-in viewer unless it says otherwise.</summary>
    public static IServiceCollection AddAccess(this IServiceCollection services, IConfiguration configuration)
    {
        var options = services.AddSettings<AccessOptions>(configuration);
        if (options.MailCodes && SettingsCatalogue.Read<MailOptions>(configuration).Host.Length == 0) throw new SettingsException("Access:MailCodes is true, but there is no Mail:Host to send codes by; set Mail:Host and Mail:From.");
        services.AddSingleton<LocalLink>();
        services.AddSingleton<MailCodes>();
        services.AddSingleton<SessionStore>();
        services.AddSingleton<ApiKeys>();
        services.AddSingleton<OidcMetadata>();
        var authentication = services.AddAuthentication(Either)
            .AddPolicyScheme(Either, null, o => o.ForwardDefaultSelector = c => ApiKeyHandler.Brings(c) ? ApiKeyHandler.Named : CookieAuthenticationDefaults.AuthenticationScheme)
            .AddScheme<AuthenticationSchemeOptions, ApiKeyHandler>(ApiKeyHandler.Named, null)
            .AddCookie(o => Cookie(o, options));
        if (options.Provider == AccessProvider.OAuth) authentication.AddOAuth<OidcOptions, OidcHandler>(OidcHandler.Named, o => Oidc(o, options));
        services.AddOptions<CookieAuthenticationOptions>(CookieAuthenticationDefaults.AuthenticationScheme)
            .Configure<SessionStore, TimeProvider>((o, store, time) => (o.SessionStore, o.TimeProvider) = (store, time));
        services.AddAuthorizationBuilder().SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
        return services;
    }

    /// <summary>The principal of a viewer, for the cookie.</summary>
    public static ClaimsPrincipal Principal(Viewer viewer, string scheme)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        return new(new ClaimsIdentity(
            [new(ClaimTypes.NameIdentifier, viewer.Email), new(ClaimTypes.Email, viewer.Email), new(ClaimTypes.Name, viewer.Name), .. viewer.Roles.Select(r => new Claim(Viewer.RoleClaim, r.ToString()))], scheme));
    }

    /// <summary>Signs in: the session starts on the server.</summary>
    public static Task SignInAsync(this HttpContext context, Viewer viewer) =>
        context.SignInAsync(CookieAuthenticationDefaults.AuthenticationScheme, Principal(viewer, CookieAuthenticationDefaults.AuthenticationScheme));

    private static void Cookie(CookieAuthenticationOptions o, AccessOptions options)
    {
        o.Cookie.Name = "handoffbridge";
        o.Cookie.SameSite = SameSiteMode.Lax;
        o.Cookie.HttpOnly = true;
        o.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        o.ExpireTimeSpan = options.SessionIdle;
        o.SlidingExpiration = true;
        o.LoginPath = "/sign-in";
        o.AccessDeniedPath = "/error";
        // An API call is told, not led to a page.
        o.Events.OnRedirectToLogin = c =>
        {
            if (c.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal) || c.Request.Path.StartsWithSegments("/openapi", StringComparison.Ordinal)) return ApiKeyHandler.UnauthorizedAsync(c.HttpContext);
            c.Response.Redirect(c.RedirectUri);
            return Task.CompletedTask;
        };
    }

    private static void Oidc(OidcOptions o, AccessOptions options)
    {
        o.SignInScheme = CookieAuthenticationDefaults.AuthenticationScheme;
        o.CallbackPath = "/sign-in/callback";
        o.UsePkce = true;
        o.ClientId = options.ClientId;
        // A public client has none; the framework insists on a value.
        o.ClientSecret = options.ClientSecret.Length > 0 ? options.ClientSecret : "none";
        o.AuthorizationEndpoint = o.TokenEndpoint = "about:blank";
        foreach (var scope in (string[])["openid", "email", "profile"]) o.Scope.Add(scope);
        o.CorrelationCookie.SameSite = SameSiteMode.Lax;
        o.CorrelationCookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        o.BackchannelHttpHandler = new SocketsHttpHandler { AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) };
        o.Events.OnRemoteFailure = c =>
        {
            Log.Refused(c.HttpContext.RequestServices.GetRequiredService<ILogger<OidcHandler>>(), c.Failure?.Message ?? "no reason given");
            c.Response.Redirect("/sign-in?failed=provider");
            c.HandleResponse();
            return Task.CompletedTask;
        };
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "A sign-in at the provider was refused: {Reason}")]
        public static partial void Refused(ILogger logger, string reason);
    }
}
