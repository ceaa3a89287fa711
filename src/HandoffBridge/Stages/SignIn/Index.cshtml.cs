using HandoffBridge.Web;
using HandoffBridge.Web.Access;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;

namespace HandoffBridge.Stages.SignIn;

/// <summary>Signing in and out. No mail holds a link that signs in: a scanner that opens links spends nothing.</summary>
[AllowAnonymous]
public sealed class IndexModel(LocalLink local, MailCodes codes, OidcMetadata provider, AccessOptions options, Links links) : BridgePage
{
    /// <summary>Cookie of the browser that asked for a code.</summary>
    private const string CodeCookie = "handoffbridge-code";

    /// <summary>Secret of a local link.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Link { get; set; }

    /// <summary>Where to go afterwards: a path of this site.</summary>
    [BindProperty(SupportsGet = true)]
    public string? ReturnUrl { get; set; }

    /// <summary>Set where the provider refused.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Failed { get; set; }

    /// <summary>Key of the text that says why it failed.</summary>
    public string? Problem { get; private set; }

    /// <summary>Whether a session was ended just now.</summary>
    public bool SignedOut { get; private set; }

    /// <summary>Whether a code was asked for.</summary>
    public bool Asked { get; private set; }

    /// <summary>Address that ends the session at the provider too; null where it offers none.</summary>
    public string? EndSession { get; private set; }

    /// <summary>Which provider.</summary>
    public AccessProvider Provider => options.Provider;

    /// <summary>Whether codes by mail are offered.</summary>
    public bool MailCodes => options.MailCodes;

    /// <summary>Path that leads to the provider. A link and no form: a form's way may not lead off this site.</summary>
    public string StartPath => QueryHelpers.AddQueryString("/sign-in", new Dictionary<string, string?>(StringComparer.Ordinal) { ["handler"] = "Start", ["ReturnUrl"] = Target });

    private string Target => Url.IsLocalUrl(ReturnUrl) ? ReturnUrl : "/handoffs";

    /// <summary>Shows the ways to sign in.</summary>
    /// <remarks>A local link works at once: it stands in a terminal on this machine, where no mail scanner opens it.</remarks>
    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        if (Link is { Length: > 0 }) return await OnPostAsync(cancellationToken);
        Problem = Failed is null ? null : "sign-in.refused";
        return Page();
    }

    /// <summary>Leads to the provider.</summary>
    public async Task<IActionResult> OnGetStartAsync(CancellationToken cancellationToken)
    {
        if (options.Provider != AccessProvider.OAuth) return NotFound();
        try
        {
            await provider.GetAsync(keyMissing: false, cancellationToken);
            return Challenge(new AuthenticationProperties { RedirectUri = Target }, OidcHandler.Named);
        }
        catch (Exception e) when (e is IOException or InvalidOperationException or HttpRequestException)
        {
            Problem = "sign-in.unreachable";
            Response.StatusCode = 503;
            return Page();
        }
    }

    /// <summary>Spends the link.</summary>
    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (options.Provider == AccessProvider.LocalLink && Link is { Length: > 0 } && await local.SpendAsync(Link, HttpContext.Connection.RemoteIpAddress, cancellationToken))
        {
            await HttpContext.SignInAsync(LocalLink.User);
            return LocalRedirect(Target);
        }

        Problem = "sign-in.spent";
        Response.StatusCode = 400;
        return Page();
    }

    /// <summary>Mails a code; says the same whoever asks.</summary>
    public async Task<IActionResult> OnPostAskAsync(string? email, CancellationToken cancellationToken)
    {
        if (!options.MailCodes) return NotFound();
        var browser = await codes.AskAsync(email ?? "", HttpContext.Connection.RemoteIpAddress, cancellationToken);
        Response.Cookies.Append(CodeCookie, browser, new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Strict, Secure = Request.IsHttps, MaxAge = Web.Access.MailCodes.Lasts, Path = "/sign-in" });
        Asked = true;
        return Page();
    }

    /// <summary>Spends a code.</summary>
    public async Task<IActionResult> OnPostCodeAsync(string? code, CancellationToken cancellationToken)
    {
        if (!options.MailCodes) return NotFound();
        var viewer = Request.Cookies[CodeCookie] is { Length: > 0 } browser ? await codes.TryAsync(browser, code ?? "", cancellationToken) : null;
        if (viewer is not null)
        {
            Response.Cookies.Delete(CodeCookie, new CookieOptions { Path = "/sign-in" });
            await HttpContext.SignInAsync(viewer);
            return LocalRedirect(Target);
        }

        (Asked, Problem) = (true, "sign-in.code-wrong");
        Response.StatusCode = 400;
        return Page();
    }

    /// <summary>Ends the session on the server, and offers to end the provider's.</summary>
    public async Task<IActionResult> OnPostOutAsync(CancellationToken cancellationToken)
    {
        var session = await HttpContext.AuthenticateAsync(CookieAuthenticationDefaults.AuthenticationScheme);
        await HttpContext.SignOutAsync(CookieAuthenticationDefaults.AuthenticationScheme);
        if (options.Provider != AccessProvider.OAuth || session.Properties?.Items.TryGetValue(OidcHandler.IdToken, out var idToken) != true || idToken is null) return Redirect("/sign-in");
        // RP-Initiated Logout 1.0, section 2. Led on by a header and a link: the answer to a form may not lead off this site.
        if ((await provider.GetAsync(keyMissing: false, cancellationToken)).EndSessionEndpoint is not { Length: > 0 } end) return Redirect("/sign-in");
        EndSession = QueryHelpers.AddQueryString(end, new Dictionary<string, string?>(StringComparer.Ordinal) { ["id_token_hint"] = idToken, ["client_id"] = options.ClientId, ["post_logout_redirect_uri"] = links.Page("/sign-in").ToString() });
        Response.Headers["Refresh"] = "0; url=" + EndSession;
        // The page that says so is already a stranger's.
        (SignedOut, HttpContext.User) = (true, new System.Security.Claims.ClaimsPrincipal());
        return Page();
    }
}
