using System.Security.Claims;
using HandoffBridge.Settings;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;

namespace HandoffBridge.Web.Access;

/// <summary>Sign-in's door.</summary>
public static class AccessSetup
{
    /// <summary>Registers sign-in as the settings say. Everything asks for a signed-in viewer unless it says otherwise.</summary>
    public static IServiceCollection AddAccess(this IServiceCollection services, IConfiguration configuration)
    {
        var options = services.AddSettings<AccessOptions>(configuration);
        services.AddSingleton<LocalLink>();
        services.AddSingleton<SessionStore>();
        services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie(o =>
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
                if (c.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase)) c.Response.StatusCode = 401;
                else c.Response.Redirect(c.RedirectUri);
                return Task.CompletedTask;
            };
        });
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
}
