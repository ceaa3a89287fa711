using HandoffBridge.Data;
using Microsoft.EntityFrameworkCore;

namespace HandoffBridge.Jobs;

/// <summary>Gives and checks leases: one worker per handoff over all nodes, and none that was given up for dead finishes late.</summary>
public sealed class Leases(IDbContextFactory<BridgeDb> contexts, TimeProvider time)
{
    /// <summary>How long a lease lasts without being renewed.</summary>
    public static readonly TimeSpan Length = TimeSpan.FromMinutes(2);

    /// <summary>Name of this process in leases and attempts.</summary>
    public static string Node { get; } = $"{Environment.MachineName}:{Environment.ProcessId}";

    /// <summary>Takes a lease; null where somebody else holds it.</summary>
    public async Task<Lease?> TakeAsync(string name, CancellationToken cancellationToken)
    {
        await using var db = contexts.CreateDbContext();
        var now = time.GetUtcNow();
        var owner = $"{Node}:{Guid.NewGuid():N}";
        var taken = await db.Set<LeaseRow>()
            .Where(l => l.Name == name && l.Until < now)
            .ExecuteUpdateAsync(s => s.SetProperty(l => l.Owner, owner).SetProperty(l => l.Token, l => l.Token + 1).SetProperty(l => l.Until, now + Length), cancellationToken);
        if (taken == 0)
        {
            if (await db.Set<LeaseRow>().AnyAsync(l => l.Name == name, cancellationToken)) return null;
            db.Add(new LeaseRow { Name = name, Owner = owner, Token = 1, Until = now + Length });
            try
            {
                await db.SaveChangesAsync(cancellationToken);
            }
            catch (DbUpdateException e) when (db.Engine.IsDuplicate(e))
            {
                return null;
            }
        }

        return new Lease(this, name, owner, now + Length);
    }

    /// <summary>Renews; false where it was lost.</summary>
    internal async Task<bool> RenewAsync(string name, string owner, CancellationToken cancellationToken)
    {
        await using var db = contexts.CreateDbContext();
        var until = time.GetUtcNow() + Length;
        return await db.Set<LeaseRow>().Where(l => l.Name == name && l.Owner == owner)
            .ExecuteUpdateAsync(s => s.SetProperty(l => l.Until, until), cancellationToken) == 1;
    }

    internal async Task GiveBackAsync(string name, string owner)
    {
        await using var db = contexts.CreateDbContext();
        var past = DateTimeOffset.UnixEpoch;
        await db.Set<LeaseRow>().Where(l => l.Name == name && l.Owner == owner)
            .ExecuteUpdateAsync(s => s.SetProperty(l => l.Until, past), CancellationToken.None);
    }

    /// <summary>Gives up leases of dead processes of this machine at start, so that a crash costs no two minutes.</summary>
    public async Task ReleaseDeadAsync(CancellationToken cancellationToken)
    {
        await using var db = contexts.CreateDbContext();
        var prefix = Environment.MachineName + ":";
        var past = DateTimeOffset.UnixEpoch;
        var now = time.GetUtcNow();
        foreach (var lease in await db.Set<LeaseRow>().AsNoTracking().Where(l => l.Owner.StartsWith(prefix) && l.Until >= now).ToListAsync(cancellationToken))
        {
            if (!int.TryParse(lease.Owner[prefix.Length..].Split(':')[0], System.Globalization.CultureInfo.InvariantCulture, out var pid) || (pid != Environment.ProcessId && !Alive(pid)))
                await db.Set<LeaseRow>().Where(l => l.Name == lease.Name && l.Owner == lease.Owner).ExecuteUpdateAsync(s => s.SetProperty(l => l.Until, past), cancellationToken);
        }
    }

    internal DateTimeOffset Now => time.GetUtcNow();

    private static bool Alive(int pid)
    {
        try
        {
            using var process = System.Diagnostics.Process.GetProcessById(pid);
            return !process.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}

/// <summary>A lease that is held. Disposing gives it back.</summary>
public sealed class Lease : IAsyncDisposable
{
    private readonly Leases _leases;
    private readonly string _name;
    private readonly string _owner;
    private DateTimeOffset _until;

    internal Lease(Leases leases, string name, string owner, DateTimeOffset until) =>
        (_leases, _name, _owner, _until) = (leases, name, owner, until);

    /// <summary>To be called before every effect outside the database; renews where half the time is over.</summary>
    /// <exception cref="LeaseLostException">Somebody else may be working on it.</exception>
    public async Task CheckAsync(CancellationToken cancellationToken)
    {
        var now = _leases.Now;
        if (now < _until - Leases.Length / 2) return;
        if (now >= _until || !await _leases.RenewAsync(_name, _owner, cancellationToken)) throw new LeaseLostException(_name);
        _until = now + Leases.Length;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await _leases.GiveBackAsync(_name, _owner);
}

/// <summary>The lease lapsed while its holder was away.</summary>
public sealed class LeaseLostException(string name) : Exception($"The lease on {name} was lost; another worker goes on.");
