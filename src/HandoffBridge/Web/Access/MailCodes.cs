using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using HandoffBridge.Connectors;
using HandoffBridge.Connectors.Notices;
using HandoffBridge.Data;
using HandoffBridge.Stages.Briefs;
using HandoffBridge.Stages.Notices;
using Microsoft.EntityFrameworkCore;

namespace HandoffBridge.Web.Access;

/// <summary>
/// Sign-in for people without an account at the provider: a code by mail, for ten minutes, in the browser that asked,
/// five tries. One factor (the mailbox), and so only for people whom a handoff names and only with their part of it.
/// </summary>
public sealed partial class MailCodes(
    IDbContextFactory<BridgeDb> contexts, IEnumerable<INoticeSender> senders, NoticeTemplates templates, WebOptions web, NoticesOptions notices, TimeProvider time, ILogger<MailCodes> logger)
{
    /// <summary>How long a code lasts.</summary>
    public static readonly TimeSpan Lasts = TimeSpan.FromMinutes(10);

    /// <summary>Wrong codes before it is dead.</summary>
    public const int MaxTries = 5;

    /// <summary>Codes for one address, and from one network address, in <see cref="Lasts"/>.</summary>
    public const int MaxAsked = 3, MaxAskedFrom = 20;

    /// <summary>The mail under way; for tests that wait for it.</summary>
    internal Task Sending { get; private set; } = Task.CompletedTask;

    /// <summary>Asks for a code. The answer is the same whoever asks.</summary>
    /// <returns>Secret for the browser's cookie.</returns>
    public async Task<string> AskAsync(string email, IPAddress? from, CancellationToken cancellationToken)
    {
        var address = (email ?? "").Trim().ToLowerInvariant();
        var browser = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24));
        var code = RandomNumberGenerator.GetInt32(100_000_000).ToString("D8", CultureInfo.InvariantCulture);
        var (now, fromHash) = (time.GetUtcNow(), SessionStore.Hash(from?.ToString() ?? "unknown"));
        var since = now - Lasts;
        await using var db = contexts.CreateDbContext();
        await db.Set<MailCodeRow>().Where(c => c.AskedAt < since).ExecuteDeleteAsync(cancellationToken);
        var (asked, askedFrom) = (await db.Set<MailCodeRow>().CountAsync(c => c.Email == address, cancellationToken), await db.Set<MailCodeRow>().CountAsync(c => c.FromHash == fromHash, cancellationToken));
        if (!MimeText.IsAddress(address) || asked >= MaxAsked || askedFrom >= MaxAskedFrom) return browser;
        db.Add(new MailCodeRow { BrowserHash = SessionStore.Hash(browser), CodeHash = SessionStore.Hash(browser + code), Email = address, FromHash = fromHash, AskedAt = now });
        await db.SaveChangesAsync(cancellationToken);
        var known = (await RolesAsync(db, address, cancellationToken)).Count > 0;
        // Not waited for: how long the mail takes would tell whether the address is known.
        if (known) Sending = Task.Run(() => MailAsync(address, code), CancellationToken.None);
        return browser;
    }

    /// <summary>Tries a code; each try counts, and a right one is spent.</summary>
    /// <returns>Who it is; null where the code is wrong, spent, too old or from another browser.</returns>
    public async Task<Viewer?> TryAsync(string browser, string code, CancellationToken cancellationToken)
    {
        var digits = new string([.. (code ?? "").Where(char.IsAsciiDigit)]);
        var (browserHash, since) = (SessionStore.Hash(browser), time.GetUtcNow() - Lasts);
        await using var db = contexts.CreateDbContext();
        var counted = await db.Set<MailCodeRow>().Where(c => c.BrowserHash == browserHash && c.AskedAt > since && c.Tries < MaxTries).ExecuteUpdateAsync(s => s.SetProperty(c => c.Tries, c => c.Tries + 1), cancellationToken);
        if (counted == 0) return null;
        var row = await db.Set<MailCodeRow>().AsNoTracking().SingleOrDefaultAsync(c => c.BrowserHash == browserHash, cancellationToken);
        if (row is null || !CryptographicOperations.FixedTimeEquals(Convert.FromHexString(row.CodeHash), Convert.FromHexString(SessionStore.Hash(browser + digits)))) return null;
        if (await db.Set<MailCodeRow>().Where(c => c.BrowserHash == browserHash).ExecuteDeleteAsync(cancellationToken) == 0) return null;
        var roles = await RolesAsync(db, row.Email, cancellationToken);
        return roles.Count == 0 ? null : new Viewer(row.Email, row.Email.Split('@')[0], roles);
    }

    private static async Task<HashSet<Role>> RolesAsync(BridgeDb db, string email, CancellationToken cancellationToken)
    {
        var roles = new HashSet<Role>();
        if (await db.Set<BriefCardRow>().AnyAsync(c => c.OwnerEmail == email || c.DelegateEmail == email, cancellationToken)) roles.Add(Role.Ae);
        if (await db.Set<BriefCardRow>().AnyAsync(c => c.CsmEmail == email, cancellationToken)) roles.Add(Role.Csm);
        return roles;
    }

    private async Task MailAsync(string address, string code)
    {
        try
        {
            var sender = senders.FirstOrDefault(s => s.Takes(address));
            if (sender is null) return;
            var model = new Dictionary<string, object?>(StringComparer.Ordinal) { ["code"] = code[..4] + " " + code[4..] };
            var (subject, text, html) = templates.Render("code", notices.Languages.GetValueOrDefault(address, web.Language), model);
            await sender.SendAsync(new NoticeMessage(address, subject, text, html, $"code.{Guid.NewGuid():N}@handoffbridge"), CancellationToken.None);
        }
        catch (Exception e) when (e is ConnectorException or SentenceException)
        {
            Log.NotSent(logger, e.Message);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "A sign-in code was not sent: {Reason}")]
        public static partial void NotSent(ILogger logger, string reason);
    }
}
