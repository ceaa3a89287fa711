using HandoffBridge.Web;
using HandoffBridge.Web.Access;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace HandoffBridge.Stages.SignIn;

/// <summary>Signing in and out. Opening a link spends nothing: only the button does, so that mail scanners sign nobody in.</summary>
[AllowAnonymous]
public sealed class IndexModel(LocalLink local, AccessOptions options) : BridgePage
{
    /// <summary>Secret of a local link.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Link { get; set; }

    /// <summary>Where to go afterwards: a path of this site.</summary>
    [BindProperty(SupportsGet = true)]
    public string? ReturnUrl { get; set; }

    /// <summary>Key of the text that says why it failed.</summary>
    public string? Problem { get; private set; }

    /// <summary>Which provider.</summary>
    public AccessProvider Provider => options.Provider;

    /// <summary>Spends the link.</summary>
    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (options.Provider == AccessProvider.LocalLink && Link is { Length: > 0 } && await local.SpendAsync(Link, HttpContext.Connection.RemoteIpAddress, cancellationToken))
        {
            await HttpContext.SignInAsync(LocalLink.User);
            return LocalRedirect(Url.IsLocalUrl(ReturnUrl) ? ReturnUrl : "/handoffs");
        }

        Problem = "sign-in.spent";
        Response.StatusCode = 400;
        return Page();
    }

    /// <summary>Ends the session on the server.</summary>
    public async Task<IActionResult> OnPostOutAsync()
    {
        await HttpContext.SignOutAsync();
        return Redirect("/sign-in");
    }
}
