using HandoffBridge.Connectors.Notices;
using HandoffBridge.Data;
using HandoffBridge.Stages.Briefs;
using HandoffBridge.Web;
using HandoffBridge.Web.Access;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace HandoffBridge.Stages.Assignments;

/// <summary>Gives a handoff to a CSM in one step. Shows no content: RevOps may assign what it may not read.</summary>
public sealed class AssignModel(BridgeDb db, AssignHandoffs assign) : BridgePage
{
    /// <summary>How it stands.</summary>
    public AssignmentView View { get; private set; } = null!;

    /// <summary>Key of the text that says what is wrong.</summary>
    public string? Problem { get; private set; }

    /// <summary>Shows who has it.</summary>
    public async Task<IActionResult> OnGetAsync(string id, CancellationToken cancellationToken) => await LoadAsync(id, cancellationToken) ? Page() : NotFound();

    /// <summary>Assigns; an empty address takes it from everybody.</summary>
    public async Task<IActionResult> OnPostAsync(string id, string? csm, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(id, cancellationToken)) return NotFound();
        if (!string.IsNullOrWhiteSpace(csm) && !MimeText.IsAddress(csm.Trim()))
        {
            (Problem, Response.StatusCode) = ("assign.address", 422);
            return Page();
        }

        await assign.AssignAsync(id, csm, Viewer.Email, cancellationToken);
        return Redirect(await CardAsync(db, id, cancellationToken) is null ? $"/handoffs/{id}/assign" : $"/handoffs/{id}");
    }

    private async Task<bool> LoadAsync(string id, CancellationToken cancellationToken)
    {
        if (!AccessRules.MayAssign(Viewer) || !await db.Set<BriefCardRow>().AnyAsync(c => c.HandoffId == id, cancellationToken)) return false;
        View = await AssignmentView.ReadAsync(db, id, Viewer, cancellationToken);
        return true;
    }
}
