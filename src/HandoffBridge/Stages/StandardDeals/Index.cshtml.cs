using System.Globalization;
using System.Text;
using System.Text.Json;
using HandoffBridge.Data;
using HandoffBridge.Stages.Findings;
using HandoffBridge.Stages.Reviews;
using HandoffBridge.Web;
using HandoffBridge.Web.Access;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace HandoffBridge.Stages.StandardDeals;

/// <summary>The standard deal: limits with their days, who set them and why, and how far deals are from them.</summary>
public sealed class IndexModel(BridgeDb db, ChangeStandard change, ReadDistances distances, TimeProvider time) : BridgePage
{
    /// <summary>Limits that stand, by term and time.</summary>
    public IReadOnlyList<LimitRow> Limits { get; private set; } = [];

    /// <summary>Limits that were replaced, newest first.</summary>
    public IReadOnlyList<LimitRow> Replaced { get; private set; } = [];

    /// <summary>The portfolio; null where the viewer may see no numbers.</summary>
    public Distances? Portfolio { get; private set; }

    /// <summary>Whether limits may be set.</summary>
    public bool MayDefine => AccessRules.MayDefine(Viewer);

    /// <summary>Whether deals may be named.</summary>
    public bool MayOpen => AccessRules.MayReviewPeople(Viewer);

    /// <summary>Today (UTC).</summary>
    public DateOnly Today => DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);

    /// <summary>Shows.</summary>
    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        if (!AccessRules.MayReadDefinitions(Viewer)) return NotFound();
        var rows = await db.Set<LimitRow>().AsNoTracking().ToListAsync(cancellationToken);
        var order = StandardDeal.Terms.ToList();
        Limits = [.. rows.Where(l => l.ReplacedAt is null).OrderBy(l => order.IndexOf(l.Term)).ThenBy(l => l.From ?? DateOnly.MinValue)];
        Replaced = [.. rows.Where(l => l.ReplacedAt is not null).OrderByDescending(l => l.ReplacedAt).ThenByDescending(l => l.Id)];
        if (AccessRules.MayReview(Viewer)) Portfolio = await distances.OfAsync(db, cancellationToken);
        return Page();
    }

    /// <summary>Sets a limit, or ends one.</summary>
    public async Task<IActionResult> OnPostSetAsync(string term, string? atMost, string? atLeast, string? from, string? until, string? why, bool end, CancellationToken cancellationToken)
    {
        if (!MayDefine) return NotFound();
        if (!Number(atMost, out var most) || !Number(atLeast, out var least) || !Date(from, out var first) || !Date(until, out var last)) TempData["Problem"] = T["standard.unreadable"];
        else Tell(await change.SetAsync(new(term, most, least, first, last), end, why, Viewer.Email, cancellationToken));
        return RedirectToPage();
    }

    /// <summary>Brings a whole standard deal.</summary>
    public async Task<IActionResult> OnPostImportAsync(IFormFile? file, string? why, CancellationToken cancellationToken)
    {
        if (!MayDefine) return NotFound();
        if (file is null || file.Length is 0 or > 1 << 20)
        {
            TempData["Problem"] = T["standard.no-file"];
            return RedirectToPage();
        }

        using var bytes = new MemoryStream();
        await file.CopyToAsync(bytes, cancellationToken);
        try
        {
            var standard = StandardDeal.Read(Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(bytes.ToArray()).TrimStart('\uFEFF')));
            Tell(await change.ReplaceAsync(standard.Limits ?? [], why, Viewer.Email, cancellationToken));
        }
        catch (JsonException e)
        {
            TempData["Problem"] = T.Say("standard.bad-json", e.Message);
        }

        return RedirectToPage();
    }

    /// <summary>A limit in words.</summary>
    public string Words(LimitRow limit)
    {
        ArgumentNullException.ThrowIfNull(limit);
        string N(decimal v) => v.ToString("0.####", CultureInfo.GetCultureInfo(T.Code)) + T["term-unit." + limit.Term];
        return limit is { AtMost: null, AtLeast: null } ? T["standard.not-at-all"]
            : limit is { AtMost: { } most, AtLeast: { } least } ? T.Say("standard.between", N(least), N(most))
            : limit.AtMost is { } only ? only == 0 ? T["standard.not-at-all"] : "≤ " + N(only) : "≥ " + N(limit.AtLeast!.Value);
    }

    /// <summary>Its days in words.</summary>
    public string Days(LimitRow limit)
    {
        ArgumentNullException.ThrowIfNull(limit);
        string D(DateOnly d) => d.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        return (limit.From, limit.Until) switch
        {
            (null, null) => T["standard.always"],
            ({ } from, null) => T.Say("standard.since", D(from)),
            (null, { } until) => T.Say("standard.until", D(until)),
            ({ } from, { } until) => T.Say("standard.from-until", D(from), D(until)),
        };
    }

    private void Tell(StandardChanged changed)
    {
        if (changed.Problem is { } problem) TempData["Problem"] = problem.Say(T);
        else TempData["Done"] = T.Say("standard.stored", changed.Rechecked);
    }

    private static bool Number(string? text, out decimal? value)
    {
        var ok = decimal.TryParse(text?.Trim().Replace(',', '.'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number);
        value = ok ? number : null;
        return ok || string.IsNullOrWhiteSpace(text);
    }

    private static bool Date(string? text, out DateOnly? value)
    {
        var ok = DateOnly.TryParseExact(text?.Trim(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day);
        value = ok ? day : null;
        return ok || string.IsNullOrWhiteSpace(text);
    }
}
