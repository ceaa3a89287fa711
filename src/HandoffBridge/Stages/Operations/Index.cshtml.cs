using HandoffBridge.Data;
using HandoffBridge.Jobs;
using HandoffBridge.Stages.Deals;
using HandoffBridge.Stages.Dossiers;
using HandoffBridge.Stages.Publications;
using Microsoft.AspNetCore.Mvc;
using HandoffBridge.Web;
using HandoffBridge.Web.Access;
using Microsoft.EntityFrameworkCore;

namespace HandoffBridge.Stages.Operations;

/// <summary>The machine room: stuck, failed, replay, connector health.</summary>
public sealed class IndexModel(BridgeDb db, ReplayHandoff replay, TimeProvider time) : BridgePage
{
    /// <summary>CRM connections.</summary>
    public IReadOnlyList<Connection> Connections { get; private set; } = [];

    /// <summary>What could not be read.</summary>
    public IReadOnlyList<SourceFindingRow> Findings { get; private set; } = [];

    /// <summary>Handoffs that failed or wait.</summary>
    public IReadOnlyList<WorkRow> Waiting { get; private set; } = [];

    /// <summary>Latest failures.</summary>
    public IReadOnlyList<AttemptRow> Failures { get; private set; } = [];

    /// <summary>How many handoffs.</summary>
    public int Handoffs { get; private set; }

    /// <summary>How many versions are out.</summary>
    public int Published { get; private set; }

    /// <summary>How many handoffs want work.</summary>
    public int Wanted { get; private set; }

    /// <summary>Looks.</summary>
    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        if (!AccessRules.MayOperate(Viewer)) return NotFound();
        var cursors = await db.Set<CursorRow>().AsNoTracking().ToListAsync(cancellationToken);
        Connections = [.. cursors.Select(Of)];
        Findings = await db.Set<SourceFindingRow>().AsNoTracking().OrderBy(f => f.Place).Take(200).ToListAsync(cancellationToken);
        var unread = await db.Set<DossierFailureRow>().AsNoTracking().OrderBy(f => f.NextAt).Take(100).ToListAsync(cancellationToken);
        Waiting = [.. unread.Select(f => new WorkRow { HandoffId = f.HandoffId, Stage = "dossiers", Reason = f.Reason, Attempts = f.Attempts, NextAt = f.NextAt }),
            .. await db.Set<WorkRow>().AsNoTracking().Where(w => w.Parked || w.NextAt != null || (w.Reason != null && w.Wanted > w.Served)).OrderByDescending(w => w.Parked).ThenBy(w => w.Since).Take(200).ToListAsync(cancellationToken)];
        Failures = await db.Set<AttemptRow>().AsNoTracking().Where(a => a.Error != null).OrderByDescending(a => a.Id).Take(30).ToListAsync(cancellationToken);
        Handoffs = await db.Set<DealRow>().CountAsync(cancellationToken);
        Published = await db.Set<PublishedVersionRow>().CountAsync(p => p.Target != "Crm", cancellationToken);
        Wanted = await db.Set<WorkRow>().CountAsync(w => w.Wanted > w.Served, cancellationToken);
        return Page();
    }

    /// <summary>Tries a handoff again.</summary>
    public async Task<IActionResult> OnPostReplayAsync(string handoff, CancellationToken cancellationToken)
    {
        if (!AccessRules.MayOperate(Viewer)) return NotFound();
        var id = await replay.RunAsync(handoff, null, cancellationToken);
        if (id is null) return NotFound();
        await db.Set<DossierFailureRow>().Where(f => f.HandoffId == id).ExecuteDeleteAsync(cancellationToken);
        TempData["Done"] = $"{id} is tried again now.";
        return RedirectToPage();
    }

    private Connection Of(CursorRow c)
    {
        if (c.FailingSince is { } since)
            return new("CRM " + c.Source, time.GetUtcNow() - since > TimeSpan.FromMinutes(15) ? "bad" : "warn", "failing", c.Error ?? "", since.ToString("yyyy-MM-dd HH:mm", System.Globalization.CultureInfo.InvariantCulture) + "Z");
        return new("CRM " + c.Source, "good", "reads", "", c.PolledAt?.ToString("yyyy-MM-dd HH:mm:ss", System.Globalization.CultureInfo.InvariantCulture) + "Z");
    }

    /// <summary>One connection.</summary>
    public sealed record Connection(string Name, string Tone, string State, string Message, string Since);
}
