using System.Text.Json;
using HandoffBridge.Data;
using HandoffBridge.Extraction.Signals;
using HandoffBridge.Stages.Briefs;
using HandoffBridge.Web;
using HandoffBridge.Web.Access;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace HandoffBridge.Stages.Forms;

/// <summary>The AE's form: one page, pre-filled, each suggestion with its quote in sight.</summary>
public sealed class EditModel(BridgeDb db, SaveForm save) : BridgePage
{
    /// <summary>Order of the sections: what costs most first.</summary>
    private static readonly string[] Order = ["commitment", "need", "urgency", "politics", "roadmap", "customer_commitment", "deal_term", "risk"];

    /// <summary>The newest brief.</summary>
    public Brief Brief { get; private set; } = null!;

    /// <summary>What was said so far, newest entry of each item and action.</summary>
    public ILookup<string, FormEntryRow> Said { get; private set; } = null!;

    /// <summary>How far it is.</summary>
    public FormProgress Progress { get; private set; } = null!;

    /// <summary>The form's row; null before anything was said.</summary>
    public FormRow? Form { get; private set; }

    /// <summary>Sections with their items.</summary>
    public IReadOnlyList<(string Kind, IReadOnlyList<BriefItem> Items)> Sections { get; private set; } = [];

    /// <summary>Items people added that are not in a version yet.</summary>
    public IReadOnlyList<FormEntryRow> Added { get; private set; } = [];

    /// <summary>What did not count, why (key of a text) and what was typed, after a save with script off.</summary>
    public (string ItemId, string Problem, string Text)? Kept { get; private set; }

    /// <summary>Shows the form.</summary>
    public async Task<IActionResult> OnGetAsync(string id, CancellationToken cancellationToken) =>
        await LoadAsync(id, cancellationToken) ? Page() : NotFound();

    /// <summary>Saves one thing; with script the answer is JSON, without it the page again at the same place.</summary>
    public async Task<IActionResult> OnPostAsync(string id, [FromForm] FormPost post, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(post);
        if (!await LoadAsync(id, cancellationToken)) return NotFound();
        var script = Request.Headers.Accept.ToString().Contains("application/json", StringComparison.Ordinal);
        var saved = post.Action == "override" && !AccessRules.MayOverride(Viewer)
            ? new FormSaved(false, "form.override-role")
            : await save.RunAsync(id, new FormSave(post.ItemId ?? "form", post.Action ?? "", post.RequestId ?? Guid.NewGuid().ToString("N"))
            {
                Text = post.Text,
                Reason = post.Reason,
                Decision = post.Decision,
                Owner = post.Owner,
                Kind = post.Kind,
                Due = post.Due,
            }, Viewer.Email, cancellationToken);
        if (script)
        {
            await LoadAsync(id, cancellationToken);
            return new JsonResult(new { saved.Ok, problem = saved.Problem is null ? null : T[saved.Problem], Progress.Done, total = Progress.Total, Progress.Ready, progress = T.Say("form.progress", Progress.Done, Progress.Total, Progress.Minutes) }) { StatusCode = saved.Ok ? 200 : 422 };
        }

        if (saved.Ok) return post.Action is "submit" or "override" ? Redirect($"/handoffs/{id}/form") : Redirect($"/handoffs/{id}/form#i-{post.ItemId ?? post.Kind}");
        await LoadAsync(id, cancellationToken);
        Kept = (post.ItemId ?? "form", saved.Problem!, post.Text ?? post.Reason ?? post.Owner ?? "");
        Response.StatusCode = 422;
        return Page();
    }

    /// <summary>What stands of an item: confirm, correct or dismiss; null where nothing was said.</summary>
    public FormEntryRow? Verdict(string itemId) => Said[itemId].LastOrDefault(e => e.Action is "confirm" or "correct" or "dismiss");

    /// <summary>What stands of a disposition or an answer.</summary>
    public FormEntryRow? Last(string itemId, string action) => Said[itemId].LastOrDefault(e => e.Action == action);

    private async Task<bool> LoadAsync(string id, CancellationToken cancellationToken)
    {
        var card = await CardAsync(db, id, cancellationToken);
        if (card is null || !AccessRules.MayFill(Viewer, card)) return false;
        var json = await db.Set<BriefRow>().AsNoTracking().Where(b => b.HandoffId == id).OrderByDescending(b => b.Version).Select(b => b.Json).FirstAsync(cancellationToken);
        Brief = JsonSerializer.Deserialize(json, BriefJson.Default.Brief)!;
        Form = await db.Set<FormRow>().AsNoTracking().SingleOrDefaultAsync(f => f.HandoffId == id, cancellationToken);
        var standing = FormState.Standing(await db.Set<FormEntryRow>().AsNoTracking().Where(e => e.HandoffId == id).ToListAsync(cancellationToken));
        Said = standing.ToLookup(e => e.ItemId, StringComparer.Ordinal);
        Progress = FormProgress.Of(Brief, standing);
        Sections = [.. Order.Select(k => (k, (IReadOnlyList<BriefItem>)[.. Brief.Items.Where(i => i.Kind == k)])).Where(s => s.Item2.Count > 0)];
        Added = [.. standing.Where(e => e.Action == "add" && Brief.Items.All(i => i.Id != e.ItemId))];
        return true;
    }

    /// <summary>Kinds a person may add.</summary>
    public static IReadOnlyList<string> Kinds => SignalNames.Kinds;
}

/// <summary>Fields of a save.</summary>
public sealed class FormPost
{
    /// <summary>Item or question.</summary>
    public string? ItemId { get; set; }
    /// <summary>What is done.</summary>
    public string? Action { get; set; }
    /// <summary>Made once for each tap.</summary>
    public string? RequestId { get; set; }
    /// <summary>Words.</summary>
    public string? Text { get; set; }
    /// <summary>Reason.</summary>
    public string? Reason { get; set; }
    /// <summary>Disposition.</summary>
    public string? Decision { get; set; }
    /// <summary>Owner.</summary>
    public string? Owner { get; set; }
    /// <summary>Kind.</summary>
    public string? Kind { get; set; }
    /// <summary>Due.</summary>
    public string? Due { get; set; }
}
