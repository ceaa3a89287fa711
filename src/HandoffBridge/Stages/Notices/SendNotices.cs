using System.Security.Cryptography;
using System.Text;
using HandoffBridge.Connectors;
using HandoffBridge.Connectors.Notices;
using HandoffBridge.Data;
using HandoffBridge.Jobs;
using Microsoft.EntityFrameworkCore;

namespace HandoffBridge.Stages.Notices;

/// <summary>
/// Sends what is meant: everything for one person in one message, at most one in a quarter of an hour. It is marked as handed over
/// before it is, so that a crash or a cut line leads to one repeat at most, which carries the same Message-ID.
/// </summary>
public sealed partial class SendNotices(
    IDbContextFactory<BridgeDb> contexts, IEnumerable<INoticeSender> senders, WriteNotice write, Escalation escalation, NoticesOptions options, TimeProvider time, ILogger<SendNotices> logger)
{
    /// <summary>A message is handed over so often at most without a sure refusal.</summary>
    private const int MaxHanded = 2;

    private static readonly TimeSpan[] Waits = [TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(30), TimeSpan.FromHours(1), TimeSpan.FromHours(4)];

    /// <summary>Bundles and sends what may go now.</summary>
    /// <returns>How many messages were sent.</returns>
    public async Task<int> RunAsync(Lease lease, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(lease);
        await BundleAsync(cancellationToken);
        await using var db = contexts.CreateDbContext();
        var now = time.GetUtcNow();
        var due = await db.Set<NoticeRow>().AsNoTracking().Where(n => n.State == "waiting" && n.Bundle != null && (n.NextAt == null || n.NextAt <= now)).OrderBy(n => n.At).ThenBy(n => n.Key).ToListAsync(cancellationToken);
        var sent = 0;
        foreach (var bundle in due.GroupBy(n => n.Bundle!, StringComparer.Ordinal))
        {
            await lease.CheckAsync(cancellationToken);
            if (await SendAsync(bundle.Key, [.. bundle], cancellationToken)) sent++;
        }

        return sent;
    }

    private async Task BundleAsync(CancellationToken cancellationToken)
    {
        await using var db = contexts.CreateDbContext();
        var since = time.GetUtcNow() - options.BundleFor;
        var loose = await db.Set<NoticeRow>().AsNoTracking().Where(n => n.State == "waiting" && n.Bundle == null).OrderBy(n => n.At).ThenBy(n => n.Key).Take(2000).ToListAsync(cancellationToken);
        foreach (var person in loose.GroupBy(n => n.Recipient, StringComparer.Ordinal))
        {
            var to = person.Key;
            if (await db.Set<NoticeRow>().AnyAsync(n => n.Recipient == to && ((n.State == "waiting" && n.Bundle != null) || n.SentAt > since), cancellationToken)) continue;
            var keys = person.Select(n => n.Key).Order(StringComparer.Ordinal).ToList();
            var bundle = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', keys))))[..24];
            await db.Set<NoticeRow>().Where(n => keys.Contains(n.Key)).ExecuteUpdateAsync(s => s.SetProperty(n => n.Bundle, bundle), cancellationToken);
        }
    }

    private async Task<bool> SendAsync(string bundle, IReadOnlyList<NoticeRow> rows, CancellationToken cancellationToken)
    {
        await using var db = contexts.CreateDbContext();
        var now = time.GetUtcNow();
        if (rows[0].Handed >= MaxHanded)
        {
            await EndAsync(db, bundle, "doubtful", "The mail server was gone twice before it answered; the mail has perhaps arrived.", cancellationToken);
            return false;
        }

        // A repeat says what the first said; anything else says only what still holds.
        var standing = rows[0].Handed > 0 ? rows : await WriteNotice.StandingAsync(db, rows, cancellationToken);
        var gone = rows.Except(standing).Select(n => n.Key).ToList();
        if (gone.Count > 0) await db.Set<NoticeRow>().Where(n => gone.Contains(n.Key)).ExecuteUpdateAsync(s => s.SetProperty(n => n.State, "skipped"), cancellationToken);
        if (standing.Count == 0) return false;
        var sender = senders.FirstOrDefault(s => s.Takes(rows[0].Recipient));
        if (sender is null)
        {
            await EndAsync(db, bundle, "shown", null, cancellationToken);
            foreach (var row in standing) Log.Shown(logger, row.HandoffId, row.Kind);
            return false;
        }

        var message = await write.MessageAsync(db, bundle, standing, cancellationToken);
        await Waiting(db, bundle).ExecuteUpdateAsync(s => s.SetProperty(n => n.Handed, n => n.Handed + 1), cancellationToken);
        try
        {
            await sender.SendAsync(message, cancellationToken);
            await Waiting(db, bundle).ExecuteUpdateAsync(s => s.SetProperty(n => n.State, "sent").SetProperty(n => n.SentAt, now).SetProperty(n => n.Error, (string?)null), CancellationToken.None);
            return true;
        }
        catch (ConnectorException e)
        {
            await RefusedAsync(db, bundle, standing, e, cancellationToken);
            return false;
        }
    }

    private async Task RefusedAsync(BridgeDb db, string bundle, IReadOnlyList<NoticeRow> rows, ConnectorException e, CancellationToken cancellationToken)
    {
        Log.Refused(logger, bundle, e.Message);
        if (e.Kind == FailureKind.Permanent)
        {
            await EndAsync(db, bundle, "failed", e.Message, cancellationToken);
            // An AE who cannot be reached is the manager's to reach.
            foreach (var row in rows.Where(r => r.Kind is NoticeKinds.Form or NoticeKinds.Reminder))
            {
                foreach (var to in escalation.Of(row.Recipient).Where(to => to != row.Recipient)) await IntendNotices.AddAsync(db, row.HandoffId, NoticeKinds.Escalation, row.Slot + "-undelivered", to, time.GetUtcNow(), cancellationToken);
            }

            return;
        }

        var surely = e.Kind == FailureKind.Unknown ? 0 : 1;
        var wait = Waits[Math.Min(rows[0].Refused, Waits.Length - 1)];
        var next = time.GetUtcNow() + (e.RetryAfter > wait ? e.RetryAfter.Value : wait);
        await Waiting(db, bundle).ExecuteUpdateAsync(s => s.SetProperty(n => n.Handed, n => n.Handed - surely).SetProperty(n => n.Refused, n => n.Refused + 1).SetProperty(n => n.NextAt, next).SetProperty(n => n.Error, e.Message), cancellationToken);
    }

    private static Task<int> EndAsync(BridgeDb db, string bundle, string state, string? error, CancellationToken cancellationToken) =>
        Waiting(db, bundle).ExecuteUpdateAsync(s => s.SetProperty(n => n.State, state).SetProperty(n => n.Error, error), cancellationToken);

    private static IQueryable<NoticeRow> Waiting(BridgeDb db, string bundle) => db.Set<NoticeRow>().Where(n => n.Bundle == bundle && n.State == "waiting");

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "Handoff {HandoffId}: a notice ({Kind}) is shown in the app; no Mail:Host is set")]
        public static partial void Shown(ILogger logger, string handoffId, string kind);

        [LoggerMessage(Level = LogLevel.Warning, Message = "Message {Bundle} was not taken: {Reason}")]
        public static partial void Refused(ILogger logger, string bundle, string reason);
    }
}
