using System.ComponentModel.DataAnnotations;
using HandoffBridge.Settings;

namespace HandoffBridge.Web.Access;

/// <summary>How people sign in.</summary>
public enum AccessProvider
{
    /// <summary>A one-time link printed at start, on loopback addresses only.</summary>
    LocalLink,
    /// <summary>OpenID Connect code flow with any provider.</summary>
    OAuth,
}

/// <summary>Sign-in.</summary>
[Settings("Access")]
public sealed class AccessOptions : IValidatableObject
{
    /// <summary>The provider.</summary>
    [Meaning("LocalLink (a one-time sign-in link printed at start, loopback only) or OAuth (OpenID Connect).")]
    public AccessProvider Provider { get; set; } = AccessProvider.LocalLink;

    /// <summary>Issuer.</summary>
    [Meaning("OAuth: address of the OpenID provider (its issuer).")]
    public string Authority { get; set; } = "";

    /// <summary>Client.</summary>
    [Meaning("OAuth: id of this program at the provider; its redirect address is /sign-in/callback.")]
    public string ClientId { get; set; } = "";

    /// <summary>Secret.</summary>
    [Meaning("OAuth: secret of this program at the provider.", Secret = true)]
    public string ClientSecret { get; set; } = "";

    /// <summary>Claim with groups.</summary>
    [Meaning("OAuth: claim that holds groups or roles.")]
    public string RoleClaim { get; set; } = "groups";

    /// <summary>Claim value to role.</summary>
    [Meaning("OAuth: which value of the claim gives which role (Ae, Csm, Lead, RevOps, Leader), as {\"sales\": \"Ae\"}.")]
    public IReadOnlyDictionary<string, string> Roles { get; set; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>How long a session lasts without use.</summary>
    [Meaning("How long a session lasts without use.")]
    public TimeSpan SessionIdle { get; set; } = TimeSpan.FromHours(8);

    /// <summary>Codes by mail.</summary>
    [Meaning("true: AEs and CSMs without an account at the provider may sign in by a ten-minute code mailed to them; needs Mail:Host.")]
    public bool MailCodes { get; set; }

    /// <summary>Keys of scripts.</summary>
    [Meaning("API keys of scripts, sent as Authorization: Bearer KEY. A list (or one text with semicolons) of KEY (may do everything) or name:role,role:KEY; at least 16 characters.", Secret = true)]
    public string ApiKeys { get; set; } = "";

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Provider == AccessProvider.OAuth && Authority.Length == 0) yield return new("is missing; with Access:Provider=OAuth write the issuer's address.", [nameof(Authority)]);
        if (Provider == AccessProvider.OAuth && ClientId.Length == 0) yield return new("is missing; write the client id the provider knows.", [nameof(ClientId)]);
        if (Authority.Length > 0 && !(Uri.TryCreate(Authority, UriKind.Absolute, out var uri) && (uri.Scheme == "https" || (uri.Scheme == "http" && IsLoopback(Authority)))))
            yield return new($"is \"{Authority}\"; write an address with https:// (http is taken for this machine only).", [nameof(Authority)]);
        if (Access.ApiKeys.Problem(ApiKeys) is { } problem) yield return new(problem, [nameof(ApiKeys)]);
        foreach (var (value, role) in Roles)
        {
            if (RolesOf(role).Count == 0) yield return new($"gives \"{value}\" the role \"{role}\"; write one of {string.Join(", ", Enum.GetNames<Role>())}.", [nameof(Roles)]);
        }
    }

    /// <summary>Whether an address is this machine's own.</summary>
    internal static bool IsLoopback(string address) => Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.IsLoopback;

    /// <summary>Roles of a list such as "Ae,Lead"; empty where one of them is none.</summary>
    internal static IReadOnlySet<Role> RolesOf(string list)
    {
        var roles = new HashSet<Role>();
        foreach (var word in list.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (!char.IsLetter(word[0]) || !Enum.TryParse<Role>(word, ignoreCase: true, out var role)) return new HashSet<Role>();
            roles.Add(role);
        }

        return roles;
    }
}
