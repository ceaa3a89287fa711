using System.Text.Json;
using HandoffBridge.Data;
using HandoffBridge.Languages;
using HandoffBridge.Stages.Acknowledgements;
using HandoffBridge.Stages.Briefs;
using HandoffBridge.Stages.Publications;
using HandoffBridge.Web;
using HandoffBridge.Web.Access;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace HandoffBridge.Stages.Handoffs;

/// <summary>One brief: sixty seconds first, the quote and its source behind every claim, and what its reader does with it.</summary>
public sealed class ShowModel(BridgeDb db, BriefRenderer renderer, MarkRead markRead, Acknowledge acknowledge, AskSeller questions, RecordOutcome outcomes, TimeProvider time) : BridgePage
{
    private BriefReadRow? _read;

    /// <summary>The card.</summary>
    public BriefCardRow Card { get; private set; } = null!;

    /// <summary>The brief.</summary>
    public Brief Brief { get; private set; } = null!;

    /// <summary>The brief as HTML.</summary>
    public HtmlString Fragment { get; private set; } = HtmlString.Empty;

    /// <summary>Sections that open on demand.</summary>
    public IReadOnlyList<(string Id, string Title)> Contents { get; private set; } = [];

    /// <summary>Accepted, returned or waiting.</summary>
    public ReaderStanding Standing { get; private set; } = null!;

    /// <summary>The version read before, where there is one, and what changed since.</summary>
    public (int Version, IReadOnlyList<BriefChange> Changes)? Since { get; private set; }

    /// <summary>Questions to the seller.</summary>
    public IReadOnlyList<AskedQuestion> Questions { get; private set; } = [];

    /// <summary>What became of commitments.</summary>
    public IReadOnlyDictionary<string, CommitmentOutcomeRow> Outcomes { get; private set; } = new Dictionary<string, CommitmentOutcomeRow>(StringComparer.Ordinal);

    /// <summary>Commitments that stand.</summary>
    public IReadOnlyList<BriefItem> Commitments { get; private set; } = [];

    /// <summary>What was not stored, why (key of a text) and what was typed.</summary>
    public (string Where, string Problem, string? Text)? Kept { get; private set; }

    /// <summary>Whether politics and remarks about people are shown.</summary>
    public bool Restricted => AccessRules.MayReadRestricted(Viewer, Card);

    /// <summary>Today, for the outcome's day.</summary>
    public string Today => time.GetUtcNow().ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Whether everything is open at once.</summary>
    [BindProperty(SupportsGet = true)]
    public bool All { get; set; }

    /// <summary>Words of the search that led here.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Q { get; set; }

    /// <summary>Shows the newest version, or the one asked for.</summary>
    public async Task<IActionResult> OnGetAsync(string id, int? version, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(id, version, cancellationToken)) return NotFound();
        if (version is null && Viewer.SignedIn)
        {
            var read = await markRead.RunAsync(_read, id, Viewer.Email, Brief.Version, cancellationToken);
            if (read.Before is { } before && await VersionAsync(id, before, cancellationToken) is { } old)
                Since = (before, ReaderStanding.Changed(old, Brief, Language.Of(T.Code)));
        }

        return Page();
    }

    /// <summary>The brief to take along.</summary>
    public async Task<IActionResult> OnGetDownloadAsync(string id, string? format, int? version, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(id, version, cancellationToken)) return NotFound();
        var options = new RenderOptions { IncludeRestricted = Restricted, Language = T.Code };
        var name = $"{id}-v{Brief.Version}";
        return format switch
        {
            "md" => File(System.Text.Encoding.UTF8.GetBytes(renderer.Markdown(Brief, options)), "text/markdown; charset=utf-8", name + ".md"),
            "html" => File(System.Text.Encoding.UTF8.GetBytes(renderer.Html(Brief, options)), "text/html; charset=utf-8", name + ".html"),
            "json" => File(JsonSerializer.SerializeToUtf8Bytes(Restricted ? Brief : MakePublication.WithoutRestricted(Brief), BriefJson.Default.Brief), "application/json", name + ".json"),
            _ => NotFound(),
        };
    }

    /// <summary>Accepts or returns.</summary>
    public async Task<IActionResult> OnPostAcknowledgeAsync(string id, int version, string decision, string requestId, string? reason, string? itemId, string? words, CancellationToken cancellationToken)
    {
        if (await CardAsync(db, id, cancellationToken) is not { } card || !AccessRules.MayAcknowledge(Viewer, card)) return NotFound();
        var problem = await acknowledge.RunAsync(id, new AcknowledgementSaid(version, decision, requestId ?? "") { Reason = reason, ItemId = itemId, Words = words }, Viewer.Email, cancellationToken);
        return await AnswerAsync(id, "ack", problem, words, cancellationToken);
    }

    /// <summary>Asks the seller.</summary>
    public async Task<IActionResult> OnPostAskAsync(string id, string? text, string? itemId, string requestId, CancellationToken cancellationToken)
    {
        if (await CardAsync(db, id, cancellationToken) is not { } card || !AccessRules.MayAcknowledge(Viewer, card)) return NotFound();
        return await AnswerAsync(id, "ask", await questions.AskAsync(id, text, itemId, requestId ?? "", Viewer.Email, cancellationToken), text, cancellationToken);
    }

    /// <summary>Answers delivery.</summary>
    public async Task<IActionResult> OnPostAnswerAsync(string id, string questionId, string? text, string requestId, CancellationToken cancellationToken)
    {
        if (await CardAsync(db, id, cancellationToken) is not { } card || !AccessRules.MayFill(Viewer, card)) return NotFound();
        var saved = await questions.AnswerAsync(id, questionId, text, requestId ?? "", Viewer.Email, cancellationToken);
        return await AnswerAsync(id, questionId, saved.Problem, text, cancellationToken);
    }

    /// <summary>Records what became of a commitment.</summary>
    public async Task<IActionResult> OnPostOutcomeAsync(string id, string itemId, string? outcome, string? on, CancellationToken cancellationToken)
    {
        if (await CardAsync(db, id, cancellationToken) is not { } card || !AccessRules.MayAcknowledge(Viewer, card)) return NotFound();
        return await AnswerAsync(id, "o-" + itemId, await outcomes.RunAsync(id, itemId ?? "", outcome, on, Viewer.Email, cancellationToken), null, cancellationToken);
    }

    /// <summary>First words of an item, for lists.</summary>
    public static string Short(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Length <= 90 ? text : text[..(text.LastIndexOf(' ', 88) is > 40 and var cut ? cut : 88)] + " …";
    }

    private async Task<IActionResult> AnswerAsync(string id, string where, string? problem, string? typed, CancellationToken cancellationToken)
    {
        if (problem is null) return Redirect($"/handoffs/{id}#{where}");
        if (!await LoadAsync(id, null, cancellationToken)) return NotFound();
        Kept = (where, problem, typed);
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }

    private async Task<bool> LoadAsync(string id, int? version, CancellationToken cancellationToken)
    {
        var email = Viewer.Email;
        // Card, text and reader's mark in one question: the page waits for few.
        var found = await (
            from c in db.Set<BriefCardRow>().AsNoTracking()
            where c.HandoffId == id
            from b in db.Set<BriefRow>().Where(b => b.HandoffId == c.HandoffId && b.Version == (version ?? c.Version))
            from r in db.Set<BriefReadRow>().Where(r => r.HandoffId == c.HandoffId && r.Email == email).DefaultIfEmpty()
            select new { Card = c, b.Json, Read = r }).SingleOrDefaultAsync(cancellationToken);
        if (found is null || !AccessRules.MayRead(Viewer, found.Card)) return false;
        (Card, Brief, _read) = (found.Card, JsonSerializer.Deserialize(found.Json, BriefJson.Default.Brief)!, found.Read);
        var html = renderer.HtmlFragment(Brief, new RenderOptions { IncludeRestricted = Restricted, Language = T.Code, Today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime) });
        (Fragment, Contents) = (new HtmlString(FoldBrief.Run(html, All, Q)), FoldBrief.Contents(html));
        Commitments = [.. Brief.Items.Where(i => i is { Kind: "commitment", State: not "dismissed" } && (Restricted || !i.Restricted))];
        Questions = await AskSeller.ListAsync(db, id, Restricted, cancellationToken);
        Outcomes = await db.Set<CommitmentOutcomeRow>().AsNoTracking().Where(o => o.HandoffId == id).ToDictionaryAsync(o => o.ItemId, StringComparer.Ordinal, cancellationToken);
        var said = await db.Set<AcknowledgementRow>().AsNoTracking().Where(a => a.HandoffId == id).OrderBy(a => a.Id).ToListAsync(cancellationToken);
        var accepted = said.LastOrDefault() is { Decision: "accepted" } last && last.Version < Brief.Version ? await VersionAsync(id, last.Version, cancellationToken) : null;
        Standing = ReaderStanding.Of(said, Brief, _ => accepted, Language.Of(T.Code));
        return true;
    }

    private async Task<Brief?> VersionAsync(string id, int version, CancellationToken cancellationToken)
    {
        var json = await db.Set<BriefRow>().AsNoTracking().Where(b => b.HandoffId == id && b.Version == version).Select(b => b.Json).SingleOrDefaultAsync(cancellationToken);
        return json is null ? null : JsonSerializer.Deserialize(json, BriefJson.Default.Brief);
    }
}
