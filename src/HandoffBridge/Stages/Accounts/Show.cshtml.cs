using System.Text.Json;
using HandoffBridge.Data;
using HandoffBridge.Stages.Briefs;
using HandoffBridge.Stages.Reviews;
using HandoffBridge.Web;
using HandoffBridge.Web.Access;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace HandoffBridge.Stages.Accounts;

/// <summary>The four questions of an account, answered from all its handoffs the viewer may read.</summary>
public sealed class ShowModel(BridgeDb db) : BridgePage
{
    /// <summary>The newest card.</summary>
    public BriefCardRow Card { get; private set; } = null!;

    /// <summary>How many handoffs.</summary>
    public int Handoffs { get; private set; }

    /// <summary>The answers.</summary>
    public FourAnswers Answers { get; private set; } = null!;

    /// <summary>Shows.</summary>
    public async Task<IActionResult> OnGetAsync(string id, CancellationToken cancellationToken)
    {
        var cards = await db.Set<BriefCardRow>().AsNoTracking().Where(AccessRules.Visible(Viewer)).Where(c => c.AccountId == id).OrderByDescending(c => c.WonAt).ThenBy(c => c.HandoffId).ToListAsync(cancellationToken);
        if (cards.Count == 0) return NotFound();
        (Card, Handoffs) = (cards[0], cards.Count);
        var ids = cards.ConvertAll(c => c.HandoffId);
        var facts = await db.Set<FactRow>().AsNoTracking().Where(f => ids.Contains(f.HandoffId)).ToDictionaryAsync(f => f.HandoffId, StringComparer.Ordinal, cancellationToken);
        var briefs = new List<(Brief, FactRow?, BriefCardRow)>();
        foreach (var card in cards)
        {
            var json = await db.Set<BriefRow>().Where(b => b.HandoffId == card.HandoffId && b.Version == card.Version).Select(b => b.Json).SingleOrDefaultAsync(cancellationToken);
            if (json is not null) briefs.Add((JsonSerializer.Deserialize(json, BriefJson.Default.Brief)!, facts.GetValueOrDefault(card.HandoffId), card));
        }

        Answers = AnswerFour.Of(briefs);
        return Page();
    }
}
