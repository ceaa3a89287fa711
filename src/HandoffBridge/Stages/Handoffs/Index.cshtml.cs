using System.Text.Encodings.Web;
using HandoffBridge.Data;
using HandoffBridge.Stages.Briefs;
using HandoffBridge.Web;
using HandoffBridge.Web.Access;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;

namespace HandoffBridge.Stages.Handoffs;

/// <summary>All handoffs, with search over every brief and filters.</summary>
public sealed class IndexModel(BridgeDb db) : BridgePage
{
    private const int PageSize = 30;

    /// <summary>Words searched for.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Q { get; set; }

    /// <summary>Status filter.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Status { get; set; }

    /// <summary>unscoped, questions or soon.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Show { get; set; }

    /// <summary>Where the page before ended.</summary>
    [BindProperty(SupportsGet = true)]
    public string? After { get; set; }

    /// <summary>Handoffs that fit.</summary>
    public int Total { get; private set; }

    /// <summary>This page's handoffs.</summary>
    public IReadOnlyList<Row> Rows { get; private set; } = [];

    /// <summary>Address of the next page; null where this is the last.</summary>
    public string? Next { get; private set; }

    /// <summary>Whether anything is searched or filtered.</summary>
    public bool Filtered => !string.IsNullOrWhiteSpace(Q) || !string.IsNullOrEmpty(Status) || !string.IsNullOrEmpty(Show);

    /// <summary>Choices of the status filter.</summary>
    public IReadOnlyList<SelectListItem> Statuses => [new("any", ""), .. new[] { "unconfirmed", "confirmed", "overdue", "retracted" }.Select(s => new SelectListItem(s, s, s == Status))];

    /// <summary>Choices of the second filter.</summary>
    public IReadOnlyList<SelectListItem> Shows => [new("all", ""), new("with unscoped promises", "unscoped", Show == "unscoped"), new("with open questions", "questions", Show == "questions"), new("due soonest", "soon", Show == "soon")];

    /// <summary>Colour of a status.</summary>
    public static string Tone(string status) => status switch { "confirmed" => "good", "overdue" => "bad", "retracted" => "bad", _ => "warn" };

    /// <summary>Finds.</summary>
    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        var query = db.Set<BriefCardRow>().AsNoTracking().Where(AccessRules.Visible(Viewer));
        var hits = new Dictionary<string, string>(StringComparer.Ordinal);
        if (!string.IsNullOrWhiteSpace(Q))
        {
            foreach (var hit in await db.Engine.SearchAsync(db, Q, 200, cancellationToken)) hits.TryAdd(hit.HandoffId, hit.Snippet);
            var ids = hits.Keys.ToList();
            query = query.Where(c => ids.Contains(c.HandoffId));
        }

        if (!string.IsNullOrEmpty(Status)) query = query.Where(c => c.Status == Status);
        if (Show == "unscoped") query = query.Where(c => c.Unscoped > 0);
        if (Show == "questions") query = query.Where(c => c.OpenQuestions > 0);
        if (Show == "soon") query = query.Where(c => c.NextDue != null);
        Total = await query.CountAsync(cancellationToken);
        if (Cursor.Read(After) is { } after)
        {
            var (at, id) = after;
            query = query.Where(c => c.WonAt < at || (c.WonAt == at && c.HandoffId.CompareTo(id) > 0));
        }

        var ordered = Show == "soon" ? query.OrderBy(c => c.NextDue).ThenBy(c => c.HandoffId) : query.OrderByDescending(c => c.WonAt).ThenBy(c => c.HandoffId);
        var cards = await ordered.Take(PageSize + 1).ToListAsync(cancellationToken);
        Rows = [.. cards.Take(PageSize).Select(c => new Row(c, hits.TryGetValue(c.HandoffId, out var snippet) ? Marked(snippet) : null))];
        if (cards.Count > PageSize && Show != "soon")
            Next = Microsoft.AspNetCore.WebUtilities.QueryHelpers.AddQueryString("/handoffs", new Dictionary<string, string?>(StringComparer.Ordinal) { ["q"] = Q, ["status"] = Status, ["show"] = Show, ["after"] = Cursor.Write(cards[PageSize - 1].WonAt, cards[PageSize - 1].HandoffId) });
    }

    /// <summary>The hit between ‹ and › becomes a mark; all else is encoded.</summary>
    private static HtmlString Marked(string snippet) =>
        new(HtmlEncoder.Default.Encode(snippet).Replace("&#x2039;", "<mark>", StringComparison.Ordinal).Replace("&#x203A;", "</mark>", StringComparison.Ordinal));

    /// <summary>A handoff and, in a search, the words that were hit.</summary>
    public sealed record Row(BriefCardRow Card, HtmlString? Snippet);
}
