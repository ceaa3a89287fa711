using System.Security.Claims;

namespace HandoffBridge.Web.Access;

/// <summary>What somebody may be to this program.</summary>
public enum Role
{
    /// <summary>Account executive: sold the deal.</summary>
    Ae,
    /// <summary>Customer success manager: takes the customer over.</summary>
    Csm,
    /// <summary>Leads CSMs or AEs: sees all handoffs, assigns.</summary>
    Lead,
    /// <summary>Runs the machine: settings, templates, registers, operations; reads no content.</summary>
    RevOps,
    /// <summary>CEO, CRO, CCO: the operating review and briefs without what is restricted.</summary>
    Leader,
}

/// <summary>Who is looking.</summary>
/// <param name="Email">Address in lower case: what deals, forms and assignments name.</param>
/// <param name="Name">As the sign-in says.</param>
/// <param name="Roles">All roles.</param>
public sealed record Viewer(string Email, string Name, IReadOnlySet<Role> Roles)
{
    /// <summary>Claim that holds a role.</summary>
    public const string RoleClaim = "handoffbridge:role";

    /// <summary>Nobody: sees nothing.</summary>
    public static Viewer Nobody { get; } = new("", "", new HashSet<Role>());

    /// <summary>Whether somebody is signed in.</summary>
    public bool SignedIn => Email.Length > 0;

    /// <summary>Whether this role is held.</summary>
    public bool Is(Role role) => Roles.Contains(role);

    /// <summary>The viewer of a signed-in principal.</summary>
    public static Viewer Of(ClaimsPrincipal? user)
    {
        if (user?.Identity is not { IsAuthenticated: true }) return Nobody;
        var email = user.FindFirst(ClaimTypes.Email)?.Value.Trim().ToLowerInvariant() ?? "";
        var roles = user.FindAll(RoleClaim).Select(c => Enum.TryParse<Role>(c.Value, ignoreCase: true, out var role) ? role : (Role?)null).OfType<Role>().ToHashSet();
        return new(email, user.FindFirst(ClaimTypes.Name)?.Value ?? email, roles);
    }
}
