using System.Globalization;
using HandoffBridge.Data;
using HandoffBridge.Stages.Findings;
using HandoffBridge.Stages.Reviews;
using HandoffBridge.Web;
using HandoffBridge.Web.Access;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace HandoffBridge.Stages.Roadmap;

/// <summary>One feature: what product says, what it said before, and the deals that wait for it.</summary>
public sealed class EditModel(BridgeDb db, ReadExposure exposure, ChangeRegister change) : BridgePage
{
    /// <summary>The feature; empty for a new one.</summary>
    public RoadmapFeature Feature { get; private set; } = new("", [], "planned", null, null, null);

    /// <summary>True where it is a new one.</summary>
    public bool IsNew { get; private set; }

    /// <summary>What it said, newest first.</summary>
    public IReadOnlyList<FeatureChangeRow> History { get; private set; } = [];

    /// <summary>What hangs on it; null where nothing does, or the viewer may not name deals.</summary>
    public Exposure? Exposure { get; private set; }

    /// <summary>Whether it may be changed.</summary>
    public bool MayDefine => AccessRules.MayDefine(Viewer);

    /// <summary>Why it was not stored.</summary>
    public string? Problem { get; private set; }

    /// <summary>Shows.</summary>
    public async Task<IActionResult> OnGetAsync(string id, CancellationToken cancellationToken)
    {
        if (!AccessRules.MayReadDefinitions(Viewer) || !await LoadAsync(id, cancellationToken)) return NotFound();
        return Page();
    }

    /// <summary>Stores, or takes out of the register.</summary>
    public async Task<IActionResult> OnPostAsync(string id, string? name, string? aliases, string? status, string? target, string? owner, string? asOf, string? why, bool remove, CancellationToken cancellationToken)
    {
        if (!MayDefine || !await LoadAsync(id, cancellationToken)) return NotFound();
        var day = DateOnly.TryParseExact(asOf, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var d) ? d : (DateOnly?)null;
        var wished = new RoadmapFeature(name ?? "", (aliases ?? "").Split(['\n', ';', ','], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries), status ?? "", target, owner, day);
        var changed = await change.RunAsync([new(IsNew ? null : id, remove ? Feature : wished, remove)], Viewer.Email, why, cancellationToken);
        if (changed.Problem is { } problem)
        {
            (Feature, Problem) = (wished, problem.Say(T));
            return Page();
        }

        TempData["Done"] = T.Say(remove ? "roadmap.removed" : "roadmap.stored", wished.Name.Length > 0 ? wished.Name : Feature.Name, changed.Rechecked);
        return Redirect("/roadmap");
    }

    private async Task<bool> LoadAsync(string id, CancellationToken cancellationToken)
    {
        IsNew = id == "new";
        if (IsNew) return MayDefine;
        var row = await db.Set<FeatureRow>().AsNoTracking().SingleOrDefaultAsync(f => f.Id == id, cancellationToken);
        if (row is null) return false;
        Feature = StoredRegister.Of(row);
        History = await db.Set<FeatureChangeRow>().AsNoTracking().Where(c => c.FeatureId == id).OrderByDescending(c => c.Id).ToListAsync(cancellationToken);
        if (AccessRules.MayReviewPeople(Viewer)) Exposure = (await exposure.OfAsync(db, cancellationToken)).Known.GetValueOrDefault(row.Name);
        return true;
    }
}
