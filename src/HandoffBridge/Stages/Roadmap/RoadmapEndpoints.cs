using HandoffBridge.Data;
using HandoffBridge.Stages.StandardDeals;
using HandoffBridge.Web;
using HandoffBridge.Web.Access;
using Microsoft.EntityFrameworkCore;

namespace HandoffBridge.Stages.Roadmap;

/// <summary>The register for scripts: read it, bring it.</summary>
public static class RoadmapEndpoints
{
    private const int MaxFile = 4 << 20;

    /// <summary>Maps the API and the export.</summary>
    public static void MapRoadmap(this IEndpointRouteBuilder app)
    {
        app.MapGet("/api/v1/roadmap", GetAsync).WithSummary("The roadmap register.");
        app.MapPut("/api/v1/roadmap", PutAsync).WithSummary("Brings features as JSON or CSV: those of the same name are changed, others added, none removed.").Accepts<RoadmapRegister>("application/json", "text/csv").DisableAntiforgery();
        app.MapGet("/roadmap/export.csv", ExportAsync).ExcludeFromDescription();
    }

    private static async Task<IResult> GetAsync(IDbContextFactory<BridgeDb> contexts, CancellationToken cancellationToken)
    {
        await using var db = contexts.CreateDbContext();
        return Results.Json(new RoadmapRegister(await StoredRegister.FeaturesAsync(db, cancellationToken)), RoadmapJson.Default.RoadmapRegister);
    }

    private static async Task<IResult> PutAsync(HttpContext context, ChangeRegister change, CancellationToken cancellationToken)
    {
        var viewer = Viewer.Of(context.User);
        if (!AccessRules.MayDefine(viewer)) return Results.Problem("There is no register for you to change.", statusCode: 404);
        if (context.Request.ContentLength > MaxFile) return Results.Problem("The register is larger than 4 MB; bring it in parts.", statusCode: 413);
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, cancellationToken);
        var (features, problem) = ReadRegister.Of(body.ToArray());
        var texts = UiTexts.Of(System.Globalization.CultureInfo.InvariantCulture);
        if (problem is not null) return Results.Problem(problem.Say(texts), statusCode: 400);
        var changed = await change.RunAsync([.. features.Select(f => new FeatureChange(null, f))], viewer.Email, null, cancellationToken);
        return changed.Problem is { } fault ? Results.Problem(fault.Say(texts), statusCode: 400) : Results.Ok(new { changed.Added, changed.Changed, changed.Rechecked });
    }

    private static async Task<IResult> ExportAsync(HttpContext context, IDbContextFactory<BridgeDb> contexts, CancellationToken cancellationToken)
    {
        if (!AccessRules.MayReadDefinitions(Viewer.Of(context.User))) return Results.NotFound();
        await using var db = contexts.CreateDbContext();
        context.Response.Headers.ContentDisposition = "attachment; filename=\"roadmap.csv\"";
        return Results.Text(ReadRegister.Write(await StoredRegister.FeaturesAsync(db, cancellationToken)), "text/csv; charset=utf-8");
    }
}
