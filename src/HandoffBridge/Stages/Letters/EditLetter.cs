using System.Text.Json;
using HandoffBridge.Data;
using HandoffBridge.Stages.Briefs;
using Microsoft.EntityFrameworkCore;

namespace HandoffBridge.Stages.Letters;

/// <summary>Stores edits of a letter, and the approval of exactly the words that were shown.</summary>
public sealed class EditLetter(IDbContextFactory<BridgeDb> contexts, TimeProvider time)
{
    /// <summary>Stores what differs from what the page showed: what a colleague changed in other entries stays.</summary>
    /// <returns>Key of the text that says why not; null where it is stored.</returns>
    public async Task<string?> SaveAsync(string handoffId, Brief brief, IReadOnlyDictionary<string, LetterEdit> changed, string by, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(changed);
        if (changed.Count == 0) return null;
        if (changed.Values.Any(e => e.Text?.Length > 4000)) return "form.too-long";
        if (changed.Values.Any(e => e.Text is { } text && Letter.Betrays(brief, text))) return "heard.restricted";
        for (var attempt = 0; ; attempt++)
        {
            await using var db = contexts.CreateDbContext();
            var row = await db.Set<LetterRow>().SingleOrDefaultAsync(l => l.HandoffId == handoffId, cancellationToken);
            if (row is null) db.Add(row = new LetterRow { HandoffId = handoffId });
            var edits = JsonSerializer.Deserialize<Dictionary<string, LetterEdit>>(row.Edits)!;
            foreach (var (key, edit) in changed) edits[key] = edit;
            (row.Edits, row.EditedBy, row.EditedAt) = (JsonSerializer.Serialize(edits), by, time.GetUtcNow());
            row.Revision++;
            if (await TrySaveAsync(db, cancellationToken) || attempt == 5) return null;
        }
    }

    /// <summary>Approves the words of this hash.</summary>
    public async Task<string?> ApproveAsync(string handoffId, string? hash, Letter letter, string by, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(letter);
        if (hash != letter.Hash) return "heard.changed";
        for (var attempt = 0; ; attempt++)
        {
            await using var db = contexts.CreateDbContext();
            var row = await db.Set<LetterRow>().SingleOrDefaultAsync(l => l.HandoffId == handoffId, cancellationToken);
            if (row is null) db.Add(row = new LetterRow { HandoffId = handoffId });
            (row.ApprovedHash, row.ApprovedBy, row.ApprovedAt) = (hash, by, time.GetUtcNow());
            row.Revision++;
            if (await TrySaveAsync(db, cancellationToken) || attempt == 5) return null;
        }
    }

    // Somebody saved at the same moment: theirs is in, ours goes in next.
    private static async Task<bool> TrySaveAsync(BridgeDb db, CancellationToken cancellationToken)
    {
        try
        {
            await db.SaveChangesAsync(cancellationToken);
            return true;
        }
        catch (DbUpdateConcurrencyException)
        {
            return false;
        }
        catch (DbUpdateException e) when (db.Engine.IsDuplicate(e))
        {
            return false;
        }
    }
}
