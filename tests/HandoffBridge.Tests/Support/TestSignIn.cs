using System.Text.Encodings.Web;
using HandoffBridge.Web.Access;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace HandoffBridge.Tests.Support;

/// <summary>Signs in whom the request's header names: the sign-in itself has tests of its own.</summary>
public sealed class TestSignIn(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder) : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string Named = "Test";
    public const string Header = "X-Test-Viewer";

    public static string Write(Viewer viewer) => $"{viewer.Email}|{viewer.Name}|{string.Join(',', viewer.Roles)}";

    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (Request.Headers[Header].ToString() is not { Length: > 0 } text) return Task.FromResult(AuthenticateResult.NoResult());
        var parts = text.Split('|');
        var viewer = new Viewer(parts[0], parts[1], parts[2].Split(',', StringSplitOptions.RemoveEmptyEntries).Select(Enum.Parse<Role>).ToHashSet());
        return Task.FromResult(AuthenticateResult.Success(new AuthenticationTicket(AccessSetup.Principal(viewer, Named), Named)));
    }
}
