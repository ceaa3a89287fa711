using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using HandoffBridge.Data;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;

namespace HandoffBridge.Web.Access;

/// <summary>Keeps sessions in the database, so that they end on the server and are shared by all nodes.</summary>
internal sealed class SessionStore(IDbContextFactory<BridgeDb> contexts, IDataProtectionProvider protection, TimeProvider time) : ITicketStore
{
    private readonly IDataProtector _protector = protection.CreateProtector("sessions");

    public async Task<string> StoreAsync(AuthenticationTicket ticket)
    {
        var key = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        await using var db = contexts.CreateDbContext();
        var now = time.GetUtcNow();
        await db.Set<SessionRow>().Where(s => s.ExpiresAt < now).ExecuteDeleteAsync();
        db.Add(new SessionRow { KeyHash = Hash(key), Ticket = Protect(ticket), ExpiresAt = Expiry(ticket), Email = ticket.Principal.FindFirstValue(ClaimTypes.Email) ?? "" });
        await db.SaveChangesAsync();
        return key;
    }

    public async Task RenewAsync(string key, AuthenticationTicket ticket)
    {
        await using var db = contexts.CreateDbContext();
        var (hash, bytes, expiry) = (Hash(key), Protect(ticket), Expiry(ticket));
        await db.Set<SessionRow>().Where(s => s.KeyHash == hash).ExecuteUpdateAsync(s => s.SetProperty(r => r.Ticket, bytes).SetProperty(r => r.ExpiresAt, expiry));
    }

    public async Task<AuthenticationTicket?> RetrieveAsync(string key)
    {
        await using var db = contexts.CreateDbContext();
        var (hash, now) = (Hash(key), time.GetUtcNow());
        var row = await db.Set<SessionRow>().AsNoTracking().SingleOrDefaultAsync(s => s.KeyHash == hash && s.ExpiresAt >= now);
        if (row is null) return null;
        try
        {
            return TicketSerializer.Default.Deserialize(_protector.Unprotect(row.Ticket));
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    public async Task RemoveAsync(string key)
    {
        await using var db = contexts.CreateDbContext();
        var hash = Hash(key);
        await db.Set<SessionRow>().Where(s => s.KeyHash == hash).ExecuteDeleteAsync();
    }

    internal static string Hash(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));

    private byte[] Protect(AuthenticationTicket ticket) => _protector.Protect(TicketSerializer.Default.Serialize(ticket));

    private DateTimeOffset Expiry(AuthenticationTicket ticket) => ticket.Properties.ExpiresUtc ?? time.GetUtcNow() + TimeSpan.FromHours(8);
}
