using System.Security.Claims;
using System.Text.Json;
using Microsoft.AspNetCore.Authentication;

namespace HandoffBridge.Web.Access;

/// <summary>What the provider says of a person: ID token and userinfo together; userinfo wins where both speak.</summary>
internal sealed class OidcClaims
{
    private static readonly string[] Sets = [" ", ",", ";"];
    private readonly Dictionary<string, List<string>> _values = new(StringComparer.Ordinal);

    public OidcClaims(IEnumerable<Claim> idToken)
    {
        foreach (var claim in idToken) Values(claim.Type).Add(claim.Value);
    }

    /// <summary>Takes userinfo's members: words, true/false, and arrays of words.</summary>
    public void Add(JsonElement userInfo)
    {
        foreach (var member in userInfo.EnumerateObject())
        {
            var values = Words(member.Value).ToList();
            if (values.Count > 0 || member.Value.ValueKind == JsonValueKind.Array) _values[member.Name] = values;
        }
    }

    /// <summary>The viewer: known by the address that deals and assignments name.</summary>
    /// <exception cref="AuthenticationFailureException">There is no address, or the provider says that nobody checked it.</exception>
    public Viewer Viewer(AccessOptions options)
    {
        var email = First("email") ?? (First("preferred_username") is { } name && name.Contains('@', StringComparison.Ordinal) ? name : null);
        if (string.IsNullOrWhiteSpace(email)) throw new AuthenticationFailureException("the provider gave no e-mail address");
        // Whoever may write any address into a profile could read any deal.
        if (First("email_verified") is { } verified && !bool.TryParse(verified, out var yes) | !yes) throw new AuthenticationFailureException("the address was not verified by the provider");
        return new(email.Trim().ToLowerInvariant(), First("name") ?? email, Roles(options));
    }

    private HashSet<Role> Roles(AccessOptions options)
    {
        var groups = Values(options.RoleClaim).SelectMany(v => Sets.Any(s => v.Contains(s, StringComparison.Ordinal)) ? [v, .. v.Split([' ', ',', ';'], StringSplitOptions.RemoveEmptyEntries)] : new[] { v }).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return [.. options.Roles.Where(r => groups.Contains(r.Key)).SelectMany(r => AccessOptions.RolesOf(r.Value))];
    }

    private string? First(string name) => Values(name).FirstOrDefault();

    private List<string> Values(string name)
    {
        if (!_values.TryGetValue(name, out var values)) _values.Add(name, values = []);
        return values;
    }

    private static IEnumerable<string> Words(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => [value.GetString()!],
        JsonValueKind.True or JsonValueKind.False => [value.GetRawText()],
        JsonValueKind.Array => value.EnumerateArray().SelectMany(Words),
        _ => [],
    };
}
