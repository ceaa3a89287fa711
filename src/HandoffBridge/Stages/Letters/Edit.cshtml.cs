using System.Text;
using System.Text.Json;
using HandoffBridge.Data;
using HandoffBridge.Stages.Briefs;
using HandoffBridge.Web;
using HandoffBridge.Web.Access;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace HandoffBridge.Stages.Letters;

/// <summary>"What we heard": read it as the customer will, reword or leave out entries, approve, take it along.</summary>
public sealed class EditModel(BridgeDb db, BriefRenderer renderer, EditLetter edit) : BridgePage
{
    private Brief _brief = null!;

    /// <summary>The handoff.</summary>
    public BriefCardRow Card { get; private set; } = null!;

    /// <summary>The letter.</summary>
    public Letter Letter { get; private set; } = null!;

    /// <summary>Its row; null: nobody touched it.</summary>
    public LetterRow? Row { get; private set; }

    /// <summary>The letter as HTML.</summary>
    public HtmlString Fragment { get; private set; } = HtmlString.Empty;

    /// <summary>Key of the text that says why it was not stored.</summary>
    public string? Problem { get; private set; }

    /// <summary>Whether exactly these words are approved.</summary>
    public bool Approved => Row?.ApprovedHash == Letter.Hash;

    /// <summary>Whether the viewer may edit and approve.</summary>
    public bool MayEdit => AccessRules.MayFill(Viewer, Card) || AccessRules.MayAcknowledge(Viewer, Card);

    /// <summary>Shows it.</summary>
    public async Task<IActionResult> OnGetAsync(string id, CancellationToken cancellationToken) => await LoadAsync(id, cancellationToken) ? Page() : NotFound();

    /// <summary>Takes it along: only what somebody approved leaves the house.</summary>
    public async Task<IActionResult> OnGetDownloadAsync(string id, string? format, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(id, cancellationToken) || !Approved) return NotFound();
        var name = $"what-we-heard-{id}";
        return format == "md"
            ? File(Encoding.UTF8.GetBytes(renderer.Markdown(Letter.Heard)), "text/markdown; charset=utf-8", name + ".md")
            : File(Encoding.UTF8.GetBytes(renderer.Html(Letter.Heard)), "text/html; charset=utf-8", name + ".html");
    }

    /// <summary>Stores the entries that differ from what the page showed.</summary>
    public async Task<IActionResult> OnPostAsync(string id, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(id, cancellationToken) || !MayEdit) return NotFound();
        var form = await Request.ReadFormAsync(cancellationToken);
        var changed = new Dictionary<string, LetterEdit>(StringComparer.Ordinal);
        foreach (var entry in Letter.Entries.Where(e => form.ContainsKey($"was[{e.Key}]")))
        {
            var (text, was) = (form[$"text[{entry.Key}]"].ToString().ReplaceLineEndings("\n").Trim(), form[$"was[{entry.Key}]"].ToString());
            var hidden = form[$"hide[{entry.Key}]"] == "on";
            if (was == State(text, hidden)) continue;
            changed[entry.Key] = new(text.Length == 0 || text == entry.Source.Quote ? null : text, hidden);
        }

        Problem = await edit.SaveAsync(id, _brief, changed, Viewer.Email, cancellationToken);
        if (Problem is null) return Redirect($"/handoffs/{id}/what-we-heard");
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }

    /// <summary>Approves.</summary>
    public async Task<IActionResult> OnPostApproveAsync(string id, string? hash, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(id, cancellationToken) || !MayEdit) return NotFound();
        Problem = await edit.ApproveAsync(id, hash, Letter, Viewer.Email, cancellationToken);
        if (Problem is null) return Redirect($"/handoffs/{id}/what-we-heard");
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }

    /// <summary>What an entry's field holds: what was typed and not stored, or what stands.</summary>
    public string Typed(LetterEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return Problem is not null && Request.HasFormContentType && Request.Form.TryGetValue($"text[{entry.Key}]", out var typed) ? typed.ToString() : entry.Text ?? entry.Source.Quote;
    }

    /// <summary>An entry's state as the page showed it.</summary>
    public static string State(string text, bool hidden) => Connectors.Onboarding.ContentHash.Of(text, hidden ? "hidden" : "shown")[..8];

    private async Task<bool> LoadAsync(string id, CancellationToken cancellationToken)
    {
        if (await CardAsync(db, id, cancellationToken) is not { } card) return false;
        Card = card;
        var json = await db.Set<BriefRow>().AsNoTracking().Where(b => b.HandoffId == id).OrderByDescending(b => b.Version).Select(b => b.Json).FirstAsync(cancellationToken);
        _brief = JsonSerializer.Deserialize(json, BriefJson.Default.Brief)!;
        Row = await db.Set<LetterRow>().AsNoTracking().SingleOrDefaultAsync(l => l.HandoffId == id, cancellationToken);
        Letter = Letter.Of(_brief, null, Row);
        Fragment = new HtmlString(renderer.HtmlFragment(Letter.Heard).Replace("<h1>", "<h2 class=\"h1\">", StringComparison.Ordinal).Replace("</h1>", "</h2>", StringComparison.Ordinal).Replace("<section><h2>", "<section><h3 class=\"h2\">", StringComparison.Ordinal));
        return true;
    }
}
