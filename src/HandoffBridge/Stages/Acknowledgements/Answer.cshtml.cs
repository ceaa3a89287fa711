using System.Text.Json;
using HandoffBridge.Data;
using HandoffBridge.Stages.Briefs;
using HandoffBridge.Web;
using HandoffBridge.Web.Access;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace HandoffBridge.Stages.Acknowledgements;

/// <summary>One question and one field: where the link in the seller's mail leads.</summary>
public sealed class AnswerModel(BridgeDb db, AskSeller questions) : BridgePage
{
    /// <summary>The handoff.</summary>
    public BriefCardRow Card { get; private set; } = null!;

    /// <summary>The question.</summary>
    public AskedQuestion Asked { get; private set; } = null!;

    /// <summary>The item it is about; null: the whole.</summary>
    public string? About { get; private set; }

    /// <summary>Key of the text that says why it was not stored, and what was typed.</summary>
    public string? Problem { get; private set; }

    /// <summary>What was typed.</summary>
    public string? Typed { get; private set; }

    /// <summary>Shows it.</summary>
    public async Task<IActionResult> OnGetAsync(string id, string question, CancellationToken cancellationToken) => await LoadAsync(id, question, cancellationToken) ? Page() : NotFound();

    /// <summary>Answers.</summary>
    public async Task<IActionResult> OnPostAsync(string id, string question, string? text, string? requestId, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(id, question, cancellationToken)) return NotFound();
        var saved = await questions.AnswerAsync(id, question, text, requestId ?? "", Viewer.Email, cancellationToken);
        if (saved.Ok) return Redirect($"/handoffs/{id}/questions/{question}");
        (Problem, Typed) = (saved.Problem, text);
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }

    private async Task<bool> LoadAsync(string id, string question, CancellationToken cancellationToken)
    {
        if (await CardAsync(db, id, cancellationToken) is not { } card || !AccessRules.MayFill(Viewer, card)) return false;
        if ((await AskSeller.ListAsync(db, id, AccessRules.MayReadRestricted(Viewer, card), cancellationToken)).FirstOrDefault(q => q.Question.Id == question) is not { } asked) return false;
        (Card, Asked) = (card, asked);
        if (asked.Question.ItemId is not { } item) return true;
        var json = await db.Set<BriefRow>().AsNoTracking().Where(b => b.HandoffId == id).OrderByDescending(b => b.Version).Select(b => b.Json).FirstAsync(cancellationToken);
        About = JsonSerializer.Deserialize(json, BriefJson.Default.Brief)!.Items.FirstOrDefault(i => i.Id == item)?.Text;
        return true;
    }
}
