using System.Globalization;
using System.Text.Encodings.Web;
using HandoffBridge.Data;
using HandoffBridge.Stages.Acknowledgements;
using HandoffBridge.Stages.Briefs;
using HandoffBridge.Web;
using HandoffBridge.Web.Access;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;

namespace HandoffBridge.Stages.Handoffs;

/// <summary>All handoffs the viewer may see: search over every brief, filters, newest win first.</summary>
public sealed class IndexModel(BridgeDb db, TimeProvider time) : BridgePage
{
    private const int PageSize = 25;
    private const int MostPages = IDatabaseEngine.MostRanked / PageSize;

    /// <summary>Filters; any number of them at once.</summary>
    public static IReadOnlyList<string> Filters { get; } = ["mine", "unread", "unconfirmed", "unscoped", "soon", "unassigned", "questions", "returned"];

    /// <summary>Words searched for.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Q { get; set; }

    /// <summary>Filters that are on.</summary>
    [BindProperty(SupportsGet = true)]
    public IReadOnlyList<string> Show { get; set; } = [];

    /// <summary>Where the page before ended; in a search the number of the page.</summary>
    [BindProperty(SupportsGet = true)]
    public string? After { get; set; }

    /// <summary>Handoffs that fit.</summary>
    public int Total { get; private set; }

    /// <summary>This page's handoffs.</summary>
    public IReadOnlyList<Row> Rows { get; private set; } = [];

    /// <summary>Address of the next page; null where this is the last.</summary>
    public string? Next { get; private set; }

    /// <summary>Whether anything is searched or filtered.</summary>
    public bool Filtered => !string.IsNullOrWhiteSpace(Q) || Show.Count > 0;

    /// <summary>Colour of a status.</summary>
    public static string Tone(string status) => status switch { "confirmed" => "good", "overdue" or "retracted" => "bad", _ => "warn" };

    /// <summary>What a list says of a brief: not who they are, which stands above it, but what they want and why now.</summary>
    public static string Gist(string summary)
    {
        ArgumentNullException.ThrowIfNull(summary);
        var lines = summary.Split('\n');
        var gist = string.Join(' ', lines.Length > 1 ? lines.Skip(1).Take(2) : lines);
        return gist.Length <= 240 ? gist : gist[..(gist.LastIndexOf(' ', 238) is > 100 and var cut ? cut : 238)] + " …";
    }

    /// <summary>Finds.</summary>
    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        Show = [.. Show.Where(s => Filters.Contains(s, StringComparer.Ordinal)).Distinct(StringComparer.Ordinal)];
        var query = Filter(db.Set<BriefCardRow>().AsNoTracking().Where(AccessRules.Visible(Viewer)));
        if (string.IsNullOrWhiteSpace(Q)) await ListAsync(query, cancellationToken);
        else await SearchAsync(query, cancellationToken);
    }

    private IQueryable<BriefCardRow> Filter(IQueryable<BriefCardRow> cards)
    {
        var email = Viewer.Email;
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        var (from, until) = (today.ToString("O", CultureInfo.InvariantCulture), today.AddDays(21).ToString("O", CultureInfo.InvariantCulture));
        foreach (var show in Show)
        {
            cards = show switch
            {
                "mine" => cards.Where(c => c.OwnerEmail == email || c.DelegateEmail == email || c.CsmEmail == email),
                "unread" => cards.Where(c => !db.Set<BriefReadRow>().Any(r => r.Email == email && r.HandoffId == c.HandoffId && r.Version == c.Version)),
                "unconfirmed" => cards.Where(c => c.Status == "unconfirmed" || c.Status == "overdue"),
                "unscoped" => cards.Where(c => c.Unscoped > 0),
                "soon" => cards.Where(c => c.NextDue != null && c.NextDue.CompareTo(from) >= 0 && c.NextDue.CompareTo(until) <= 0),
                "unassigned" => cards.Where(c => c.CsmEmail == null),
                "questions" => cards.Where(c => c.OpenQuestions > 0),
                "returned" => cards.Where(c => db.Set<AcknowledgementRow>().Any(a => a.HandoffId == c.HandoffId && a.Decision == "returned" && a.Version == c.Version && !db.Set<AcknowledgementRow>().Any(l => l.HandoffId == a.HandoffId && l.Id > a.Id))),
                _ => cards,
            };
        }

        return cards;
    }

    private async Task ListAsync(IQueryable<BriefCardRow> query, CancellationToken cancellationToken)
    {
        Total = await query.CountAsync(cancellationToken);
        if (Cursor.Read(After) is { } after)
        {
            var (at, id) = after;
            query = query.Where(c => c.WonAt < at || (c.WonAt == at && c.HandoffId.CompareTo(id) > 0));
        }

        var cards = await query.OrderByDescending(c => c.WonAt).ThenBy(c => c.HandoffId).Take(PageSize + 1).ToListAsync(cancellationToken);
        if (cards.Count > PageSize) Next = Address(Cursor.Write(cards[PageSize - 1].WonAt, cards[PageSize - 1].HandoffId));
        Rows = await RowsAsync([.. cards.Take(PageSize)], new Dictionary<string, string>(StringComparer.Ordinal), cancellationToken);
    }

    // Best hit first. Only among what the viewer may see: somebody else's better hits must not push his own out.
    private async Task SearchAsync(IQueryable<BriefCardRow> query, CancellationToken cancellationToken)
    {
        var everything = Show.Count == 0 && (Viewer.Is(Role.Lead) || Viewer.Is(Role.Leader));
        var among = everything ? null : await query.Select(c => c.HandoffId).ToListAsync(cancellationToken);
        var page = int.TryParse(After, CultureInfo.InvariantCulture, out var number) && number is > 0 and < MostPages ? number : 0;
        (var shown, Total) = await db.Engine.SearchAsync(db, Q!, among, page * PageSize, PageSize, cancellationToken);
        if (Total > (page + 1) * PageSize && page + 1 < MostPages) Next = Address((page + 1).ToString(CultureInfo.InvariantCulture));
        var ids = shown.Select(h => h.HandoffId).ToList();
        var cards = await query.Where(c => ids.Contains(c.HandoffId)).ToDictionaryAsync(c => c.HandoffId, StringComparer.Ordinal, cancellationToken);
        Rows = await RowsAsync([.. ids.Where(cards.ContainsKey).Select(i => cards[i])], shown.ToDictionary(h => h.HandoffId, h => h.Snippet, StringComparer.Ordinal), cancellationToken);
    }

    private async Task<IReadOnlyList<Row>> RowsAsync(IReadOnlyList<BriefCardRow> cards, Dictionary<string, string> snippets, CancellationToken cancellationToken)
    {
        var (ids, email) = (cards.Select(c => c.HandoffId).ToList(), Viewer.Email);
        var read = await db.Set<BriefReadRow>().AsNoTracking().Where(r => r.Email == email && ids.Contains(r.HandoffId)).ToDictionaryAsync(r => r.HandoffId, r => r.Version, StringComparer.Ordinal, cancellationToken);
        var said = (await db.Set<AcknowledgementRow>().AsNoTracking().Where(a => ids.Contains(a.HandoffId)).OrderBy(a => a.Id).ToListAsync(cancellationToken)).GroupBy(a => a.HandoffId, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Last(), StringComparer.Ordinal);
        return [.. cards.Select(c => new Row(c, snippets.TryGetValue(c.HandoffId, out var snippet) ? Marked(snippet) : null, read.GetValueOrDefault(c.HandoffId) != c.Version, said.GetValueOrDefault(c.HandoffId)))];
    }

    private string Address(string after)
    {
        var address = "/handoffs";
        if (!string.IsNullOrWhiteSpace(Q)) address = QueryHelpers.AddQueryString(address, "q", Q);
        foreach (var show in Show) address = QueryHelpers.AddQueryString(address, "show", show);
        return QueryHelpers.AddQueryString(address, "after", after);
    }

    /// <summary>The hit between ‹ and › becomes a mark; all else is encoded.</summary>
    private static HtmlString Marked(string snippet) =>
        new(HtmlEncoder.Default.Encode(snippet).Replace("&#x2039;", "<mark>", StringComparison.Ordinal).Replace("&#x203A;", "</mark>", StringComparison.Ordinal));

    /// <summary>A handoff, in a search the words that were hit, whether its newest version is unread, and what was last said of it.</summary>
    public sealed record Row(BriefCardRow Card, HtmlString? Snippet, bool Unread, AcknowledgementRow? Said);
}
