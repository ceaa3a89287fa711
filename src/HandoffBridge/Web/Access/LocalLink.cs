using System.Net;
using System.Security.Cryptography;
using HandoffBridge.Data;
using Microsoft.EntityFrameworkCore;

namespace HandoffBridge.Web.Access;

/// <summary>The embedded default: whoever started the program signs in by a link it prints, once, from this machine.</summary>
public sealed class LocalLink(IDbContextFactory<BridgeDb> contexts, TimeProvider time)
{
    /// <summary>The local user: holds every role, since there is nobody else.</summary>
    public static Viewer User { get; } = new("local@localhost", "Local", new HashSet<Role>(Enum.GetValues<Role>()));

    /// <summary>Makes a link's secret; it works once, for a day.</summary>
    public async Task<string> NewAsync(CancellationToken cancellationToken)
    {
        var secret = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24));
        await using var db = contexts.CreateDbContext();
        await db.Set<SignInCodeRow>().Where(c => c.Email == User.Email).ExecuteDeleteAsync(cancellationToken);
        db.Add(new SignInCodeRow { CodeHash = SessionStore.Hash(secret), Email = User.Email, ExpiresAt = time.GetUtcNow() + TimeSpan.FromDays(1) });
        await db.SaveChangesAsync(cancellationToken);
        return secret;
    }

    /// <summary>Spends a link's secret.</summary>
    /// <returns>False where it is wrong, spent, lapsed, or not used from this machine.</returns>
    public async Task<bool> SpendAsync(string secret, IPAddress? from, CancellationToken cancellationToken)
    {
        if (from is not null && !IPAddress.IsLoopback(from)) return false;
        await using var db = contexts.CreateDbContext();
        var (hash, now) = (SessionStore.Hash(secret), time.GetUtcNow());
        return await db.Set<SignInCodeRow>().Where(c => c.CodeHash == hash && c.Email == User.Email && c.ExpiresAt >= now).ExecuteDeleteAsync(cancellationToken) == 1;
    }
}
