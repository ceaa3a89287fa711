using System.Text.Json;
using HandoffBridge.Connectors.Onboarding;
using HandoffBridge.Stages.Briefs;
using HandoffBridge.Web;

namespace HandoffBridge.Stages.Publications;

/// <summary>What leaves the house: the brief as texts and as work items, with nothing restricted unless the target is trusted.</summary>
public sealed class MakePublication(BriefRenderer renderer, Links links)
{
    /// <summary>Makes the publication of a version.</summary>
    /// <param name="brief">The version.</param>
    /// <param name="earlier">All versions before: their work items that no longer stand are withdrawn, not forgotten.</param>
    /// <param name="trusted">Whether the target may hold restricted matters.</param>
    public BriefPublication Of(Brief brief, IReadOnlyList<Brief> earlier, bool trusted)
    {
        ArgumentNullException.ThrowIfNull(brief);
        var link = links.Handoff(brief.HandoffId);
        var options = new RenderOptions { IncludeRestricted = trusted, Link = link };
        var open = trusted ? brief : WithoutRestricted(brief);
        var work = WorkItems.Of(brief, trusted);
        if (brief.Status == "retracted") work = [.. work.Select(w => w with { Withdrawn = true })];
        var keys = work.Select(w => w.Key).ToHashSet(StringComparer.Ordinal);
        var gone = earlier.Reverse().SelectMany(b => WorkItems.Of(b, trusted)).Where(w => keys.Add(w.Key)).Select(w => w with { Withdrawn = true });
        return new BriefPublication(
            brief.HandoffId, brief.Version, brief.Status, brief.Deal.Name, brief.Account.Name,
            renderer.Markdown(brief, options), renderer.Html(brief, options), JsonSerializer.Serialize(open, BriefJson.Default.Brief), [.. work, .. gone], link);
    }

    /// <summary>brief.json without restricted items, and without the changes that speak of them.</summary>
    public static Brief WithoutRestricted(Brief brief)
    {
        ArgumentNullException.ThrowIfNull(brief);
        var hidden = brief.Items.Where(i => i.Restricted).Select(i => i.Id).ToHashSet(StringComparer.Ordinal);
        return hidden.Count == 0 ? brief : brief with
        {
            Items = [.. brief.Items.Where(i => !i.Restricted)],
            Changes = [.. brief.Changes.Where(c => c.ItemId is null || !hidden.Contains(c.ItemId))],
            FirstDays = [.. brief.FirstDays.Where(f => !f.Items.Any(hidden.Contains))],
        };
    }
}
