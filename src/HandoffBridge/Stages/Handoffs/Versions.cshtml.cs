using System.Text.Json;
using HandoffBridge.Data;
using HandoffBridge.Languages;
using HandoffBridge.Stages.Briefs;
using HandoffBridge.Web;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace HandoffBridge.Stages.Handoffs;

/// <summary>All versions of a brief and, in sentences, what differs between any two.</summary>
public sealed class VersionsModel(BridgeDb db) : BridgePage
{
    /// <summary>The handoff.</summary>
    public BriefCardRow Card { get; private set; } = null!;

    /// <summary>Versions, newest first.</summary>
    public IReadOnlyList<Version> Versions { get; private set; } = [];

    /// <summary>The older of the two compared.</summary>
    [BindProperty(SupportsGet = true)]
    public int? From { get; set; }

    /// <summary>The newer of the two compared.</summary>
    [BindProperty(SupportsGet = true)]
    public int? To { get; set; }

    /// <summary>What differs; null where there is only one version.</summary>
    public IReadOnlyList<string>? Differences { get; private set; }

    /// <summary>Compares the last two, or the two asked for.</summary>
    public async Task<IActionResult> OnGetAsync(string id, CancellationToken cancellationToken)
    {
        if (await CardAsync(db, id, cancellationToken) is not { } card) return NotFound();
        Card = card;
        Versions = await db.Set<BriefRow>().AsNoTracking().Where(b => b.HandoffId == id).OrderByDescending(b => b.Version).Select(b => new Version(b.Version, b.Status, b.WrittenAt)).ToListAsync(cancellationToken);
        if (Versions.Count < 2) return Page();
        var (from, to) = (Known(From) ?? Versions[1].Number, Known(To) ?? Versions[0].Number);
        (From, To) = from <= to ? (from, to) : (to, from);
        if (From != To) Differences = [.. new CompareVersions(Language.Of(T.Code)).Compare(await BriefAsync(id, From.Value, cancellationToken), await BriefAsync(id, To.Value, cancellationToken)).Select(c => c.Text).Distinct(StringComparer.Ordinal)];
        return Page();
    }

    private int? Known(int? number) => Versions.Any(v => v.Number == number) ? number : null;

    private async Task<Brief> BriefAsync(string id, int version, CancellationToken cancellationToken) =>
        JsonSerializer.Deserialize(await db.Set<BriefRow>().AsNoTracking().Where(b => b.HandoffId == id && b.Version == version).Select(b => b.Json).SingleAsync(cancellationToken), BriefJson.Default.Brief)!;

    /// <summary>One version.</summary>
    public sealed record Version(int Number, string Status, DateTimeOffset WrittenAt);
}
