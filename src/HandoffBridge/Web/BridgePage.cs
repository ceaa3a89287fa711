using System.Globalization;
using HandoffBridge.Data;
using HandoffBridge.Stages.Briefs;
using HandoffBridge.Web.Access;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace HandoffBridge.Web;

/// <summary>What every page knows: who looks, and in which language.</summary>
public abstract class BridgePage : PageModel
{
    /// <summary>Who is looking.</summary>
    public Viewer Viewer => Viewer.Of(User);

    /// <summary>Texts in the reader's language.</summary>
    public UiTexts T => UiTexts.Of(CultureInfo.CurrentUICulture);

    /// <summary>The card of a handoff the viewer may read; null (answer 404) where there is none or it is not theirs.</summary>
    protected async Task<BriefCardRow?> CardAsync(BridgeDb db, string id, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(db);
        var card = await db.Set<BriefCardRow>().AsNoTracking().SingleOrDefaultAsync(c => c.HandoffId == id, cancellationToken);
        return card is not null && AccessRules.MayRead(Viewer, card) ? card : null;
    }

    /// <summary>Money in the reader's culture: whole units.</summary>
    public static string Money(decimal? amount, string? currency) =>
        amount is null ? "" : string.Create(CultureInfo.CurrentCulture, $"{amount:N0} {currency}").TrimEnd();

    /// <summary>A day in the reader's culture.</summary>
    public static string Day(DateTimeOffset at) => at.ToString("d MMM yyyy", CultureInfo.CurrentCulture);
}
