using System.Text.Json;
using HandoffBridge.Connectors.Onboarding;
using HandoffBridge.Data;
using HandoffBridge.Stages.Briefs;
using HandoffBridge.Stages.Forms;
using HandoffBridge.Stages.Notices;
using Microsoft.EntityFrameworkCore;

namespace HandoffBridge.Stages.Acknowledgements;

/// <summary>Delivery asks the seller; the seller answers in one step, and the answer stands in the next version.</summary>
public sealed class AskSeller(IDbContextFactory<BridgeDb> contexts, SaveForm form, TimeProvider time)
{
    /// <summary>Begins every key of a question.</summary>
    public const string Prefix = "dq-";

    /// <summary>Asks.</summary>
    /// <returns>Key of the text that says what is missing; null where it is asked.</returns>
    public async Task<string?> AskAsync(string handoffId, string? text, string? itemId, string requestId, string by, CancellationToken cancellationToken)
    {
        if (Filler.Reason(text, "", []) is { } filler) return filler;
        if (text!.Length > 2000) return "ack.too-long";
        await using var db = contexts.CreateDbContext();
        var id = Prefix + ContentHash.Of(handoffId, requestId)[..12];
        if (await db.Set<DeliveryQuestionRow>().AnyAsync(q => q.Id == id, cancellationToken)) return null;
        var item = string.IsNullOrEmpty(itemId) ? null : (await NewestAsync(db, handoffId, cancellationToken))?.Items.FirstOrDefault(i => i.Id == itemId);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        db.Add(new DeliveryQuestionRow { Id = id, HandoffId = handoffId, ItemId = item?.Id, Text = text.Trim(), Restricted = item?.Restricted == true, By = by, At = time.GetUtcNow() });
        try
        {
            await db.SaveChangesAsync(cancellationToken);
            var card = await db.Set<BriefCardRow>().AsNoTracking().SingleAsync(c => c.HandoffId == handoffId, cancellationToken);
            await IntendNotices.AddAsync(db, handoffId, NoticeKinds.Question, id, card.OwnerEmail, time.GetUtcNow(), cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }
        catch (DbUpdateException e) when (db.Engine.IsDuplicate(e))
        {
            // Asked already by the same tap.
        }

        return null;
    }

    /// <summary>Answers: an entry of the form, which asks for the next version.</summary>
    public async Task<FormSaved> AnswerAsync(string handoffId, string questionId, string? text, string requestId, string by, CancellationToken cancellationToken)
    {
        await using var db = contexts.CreateDbContext();
        var question = await db.Set<DeliveryQuestionRow>().AsNoTracking().SingleOrDefaultAsync(q => q.HandoffId == handoffId && q.Id == questionId, cancellationToken);
        if (question is null) return new(false, "form.gone");
        var saved = await form.RunAsync(handoffId, new FormSave(questionId, "answer", requestId) { Text = text, Asked = question.Text, Private = question.Restricted }, by, cancellationToken);
        if (saved.Ok) await IntendNotices.AddAsync(db, handoffId, NoticeKinds.Answer, questionId, question.By, time.GetUtcNow(), cancellationToken);
        return saved;
    }

    /// <summary>Questions of a handoff with their answers, oldest first.</summary>
    /// <param name="db">Context.</param>
    /// <param name="handoffId">The handoff.</param>
    /// <param name="restricted">Whether those about restricted items may be read.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public static async Task<IReadOnlyList<AskedQuestion>> ListAsync(BridgeDb db, string handoffId, bool restricted, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(db);
        var asked = await db.Set<DeliveryQuestionRow>().AsNoTracking().Where(q => q.HandoffId == handoffId && (restricted || !q.Restricted)).OrderBy(q => q.At).ThenBy(q => q.Id).ToListAsync(cancellationToken);
        if (asked.Count == 0) return [];
        var said = FormState.Standing(await db.Set<FormEntryRow>().AsNoTracking().Where(e => e.HandoffId == handoffId && e.ItemId.StartsWith(Prefix)).ToListAsync(cancellationToken));
        return [.. asked.Select(q => new AskedQuestion(q, said.LastOrDefault(e => e.ItemId == q.Id && e.Action == "answer")))];
    }

    private static async Task<Brief?> NewestAsync(BridgeDb db, string handoffId, CancellationToken cancellationToken)
    {
        var json = await db.Set<BriefRow>().AsNoTracking().Where(b => b.HandoffId == handoffId).OrderByDescending(b => b.Version).Select(b => b.Json).FirstOrDefaultAsync(cancellationToken);
        return json is null ? null : JsonSerializer.Deserialize(json, BriefJson.Default.Brief);
    }
}

/// <summary>A question and its answer; null: not answered yet.</summary>
public sealed record AskedQuestion(DeliveryQuestionRow Question, FormEntryRow? Answer);
