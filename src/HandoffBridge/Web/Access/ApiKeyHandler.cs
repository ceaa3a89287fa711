using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace HandoffBridge.Web.Access;

/// <summary>Signs in scripts by Authorization: Bearer (RFC 6750); a wrong key is told as problem details.</summary>
public sealed class ApiKeyHandler(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, ApiKeys keys)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    /// <summary>Name of the scheme.</summary>
    public const string Named = "ApiKey";

    private const string Prefix = "Bearer ";

    /// <summary>Whether a request brings a key.</summary>
    public static bool Brings(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.Request.Headers.Authorization.ToString().StartsWith(Prefix, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Answers 401 as problem details.</summary>
    public static Task UnauthorizedAsync(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        context.Response.Headers.WWWAuthenticate = "Bearer";
        return Results.Problem("Send an API key as Authorization: Bearer KEY; RevOps makes one in Access:ApiKeys.", statusCode: 401, title: "Not signed in").ExecuteAsync(context);
    }

    /// <inheritdoc/>
    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (!Brings(Context)) return Task.FromResult(AuthenticateResult.NoResult());
        var viewer = keys.Find(Request.Headers.Authorization.ToString()[Prefix.Length..].Trim());
        return Task.FromResult(viewer is null
            ? AuthenticateResult.Fail("The API key is not known.")
            : AuthenticateResult.Success(new AuthenticationTicket(AccessSetup.Principal(viewer, Named), Named)));
    }

    /// <inheritdoc/>
    protected override Task HandleChallengeAsync(AuthenticationProperties properties) => UnauthorizedAsync(Context);
}
