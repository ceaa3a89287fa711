using System.Text.Json;
using HandoffBridge.Data;
using HandoffBridge.Stages.Briefs;
using HandoffBridge.Web;
using HandoffBridge.Web.Access;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace HandoffBridge.Stages.Templates;

/// <summary>Edits one template beside its preview. Nothing is saved that does not pass the check.</summary>
public sealed class EditModel(SaveTemplate save, BriefTemplates templates, BridgeDb db) : BridgePage
{
    /// <summary>The template.</summary>
    public TemplateFile Template { get; private set; } = null!;

    /// <summary>Its source as typed.</summary>
    public string Text { get; private set; } = "";

    /// <summary>What it makes; null where it does not pass.</summary>
    public string? Preview { get; private set; }

    /// <summary>What is wrong, in sentences with the line.</summary>
    public IReadOnlyList<string> Faults { get; private set; } = [];

    /// <summary>Whether it was just saved.</summary>
    public bool Saved { get; private set; }

    /// <summary>Handoff to preview with; empty: the invented sample.</summary>
    [BindProperty(SupportsGet = true)]
    public string? With { get; set; }

    /// <summary>Whether that handoff cannot be previewed: it is not there or not the viewer's to read.</summary>
    public bool NotYours { get; private set; }

    /// <summary>Shows source and preview.</summary>
    public async Task<IActionResult> OnGetAsync(string name, bool saved, CancellationToken cancellationToken)
    {
        if (!Find(name)) return NotFound();
        (Text, Saved) = (save.Source(name)!, saved);
        await TryAsync(cancellationToken);
        return Page();
    }

    /// <summary>Previews, saves or restores.</summary>
    public async Task<IActionResult> OnPostAsync(string name, string? text, string? action, CancellationToken cancellationToken)
    {
        if (!Find(name)) return NotFound();
        if (action == "restore")
        {
            save.Restore(name);
            return Redirect($"/templates/{name}?saved=true");
        }

        Text = (text ?? "").ReplaceLineEndings("\n");
        await TryAsync(cancellationToken);
        if (action != "save" || Faults.Count > 0) return Page();
        try
        {
            save.Save(name, Text);
            return Redirect($"/templates/{name}?saved=true");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Faults = [T["templates.not-writable"]];
            return Page();
        }
    }

    private bool Find(string name)
    {
        if (!AccessRules.MayDefine(Viewer) || save.List().FirstOrDefault(t => t.Name == name) is not { } file) return false;
        Template = file;
        return true;
    }

    private async Task TryAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (Template.Name.EndsWith(".css", StringComparison.Ordinal)) Faults = TemplateCheck.Source(Template.Name, Text);
            else Preview = templates.Preview(Template.Name, Text, await BriefAsync(cancellationToken));
        }
        catch (TemplateException e)
        {
            Faults = e.Message.Split('\n');
        }
    }

    // Who runs the machine reads no content: a real brief is previewed only by who may read all of it.
    private async Task<Brief?> BriefAsync(CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(With)) return null;
        var card = await CardAsync(db, With.Trim(), cancellationToken);
        NotYours = card is null || !AccessRules.MayReadRestricted(Viewer, card);
        if (NotYours) return null;
        var json = await db.Set<BriefRow>().AsNoTracking().Where(b => b.HandoffId == card!.HandoffId).OrderByDescending(b => b.Version).Select(b => b.Json).FirstAsync(cancellationToken);
        return JsonSerializer.Deserialize(json, BriefJson.Default.Brief);
    }
}
