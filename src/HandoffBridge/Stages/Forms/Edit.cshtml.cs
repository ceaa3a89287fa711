using System.Text.Json;
using HandoffBridge.Connectors.Crm;
using HandoffBridge.Data;
using HandoffBridge.Extraction.Signals;
using HandoffBridge.Stages.Acknowledgements;
using HandoffBridge.Stages.Briefs;
using HandoffBridge.Stages.Deals;
using HandoffBridge.Web;
using HandoffBridge.Web.Access;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace HandoffBridge.Stages.Forms;

/// <summary>The AE's form: one page, pre-filled, each suggestion with its quote in sight.</summary>
public sealed class EditModel(BridgeDb db, SaveForm save, IRecordLinks records) : BridgePage
{
    /// <summary>Order of the sections: what costs most first.</summary>
    private static readonly string[] Order = ["commitment", "need", "urgency", "politics", "roadmap", "customer_commitment", "deal_term", "risk"];

    private List<FormEntryRow> _entries = [];

    /// <summary>The newest brief.</summary>
    public Brief Brief { get; private set; } = null!;

    /// <summary>What stands, by item.</summary>
    public ILookup<string, FormEntryRow> Said { get; private set; } = null!;

    /// <summary>How far it is.</summary>
    public FormProgress Progress { get; private set; } = null!;

    /// <summary>The form's row; null before anything was said.</summary>
    public FormRow? Form { get; private set; }

    /// <summary>Sections with their items, what needs a decision first.</summary>
    public IReadOnlyList<(string Kind, IReadOnlyList<BriefItem> Items)> Sections { get; private set; } = [];

    /// <summary>Items people added that are not in a version yet.</summary>
    public IReadOnlyList<FormEntryRow> Added { get; private set; } = [];

    /// <summary>Words on items that are gone from the newest version.</summary>
    public IReadOnlyList<FormEntryRow> Left { get; private set; } = [];

    /// <summary>The last return, where it stands for the newest version or none came after.</summary>
    public AcknowledgementRow? Returned { get; private set; }

    /// <summary>The deal in the CRM; null where it has no address.</summary>
    public Uri? Record { get; private set; }

    /// <summary>What was not saved and why (key of a text), after a save with script off.</summary>
    public IReadOnlyList<(string ItemId, string Problem)> Problems { get; private set; } = [];

    /// <summary>The last entry this page knows.</summary>
    public long Seen => _entries.Count == 0 ? 0 : _entries[^1].Id;

    /// <summary>The last entry before this visit: what "undo all" goes back to; null where the visit begins.</summary>
    [BindProperty(SupportsGet = true)]
    public long? Since { get; set; }

    /// <summary>Kinds a person may add.</summary>
    public static IReadOnlyList<string> Kinds => SignalNames.Kinds;

    /// <summary>Shows the form.</summary>
    public async Task<IActionResult> OnGetAsync(string id, CancellationToken cancellationToken) =>
        await LoadAsync(id, cancellationToken) ? Page() : NotFound();

    /// <summary>What others said since: the page looks now and then.</summary>
    public async Task<IActionResult> OnGetStateAsync(string id, long seen, CancellationToken cancellationToken) =>
        await LoadAsync(id, cancellationToken) ? Answer(seen, null) : NotFound();

    /// <summary>Saves; with script the answer is JSON, without it the page again at the same place.</summary>
    public async Task<IActionResult> OnPostAsync(string id, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(id, cancellationToken)) return NotFound();
        var fields = new FormFields(await Request.ReadFormAsync(cancellationToken));
        var problems = new List<(string, string)>();
        var before = fields.Version == Brief.Version || fields.Version == 0 ? Brief : await VersionAsync(id, fields.Version, cancellationToken) ?? Brief;
        var then = FormState.Standing(_entries.Where(e => e.Id <= fields.Seen)).ToLookup(e => e.ItemId, StringComparer.Ordinal);
        foreach (var typed in fields.Typed((field, item) => Shown(before, then, field, item)))
        {
            if ((await save.RunAsync(id, typed, Viewer.Email, cancellationToken)).Problem is { } why) problems.Add((typed.ItemId, why));
        }

        // Handing in while something typed does not count would leave it behind.
        if (problems.Count == 0 || fields.Action is not ("submit" or "override"))
        {
            var saved = fields.Action == "save" ? new FormSaved(true, null)
                : fields.Action == "override" && !AccessRules.MayOverride(Viewer) ? new(false, "form.override-role")
                : await save.RunAsync(id, fields.Tap(), Viewer.Email, cancellationToken);
            if (saved.Problem is { } why) problems.Add((fields.ItemId, why));
        }

        await LoadAsync(id, cancellationToken);
        if (Request.Headers.Accept.ToString().Contains("application/json", StringComparison.Ordinal)) return Answer(fields.Seen, problems.Count > 0 ? problems[0].Item2 : null);
        if (problems.Count == 0) return Redirect($"/handoffs/{id}/form?since={fields.Since}{(fields.ItemId == "form" ? "" : "#i-" + fields.ItemId)}");
        Problems = problems;
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }

    /// <summary>What stands of an item: confirm, correct or dismiss; null where nothing was said. Confirming what was corrected leaves it corrected.</summary>
    public FormEntryRow? Verdict(string itemId) => Verdict(Said, itemId);

    /// <summary>What stands of a disposition or an answer.</summary>
    public FormEntryRow? Last(string itemId, string action) => Said[itemId].LastOrDefault(e => e.Action == action);

    /// <summary>Words somebody else typed earlier where other words stand now: nothing is thrown away.</summary>
    public FormEntryRow? Earlier(string itemId) =>
        Said[itemId].Where(e => e.Text is not null && e.Action is "answer" or "correct").ToList() is { Count: > 1 } typed && typed[^1] is var now
            ? typed.LastOrDefault(e => e.By != now.By && e.Text != now.Text) : null;

    /// <summary>What a field holds: what was typed where it was not saved, or what stands.</summary>
    public string? Field(string field, string itemId) =>
        Problems.Count > 0 && Request.Form.TryGetValue($"{field}[{itemId}]", out var typed) ? typed.ToString() : Shown(Brief, Said, field, itemId);

    /// <summary>A field outside any item after a save that failed.</summary>
    public string Typed(string field) => Problems.Count > 0 ? Request.Form[field].ToString() : "";

    private static string? Shown(Brief brief, ILookup<string, FormEntryRow> said, string field, string itemId)
    {
        var item = brief.Items.FirstOrDefault(i => i.Id == itemId);
        var dispose = said[itemId].LastOrDefault(e => e.Action == "dispose");
        return field switch
        {
            "answer" => said[itemId].LastOrDefault(e => e.Action == "answer")?.Text ?? brief.OpenQuestions.FirstOrDefault(q => q.Id == itemId)?.Answer,
            "text" => said[itemId].LastOrDefault(e => e.Action == "correct")?.Text ?? item?.Text,
            "decision" => dispose?.Decision ?? item?.Disposition?.Decision,
            _ => dispose?.Owner ?? item?.Disposition?.Owner ?? brief.Deal.OwnerName,
        };
    }

    private static FormEntryRow? Verdict(ILookup<string, FormEntryRow> said, string itemId) =>
        said[itemId].LastOrDefault(e => e.Action is "confirm" or "correct" or "dismiss") is { Action: "confirm" } confirmed ? said[itemId].LastOrDefault(e => e.Action == "correct") ?? confirmed
        : said[itemId].LastOrDefault(e => e.Action is "correct" or "dismiss");

    private JsonResult Answer(long seen, string? problem) => new(new
    {
        ok = problem is null,
        problem = problem is null ? null : T[problem],
        seen = Seen,
        version = Brief.Version,
        progress = new { Progress.Done, Progress.Total, text = T.Say("form.progress", Progress.Done, Progress.Total, Progress.Minutes), missing = T[Progress.Ready ? "form.ready" : "form.missing"] },
        items = _entries.Where(e => e.Id > seen).Select(e => e.ItemId).Distinct(StringComparer.Ordinal).Where(i => i != "form").Select(State),
    })
    { StatusCode = problem is null ? 200 : 422 };

    private object State(string id)
    {
        var (verdict, last) = (Verdict(id), Said[id].LastOrDefault());
        return new
        {
            id, verdict = verdict?.Action, said = verdict is null ? null : T["said." + verdict.Action],
            words = Shown(Brief, Said, "text", id), decision = Shown(Brief, Said, "decision", id), owner = Shown(Brief, Said, "owner", id), answer = Shown(Brief, Said, "answer", id),
            by = last is null ? "" : last.By == Viewer.Email ? T["form.saved"] : T.Say("form.saved-by", last.By),
        };
    }

    private async Task<bool> LoadAsync(string id, CancellationToken cancellationToken)
    {
        var card = await CardAsync(db, id, cancellationToken);
        if (card is null || !AccessRules.MayFill(Viewer, card) || await VersionAsync(id, card.Version, cancellationToken) is not { } brief) return false;
        Brief = brief;
        Form = await db.Set<FormRow>().AsNoTracking().SingleOrDefaultAsync(f => f.HandoffId == id, cancellationToken);
        _entries = await db.Set<FormEntryRow>().AsNoTracking().Where(e => e.HandoffId == id).OrderBy(e => e.Id).ToListAsync(cancellationToken);
        var standing = FormState.Standing(_entries);
        Said = standing.ToLookup(e => e.ItemId, StringComparer.Ordinal);
        Progress = FormProgress.Of(Brief, standing);
        Sections = [.. Order.Select(k => (k, (IReadOnlyList<BriefItem>)[.. Brief.Items.Where(i => i.Kind == k).OrderByDescending(FormProgress.NeedsDisposition)])).Where(s => s.Item2.Count > 0)];
        Added = [.. standing.Where(e => e.Action == "add" && Brief.Items.All(i => i.Id != e.ItemId))];
        Left = [.. standing.Where(e => e.Action == "keep")];
        var acknowledged = await db.Set<AcknowledgementRow>().AsNoTracking().Where(a => a.HandoffId == id).OrderByDescending(a => a.Id).FirstOrDefaultAsync(cancellationToken);
        Returned = acknowledged is { Decision: "returned" } ? acknowledged : null;
        Record = await db.Set<DealRow>().AsNoTracking().Where(d => d.HandoffId == id).Select(d => d.DealId).SingleOrDefaultAsync(cancellationToken) is { } deal ? records.Deal(deal) : null;
        return true;
    }

    private async Task<Brief?> VersionAsync(string id, int version, CancellationToken cancellationToken)
    {
        var json = await db.Set<BriefRow>().AsNoTracking().Where(b => b.HandoffId == id && b.Version == version).Select(b => b.Json).SingleOrDefaultAsync(cancellationToken);
        return json is null ? null : JsonSerializer.Deserialize(json, BriefJson.Default.Brief);
    }
}
