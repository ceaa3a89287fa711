using System.Text.Json;
using HandoffBridge.Data;
using HandoffBridge.Stages.Briefs;
using HandoffBridge.Stages.Publications;
using HandoffBridge.Web.Access;
using Microsoft.EntityFrameworkCore;

namespace HandoffBridge.Web;

/// <summary>The JSON API.</summary>
public static class Api
{
    /// <summary>Rows on one page of a list.</summary>
    private const int PageSize = 50;

    /// <summary>Maps /api/v1.</summary>
    public static void MapApi(this WebApplication app)
    {
        var api = app.MapGroup("/api/v1");
        api.MapGet("/handoffs", ListAsync).WithSummary("Handoffs, newest win first; pass the answer's cursor on for the next page.");
        api.MapGet("/handoffs/{id}", ShowAsync).WithSummary("One handoff's card.");
        api.MapGet("/handoffs/{id}/brief", BriefAsync).WithSummary("The newest brief: JSON, or Markdown or HTML by the Accept header.");
    }

    private static async Task<IResult> ListAsync(HttpContext context, IDbContextFactory<BridgeDb> contexts, string? status, string? owner, DateTimeOffset? since, string? cursor, CancellationToken cancellationToken)
    {
        await using var db = contexts.CreateDbContext();
        var query = db.Set<BriefCardRow>().AsNoTracking().Where(AccessRules.Visible(Viewer.Of(context.User)));
        if (status is not null) query = query.Where(c => c.Status == status);
        if (owner is not null)
        {
            var lower = owner.ToLowerInvariant();
            query = query.Where(c => c.OwnerEmail == lower);
        }

        if (since is { } s) query = query.Where(c => c.UpdatedAt >= s);
        if (Cursor.Read(cursor) is { } after)
        {
            var (at, id) = after;
            query = query.Where(c => c.WonAt < at || (c.WonAt == at && c.HandoffId.CompareTo(id) > 0));
        }
        else if (cursor is not null)
        {
            return Results.Problem("cursor is not one that this API gave; leave it out to start at the first page.", statusCode: 400);
        }

        var rows = await query.OrderByDescending(c => c.WonAt).ThenBy(c => c.HandoffId).Take(PageSize + 1).ToListAsync(cancellationToken);
        var next = rows.Count > PageSize ? Cursor.Write(rows[PageSize - 1].WonAt, rows[PageSize - 1].HandoffId) : null;
        return Results.Ok(new HandoffPage([.. rows.Take(PageSize).Select(HandoffCard.Of)], next));
    }

    private static async Task<IResult> ShowAsync(HttpContext context, IDbContextFactory<BridgeDb> contexts, string id, CancellationToken cancellationToken)
    {
        await using var db = contexts.CreateDbContext();
        var row = await db.Set<BriefCardRow>().AsNoTracking().SingleOrDefaultAsync(c => c.HandoffId == id, cancellationToken);
        return row is null || !AccessRules.MayRead(Viewer.Of(context.User), row) ? Missing(id) : Results.Ok(HandoffCard.Of(row));
    }

    private static async Task<IResult> BriefAsync(HttpContext context, IDbContextFactory<BridgeDb> contexts, BriefRenderer renderer, string id, CancellationToken cancellationToken)
    {
        await using var db = contexts.CreateDbContext();
        var viewer = Viewer.Of(context.User);
        var card = await db.Set<BriefCardRow>().AsNoTracking().SingleOrDefaultAsync(c => c.HandoffId == id, cancellationToken);
        if (card is null || !AccessRules.MayRead(viewer, card)) return Missing(id);
        var restricted = AccessRules.MayReadRestricted(viewer, card);
        var row = await db.Set<BriefRow>().AsNoTracking().Where(b => b.HandoffId == id).OrderByDescending(b => b.Version).FirstOrDefaultAsync(cancellationToken);
        if (row is null) return Missing(id);
        var accept = context.Request.Headers.Accept.ToString();
        var brief = JsonSerializer.Deserialize(row.Json, BriefJson.Default.Brief)!;
        if (accept.Contains("text/markdown", StringComparison.OrdinalIgnoreCase)) return Results.Text(renderer.Markdown(brief, new RenderOptions { IncludeRestricted = restricted }), "text/markdown; charset=utf-8");
        if (accept.Contains("text/html", StringComparison.OrdinalIgnoreCase)) return Results.Text(renderer.Html(brief, new RenderOptions { IncludeRestricted = restricted }), "text/html; charset=utf-8");
        return Results.Text(restricted ? row.Json : JsonSerializer.Serialize(MakePublication.WithoutRestricted(brief), BriefJson.Default.Brief), "application/json; charset=utf-8");
    }

    private static IResult Missing(string id) => Results.Problem($"There is no handoff {id}.", statusCode: 404);
}

/// <summary>A page of handoffs.</summary>
public sealed record HandoffPage(IReadOnlyList<HandoffCard> Handoffs, string? Cursor);

/// <summary>A handoff in lists.</summary>
public sealed record HandoffCard(
    string Id, int Version, string Status, string Deal, string Account, string? Owner, string? Csm, decimal? Amount, string? Currency,
    DateTimeOffset WonAt, int Readiness, int Unscoped, int OpenQuestions, string? NextDue, string Summary, DateTimeOffset UpdatedAt)
{
    internal static HandoffCard Of(BriefCardRow c) => new(
        c.HandoffId, c.Version, c.Status, c.DealName, c.AccountName, c.OwnerEmail, c.CsmEmail, c.Amount, c.Currency, c.WonAt, c.Readiness, c.Unscoped, c.OpenQuestions, c.NextDue, c.Summary, c.UpdatedAt);
}

/// <summary>A place in a list: where the last page ended.</summary>
public static class Cursor
{
    /// <summary>Writes a place.</summary>
    public static string Write(DateTimeOffset at, string id) =>
        Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes($"{at.UtcTicks}|{id}")).TrimEnd('=').Replace('+', '-').Replace('/', '_');

    /// <summary>Reads a place; null where it is none.</summary>
    public static (DateTimeOffset At, string Id)? Read(string? cursor)
    {
        if (cursor is null) return null;
        try
        {
            var padded = cursor.Replace('-', '+').Replace('_', '/');
            var text = System.Text.Encoding.UTF8.GetString(Convert.FromBase64String(padded.PadRight((padded.Length + 3) / 4 * 4, '=')));
            var cut = text.IndexOf('|', StringComparison.Ordinal);
            return cut > 0 && long.TryParse(text.AsSpan(0, cut), System.Globalization.CultureInfo.InvariantCulture, out var ticks) && ticks is > 0 and < 3155378975999999999
                ? (new DateTimeOffset(ticks, TimeSpan.Zero), text[(cut + 1)..]) : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
