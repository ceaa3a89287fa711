using System.Text.Json;
using HandoffBridge.Data;
using HandoffBridge.Stages.Briefs;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc;
using HandoffBridge.Web;
using HandoffBridge.Web.Access;
using Microsoft.EntityFrameworkCore;

namespace HandoffBridge.Stages.Handoffs;

/// <summary>One brief, with the quote and its source behind every claim.</summary>
public sealed class ShowModel(BridgeDb db, BriefRenderer renderer, TimeProvider time) : BridgePage
{
    /// <summary>The brief.</summary>
    public Brief Brief { get; private set; } = null!;

    /// <summary>The brief as HTML.</summary>
    public HtmlString Fragment { get; private set; } = HtmlString.Empty;

    /// <summary>Shows the newest version, or the one asked for.</summary>
    public async Task<IActionResult> OnGetAsync(string id, int? version, CancellationToken cancellationToken)
    {
        var card = await CardAsync(db, id, cancellationToken);
        if (card is null) return NotFound();
        var row = await db.Set<BriefRow>().AsNoTracking().Where(b => b.HandoffId == id && (version == null || b.Version == version)).OrderByDescending(b => b.Version).FirstOrDefaultAsync(cancellationToken);
        if (row is null) return NotFound();
        Brief = JsonSerializer.Deserialize(row.Json, BriefJson.Default.Brief)!;
        Fragment = new HtmlString(renderer.HtmlFragment(Brief, new RenderOptions { IncludeRestricted = AccessRules.MayReadRestricted(Viewer, card), Today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime) }));
        return Page();
    }
}
