using HandoffBridge.Data;
using HandoffBridge.Web.Access;
using Microsoft.EntityFrameworkCore;

namespace HandoffBridge.Stages.Assignments;

/// <summary>What _Assign.cshtml shows: who takes the customer over, who or what decided it, and the field to change it.</summary>
/// <param name="HandoffId">The handoff.</param>
/// <param name="Csm">CSM; null: nobody.</param>
/// <param name="Rule">Rule that decided; null: a person or nothing.</param>
/// <param name="By">Person who decided; null: a rule or nothing.</param>
/// <param name="MayAssign">Whether the field is shown.</param>
/// <param name="Known">Addresses to choose from.</param>
public sealed record AssignmentView(string HandoffId, string? Csm, string? Rule, string? By, bool MayAssign, IReadOnlyList<string> Known)
{
    /// <summary>Reads it.</summary>
    public static async Task<AssignmentView> ReadAsync(BridgeDb db, string handoffId, Viewer viewer, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(db);
        var row = await db.Set<AssignmentRow>().AsNoTracking().SingleOrDefaultAsync(a => a.HandoffId == handoffId, cancellationToken);
        var may = AccessRules.MayAssign(viewer);
        var known = may ? await db.Set<AssignmentRow>().Where(a => a.CsmEmail != null).Select(a => a.CsmEmail!).Distinct().OrderBy(e => e).Take(200).ToListAsync(cancellationToken) : [];
        return new(handoffId, row?.CsmEmail, row?.Rule, row?.By, may, known);
    }
}
