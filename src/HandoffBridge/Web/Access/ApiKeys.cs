using System.Security.Cryptography;
using System.Text;

namespace HandoffBridge.Web.Access;

/// <summary>The keys of scripts. Kept as hashes; every key is compared, so that the time taken tells nothing.</summary>
public sealed class ApiKeys
{
    /// <summary>Shortest key taken.</summary>
    public const int MinLength = 16;

    private readonly IReadOnlyList<(byte[] Hash, Viewer Viewer)> _keys;

    /// <summary>Reads the keys of the settings.</summary>
    public ApiKeys(AccessOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _keys = [.. Entries(options.ApiKeys).Select(e => Parse(e)).Where(p => p.Viewer is not null).Select(p => (Hash(p.Key), p.Viewer!))];
    }

    /// <summary>Whom a key stands for; null where it is none.</summary>
    public Viewer? Find(string key)
    {
        var hash = Hash(key);
        Viewer? found = null;
        foreach (var (known, viewer) in _keys)
        {
            if (CryptographicOperations.FixedTimeEquals(known, hash)) found = viewer;
        }

        return found;
    }

    /// <summary>What is wrong with the setting; null where nothing is. Never repeats a key.</summary>
    internal static string? Problem(string setting)
    {
        foreach (var entry in Entries(setting))
        {
            var (key, viewer) = Parse(entry);
            var name = entry.Split(':')[0];
            if (viewer is null) return $"has the entry \"{name}\" without known roles; write name:role,role:key with roles of {string.Join(", ", Enum.GetNames<Role>())}.";
            if (key.Length < MinLength) return $"gives \"{(entry == key ? "script" : name)}\" a key of {key.Length} characters; write at least {MinLength}, such as the output of: openssl rand -hex 32.";
        }

        return null;
    }

    private static string[] Entries(string setting) => setting.Split(['\n', ';'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    // A key may hold colons, a name may not. A name that is no address is one that owns no deals.
    private static (string Key, Viewer? Viewer) Parse(string entry)
    {
        var parts = entry.Split(':', 3, StringSplitOptions.TrimEntries);
        // A key alone is a script of the house: it may do what any role may.
        if (parts.Length == 1) return (parts[0], new Viewer("script@api-key", "script", new HashSet<Role>(Enum.GetValues<Role>())));
        if (parts.Length < 3 || parts[0].Length == 0) return ("", null);
        var roles = AccessOptions.RolesOf(parts[1]);
        var name = parts[0].ToLowerInvariant();
        return (parts[2], roles.Count == 0 ? null : new Viewer(name.Contains('@', StringComparison.Ordinal) ? name : name + "@api-key", parts[0], roles));
    }

    private static byte[] Hash(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));
}
