using HandoffBridge.Data;
using HandoffBridge.Web;
using HandoffBridge.Web.Access;
using Microsoft.AspNetCore.Mvc;

namespace HandoffBridge.Stages.Glossary;

/// <summary>The one agreed meaning of every term and number, with its owner, date and history.</summary>
public sealed class IndexModel(BridgeDb db, ChangeEntry change) : BridgePage
{
    /// <summary>Entries by group, each with its versions, newest first.</summary>
    public IReadOnlyList<IGrouping<string, IReadOnlyList<GlossaryEntry>>> Groups { get; private set; } = [];

    /// <summary>Whether entries may be changed.</summary>
    public bool MayDefine => AccessRules.MayDefine(Viewer);

    /// <summary>Shows.</summary>
    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        if (!AccessRules.MayReadDefinitions(Viewer)) return NotFound();
        Groups = [.. (await ReadGlossary.AllAsync(db, T.Code, cancellationToken)).GroupBy(e => e[0].Group, StringComparer.Ordinal)];
        return Page();
    }

    /// <summary>Stores the next version of an entry.</summary>
    public async Task<IActionResult> OnPostAsync(string? key, int version, string? name, string? definition, string? formula, string? owner, string? why, CancellationToken cancellationToken)
    {
        if (!MayDefine) return NotFound();
        if (string.IsNullOrWhiteSpace(key))
        {
            (TempData["Problem"], Response.StatusCode) = (T["glossary.no-key"], StatusCodes.Status400BadRequest);
            return await OnGetAsync(cancellationToken);
        }

        var entry = new GlossaryEntry(key, "", name ?? "", definition ?? "", formula, owner ?? "", default) { Version = version };
        if (await change.RunAsync(entry, why, Viewer.Email, cancellationToken) is { } problem) TempData["Problem"] = problem.Say(T);
        else TempData["Done"] = T.Say("glossary.stored", entry.Name);
        return Redirect("/glossary#" + Uri.EscapeDataString(key));
    }
}
