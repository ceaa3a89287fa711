using HandoffBridge.Data;
using HandoffBridge.Stages.Findings;
using HandoffBridge.Stages.Reviews;
using HandoffBridge.Web;
using HandoffBridge.Web.Access;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace HandoffBridge.Stages.Roadmap;

/// <summary>The roadmap register: what product says, and what hangs on it.</summary>
public sealed class IndexModel(BridgeDb db, ReadExposure exposure, ChangeRegister change) : BridgePage
{
    private const long MaxFile = 4 << 20;

    /// <summary>Features that stand, the firmest status first.</summary>
    public IReadOnlyList<FeatureRow> Features { get; private set; } = [];

    /// <summary>What hangs on each, by name.</summary>
    public IReadOnlyDictionary<string, Exposure> Exposures { get; private set; } = new Dictionary<string, Exposure>(StringComparer.Ordinal);

    /// <summary>Heard, and unknown to the register.</summary>
    public IReadOnlyList<Exposure> Unknown { get; private set; } = [];

    /// <summary>Whether the register may be changed.</summary>
    public bool MayDefine => AccessRules.MayDefine(Viewer);

    /// <summary>Whether deals may be named.</summary>
    public bool MayOpen => AccessRules.MayReviewPeople(Viewer);

    /// <summary>Whether numbers of deals may be seen at all.</summary>
    public bool MaySeeExposure => AccessRules.MayReview(Viewer);

    /// <summary>Shows.</summary>
    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        if (!AccessRules.MayReadDefinitions(Viewer)) return NotFound();
        var rows = await db.Set<FeatureRow>().AsNoTracking().Where(f => !f.Removed).ToListAsync(cancellationToken);
        Features = [.. rows.OrderBy(f => RoadmapRegister.Statuses.ToList().IndexOf(f.Status)).ThenBy(f => f.NameKey, StringComparer.Ordinal)];
        if (MaySeeExposure) (Exposures, Unknown) = await exposure.OfAsync(db, cancellationToken);
        return Page();
    }

    /// <summary>Brings a file.</summary>
    public async Task<IActionResult> OnPostImportAsync(IFormFile? file, CancellationToken cancellationToken)
    {
        if (!MayDefine) return NotFound();
        if (file is null || file.Length > MaxFile)
        {
            TempData["Problem"] = T[file is null ? "roadmap.empty-file" : "roadmap.large-file"];
            return RedirectToPage();
        }

        using var bytes = new MemoryStream();
        await file.CopyToAsync(bytes, cancellationToken);
        var (features, problem) = ReadRegister.Of(bytes.ToArray());
        if (problem is null)
        {
            var changed = await change.RunAsync([.. features.Select(f => new FeatureChange(null, f))], Viewer.Email, T.Say("roadmap.imported-why", Path.GetFileName(file.FileName)), cancellationToken);
            problem = changed.Problem;
            if (problem is null) TempData["Done"] = T.Say("roadmap.imported", changed.Added, changed.Changed, changed.Rechecked);
        }

        if (problem is not null) TempData["Problem"] = problem.Say(T);
        return RedirectToPage();
    }

    /// <summary>Colour of a status.</summary>
    public static string Tone(string status) => status switch { "shipped" => "good", "committed" => "good", "planned" => "warn", "declined" => "bad", _ => "" };
}
