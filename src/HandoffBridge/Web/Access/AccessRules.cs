using System.Linq.Expressions;
using HandoffBridge.Stages.Briefs;

namespace HandoffBridge.Web.Access;

/// <summary>Who may do what: the one table of roles. A page or API asks here and answers 404 where the answer is no.</summary>
/// <remarks>
/// AE: own deals (owner or delegate) whole, their form. CSM: assigned handoffs whole, acknowledges. Lead: every handoff
/// whole, assigns, overrides. RevOps: operations, templates, registers, glossary; no content. Leader: every brief
/// without what is restricted, the review.
/// </remarks>
public static class AccessRules
{
    /// <summary>Which handoffs a list may show.</summary>
    public static Expression<Func<BriefCardRow, bool>> Visible(Viewer viewer)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        if (viewer.Is(Role.Lead) || viewer.Is(Role.Leader)) return c => true;
        var email = viewer.Email;
        if (email.Length == 0) return c => false;
        // One sentence for each case, so that the database finds it by index.
        return (viewer.Is(Role.Ae), viewer.Is(Role.Csm)) switch
        {
            (true, true) => c => c.OwnerEmail == email || c.DelegateEmail == email || c.CsmEmail == email,
            (true, false) => c => c.OwnerEmail == email || c.DelegateEmail == email,
            (false, true) => c => c.CsmEmail == email,
            _ => c => false,
        };
    }

    /// <summary>Whether a brief may be read.</summary>
    public static bool MayRead(Viewer viewer, BriefCardRow card) => viewer.Is(Role.Lead) || viewer.Is(Role.Leader) || Sold(viewer, card) || Delivers(viewer, card);

    /// <summary>Whether politics and remarks about people may be read.</summary>
    public static bool MayReadRestricted(Viewer viewer, BriefCardRow card) => viewer.Is(Role.Lead) || Sold(viewer, card) || Delivers(viewer, card);

    /// <summary>Whether the form may be filled in.</summary>
    public static bool MayFill(Viewer viewer, BriefCardRow card) => viewer.Is(Role.Lead) || Sold(viewer, card);

    /// <summary>Whether the form may be closed without the AE.</summary>
    public static bool MayOverride(Viewer viewer) => viewer.Is(Role.Lead);

    /// <summary>Whether the handoff may be accepted or returned.</summary>
    public static bool MayAcknowledge(Viewer viewer, BriefCardRow card) => viewer.Is(Role.Lead) || Delivers(viewer, card);

    /// <summary>Whether a CSM may be assigned.</summary>
    public static bool MayAssign(Viewer viewer) => viewer.Is(Role.Lead) || viewer.Is(Role.RevOps);

    /// <summary>Whether the machine room may be seen and used.</summary>
    public static bool MayOperate(Viewer viewer) => viewer.Is(Role.RevOps);

    /// <summary>Whether registers, standard deal, glossary and templates may be changed.</summary>
    public static bool MayDefine(Viewer viewer) => viewer.Is(Role.RevOps);

    /// <summary>Whether registers, standard deal and glossary may be read: everybody who is signed in.</summary>
    public static bool MayReadDefinitions(Viewer viewer) => viewer.SignedIn;

    /// <summary>Whether the operating review may be read.</summary>
    public static bool MayReview(Viewer viewer) => viewer.Is(Role.Leader) || viewer.Is(Role.Lead) || viewer.Is(Role.RevOps);

    /// <summary>Whether the review may be read by account executive and team, and down to its deals.</summary>
    public static bool MayReviewPeople(Viewer viewer) => viewer.Is(Role.Leader) || viewer.Is(Role.Lead);

    private static bool Sold(Viewer viewer, BriefCardRow card) =>
        viewer.Is(Role.Ae) && viewer.SignedIn && (card.OwnerEmail == viewer.Email || card.DelegateEmail == viewer.Email);

    private static bool Delivers(Viewer viewer, BriefCardRow card) => viewer.Is(Role.Csm) && viewer.SignedIn && card.CsmEmail == viewer.Email;
}
