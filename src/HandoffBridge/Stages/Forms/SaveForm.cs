using System.Text.Json;
using HandoffBridge.Data;
using HandoffBridge.Jobs;
using HandoffBridge.Stages.Briefs;
using HandoffBridge.Stages.Deals;
using HandoffBridge.Stages.Notices;
using Microsoft.EntityFrameworkCore;

namespace HandoffBridge.Stages.Forms;

/// <summary>One thing said on the form, as a page or script sends it.</summary>
/// <param name="ItemId">Item or question; "form" for the whole.</param>
/// <param name="Action">confirm, confirm-all, correct, dismiss, add, answer, dispose, undo, undo-all, delegate, override, submit.</param>
/// <param name="RequestId">Made once for each tap: sent twice, saved once.</param>
public sealed record FormSave(string ItemId, string Action, string RequestId)
{
    /// <summary>Words.</summary>
    public string? Text { get; init; }
    /// <summary>Reason.</summary>
    public string? Reason { get; init; }
    /// <summary>scope, goodwill, product or withdraw.</summary>
    public string? Decision { get; init; }
    /// <summary>Owner, payer, teller, or whom the form is handed to.</summary>
    public string? Owner { get; init; }
    /// <summary>Kind of an added item; for confirm-all the kind of the section.</summary>
    public string? Kind { get; init; }
    /// <summary>Due.</summary>
    public string? Due { get; init; }
    /// <summary>For undo-all: the last entry before this person's visit; what they said after it is taken back.</summary>
    public long Since { get; init; }
    /// <summary>The question delivery asked, where this answers one: set by the program, never by a page.</summary>
    public string? Asked { get; init; }
    /// <summary>True where that question is about a restricted item: the answer stays off every brief.</summary>
    public bool Private { get; init; }
}

/// <summary>What became of a save: saved, or the key of the text that says what is missing.</summary>
public sealed record FormSaved(bool Ok, string? Problem);

/// <summary>Stores what people say on forms: only ever adds, so two tabs and two people lose nothing.</summary>
public sealed class SaveForm(IDbContextFactory<BridgeDb> contexts, TimeProvider time)
{
    /// <summary>Longest text kept: more is refused, never cut.</summary>
    public const int MaxText = 8000;

    private static readonly string[] Actions = ["confirm", "confirm-all", "correct", "dismiss", "add", "answer", "dispose", "undo", "undo-all", "delegate", "override", "submit"];

    /// <summary>What is to become of a promise nobody scoped.</summary>
    public static IReadOnlyList<string> Decisions { get; } = ["scope", "goodwill", "product", "withdraw"];

    /// <summary>Why a suggestion is dismissed.</summary>
    public static IReadOnlyList<string> Dismissals { get; } = ["wrong", "outdated", "not-for-delivery", "duplicate"];

    /// <summary>Saves.</summary>
    /// <param name="handoffId">The handoff.</param>
    /// <param name="save">What was said.</param>
    /// <param name="by">Who said it.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<FormSaved> RunAsync(string handoffId, FormSave save, string by, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(save);
        await using var db = contexts.CreateDbContext();
        if (await db.Set<FormEntryRow>().AnyAsync(e => e.RequestId == save.RequestId, cancellationToken)) return new(true, null);
        var json = await db.Set<BriefRow>().AsNoTracking().Where(b => b.HandoffId == handoffId).OrderByDescending(b => b.Version).Select(b => b.Json).FirstOrDefaultAsync(cancellationToken);
        if (json is null) return new(false, "form.gone");
        var brief = JsonSerializer.Deserialize(json, BriefJson.Default.Brief)!;
        var problem = await ProblemAsync(db, handoffId, brief, save, by, cancellationToken);
        // The deal changed while somebody wrote: the words are kept, and the page says that their item is gone.
        var words = Blank(save.Text) ?? Blank(save.Decision);
        if (problem is "form.gone" && save.Action is "correct" or "answer" or "dispose" && words is not null) save = save with { Action = "keep", Text = words };
        else if (problem is not null) return new(false, problem);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var form = await OpenAsync(db, handoffId, cancellationToken);
        foreach (var entry in await EntriesAsync(db, handoffId, brief, save, by, cancellationToken)) db.Add(entry);
        form.Revision++;
        if (save.Action == "delegate")
        {
            form.DelegatedTo = save.Owner!.Trim().ToLowerInvariant();
            var to = form.DelegatedTo;
            await db.Set<BriefCardRow>().Where(c => c.HandoffId == handoffId).ExecuteUpdateAsync(s => s.SetProperty(c => c.DelegateEmail, to), cancellationToken);
        }

        if (save.Action is "submit" or "override")
        {
            (form.SubmittedAt, form.SubmittedBy) = (time.GetUtcNow(), by);
            form.Epoch = await db.Set<DealRow>().Where(d => d.HandoffId == handoffId).Select(d => d.Epoch).SingleAsync(cancellationToken);
            await TellAsync(db, handoffId, cancellationToken);
        }

        try
        {
            await db.SaveChangesAsync(cancellationToken);
            // Once handed in, later words are amendments: each makes the next version. So does an answer to delivery.
            if (form.SubmittedAt is not null || form.OverdueAt is not null || save.Asked is not null) await Work.WantAsync(db, handoffId, time.GetUtcNow(), cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            return new(problem is null, problem);
        }
        catch (DbUpdateException e) when (db.Engine.IsDuplicate(e))
        {
            return new(true, null);
        }
        catch (DbUpdateConcurrencyException)
        {
            // Somebody saved at the same moment: theirs is in, ours goes in now.
            await transaction.RollbackAsync(cancellationToken);
            return await RunAsync(handoffId, save, by, cancellationToken);
        }
    }

    /// <summary>The CSM hears that the brief is confirmed; of a backfilled deal nobody hears.</summary>
    private async Task TellAsync(BridgeDb db, string handoffId, CancellationToken cancellationToken)
    {
        if (await db.Set<DealRow>().AnyAsync(d => d.HandoffId == handoffId && d.Quiet, cancellationToken)) return;
        var card = await db.Set<BriefCardRow>().Where(c => c.HandoffId == handoffId).Select(c => new { c.CsmEmail, c.Version }).SingleAsync(cancellationToken);
        await IntendNotices.AddAsync(db, handoffId, NoticeKinds.Confirmed, $"v{card.Version}", card.CsmEmail, time.GetUtcNow(), cancellationToken);
    }

    private async Task<FormRow> OpenAsync(BridgeDb db, string handoffId, CancellationToken cancellationToken)
    {
        var form = await db.Set<FormRow>().SingleOrDefaultAsync(f => f.HandoffId == handoffId, cancellationToken);
        if (form is null) db.Add(form = new FormRow { HandoffId = handoffId, Epoch = 1, OpenedAt = time.GetUtcNow() });
        return form;
    }

    private async Task<IReadOnlyList<FormEntryRow>> EntriesAsync(BridgeDb db, string handoffId, Brief brief, FormSave save, string by, CancellationToken cancellationToken)
    {
        if (save.Action == "undo-all") return [.. (await MineAsync(db, handoffId, save, by, cancellationToken)).Select((e, n) => Row(e.ItemId, "undo", $"{save.RequestId}:{n}"))];
        if (save.Action != "confirm-all")
        {
            var itemId = save.Action == "add" ? "a" + save.RequestId[..Math.Min(12, save.RequestId.Length)] : save.ItemId;
            return [Row(itemId, save.Action, save.RequestId)];
        }

        var state = FormState.Standing(await db.Set<FormEntryRow>().AsNoTracking().Where(e => e.HandoffId == handoffId).ToListAsync(cancellationToken));
        var said = state.Where(e => e.Action is "confirm" or "correct" or "dismiss").Select(e => e.ItemId).ToHashSet(StringComparer.Ordinal);
        return [.. brief.Items.Where(i => i.Kind == save.Kind && i.State == "suggested" && !said.Contains(i.Id)).Select(i => Row(i.Id, "confirm", $"{save.RequestId}:{i.Id}"))];

        FormEntryRow Row(string itemId, string action, string requestId) => new()
        {
            HandoffId = handoffId,
            ItemId = itemId,
            Action = action,
            Text = Blank(save.Text),
            Reason = action == "answer" ? save.Asked : Blank(save.Reason),
            Decision = save.Decision,
            Owner = Blank(save.Owner),
            Kind = action == "add" ? save.Kind : save.Private ? "private" : null,
            Due = Blank(save.Due),
            By = by,
            At = time.GetUtcNow(),
            RequestId = requestId,
        };
    }

    // On each item as far back as the last word is this person's: what somebody else said after it stays, and so does what is below.
    private static async Task<IReadOnlyList<FormEntryRow>> MineAsync(BridgeDb db, string handoffId, FormSave save, string by, CancellationToken cancellationToken) =>
        [.. FormState.Standing(await db.Set<FormEntryRow>().AsNoTracking().Where(e => e.HandoffId == handoffId).ToListAsync(cancellationToken))
            .Where(e => e.ItemId != "form").GroupBy(e => e.ItemId, StringComparer.Ordinal)
            .SelectMany(g => g.Reverse().TakeWhile(e => e.Id > save.Since && e.By == by && e.Action != "keep"))];

    private static async Task<string?> ProblemAsync(BridgeDb db, string handoffId, Brief brief, FormSave save, string by, CancellationToken cancellationToken)
    {
        if (!Actions.Contains(save.Action, StringComparer.Ordinal) || save.RequestId.Length is < 8 or > 80) return "form.bad-request";
        if ((save.Text?.Length ?? 0) > MaxText || (save.Reason?.Length ?? 0) > MaxText || (save.Owner?.Length ?? 0) > 200) return "form.too-long";
        var item = brief.Items.FirstOrDefault(i => i.Id == save.ItemId);
        var question = brief.OpenQuestions.FirstOrDefault(q => q.Id == save.ItemId);
        var known = item is not null || question is not null || save.Asked is not null || save.Action is "add" or "confirm-all" or "delegate" or "override" or "submit" or "undo" or "undo-all";
        if (!known) return "form.gone";
        switch (save.Action)
        {
            case "correct" or "answer" or "add":
                var elsewhere = await db.Set<FormEntryRow>().AsNoTracking().Where(e => e.HandoffId != handoffId && e.Text != null && (e.Action == "answer" || e.Action == "add" || e.Action == "correct")).OrderByDescending(e => e.Id).Select(e => e.Text!).Take(500).ToListAsync(cancellationToken);
                if (save.Action == "add" && !Extraction.Signals.SignalNames.Kinds.Contains(save.Kind ?? "", StringComparer.Ordinal)) return "form.kind";
                return Filler.Reason(save.Text, save.Asked ?? question?.Text ?? item?.Text ?? "", elsewhere);
            case "dismiss":
                return string.IsNullOrWhiteSpace(save.Reason) ? "form.reason" : null;
            case "dispose":
                return !Decisions.Contains(save.Decision ?? "", StringComparer.Ordinal) ? "form.decision" : Filler.Reason(save.Owner, "", []) is not null ? "form.owner" : null;
            case "delegate":
                return save.Owner is null || !save.Owner.Contains('@', StringComparison.Ordinal) ? "form.delegate-address" : null;
            case "override":
                return Filler.Reason(save.Reason, "", []) is not null ? "form.override-reason" : null;
            case "undo-all":
                return (await MineAsync(db, handoffId, save, by, cancellationToken)).Count == 0 ? "form.undo-none" : null;
            case "submit":
                return await FormProgress.OfAsync(db, handoffId, brief, cancellationToken) is { Ready: false } ? "form.not-ready" : null;
            default:
                return null;
        }
    }

    private static string? Blank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
