using System.Text.Json;
using HandoffBridge.Stages.Assignments;
using HandoffBridge.Stages.Briefs;
using HandoffBridge.Stages.Forms;
using HandoffBridge.Tests.Support;
using HandoffBridge.Web.Access;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.RazorPages.Infrastructure;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit.Abstractions;

namespace HandoffBridge.Tests.Web.Access;

/// <summary>Every route × every role × own and other deal, against authorization.csv; planted words must come through where they may and nowhere else.</summary>
public sealed class AuthorizationTableTests(ITestOutputHelper output)
{
    private static readonly string Table = Path.Combine(SampleDeals.Root, "tests", "HandoffBridge.Tests", "Web", "Access", "authorization.csv");

    private static readonly IReadOnlyDictionary<string, Viewer?> Viewers = new Dictionary<string, Viewer?>(StringComparer.Ordinal)
    {
        ["ae"] = Person("ae@seller.example", Role.Ae), ["csm"] = Person("csm@seller.example", Role.Csm), ["lead"] = Person("lead@seller.example", Role.Lead), ["revops"] = Person("revops@seller.example", Role.RevOps),
        ["leader"] = Person("leader@seller.example", Role.Leader), ["nobody"] = Person("nobody@seller.example"), ["stranger"] = null,
    };

    [Theory, ClassData(typeof(Engines))]
    public async Task Everybody_gets_what_the_table_says_and_no_planted_word_besides(Engine engine)
    {
        await using var app = await TestApp.StartAsync(engine, configure: b => b.Services.Configure<Microsoft.AspNetCore.Authentication.AuthenticationOptions>(o => o.DefaultChallengeScheme = AccessSetup.Either));
        Deal[] deals = [await PlantAsync(app, "own", "ae@seller.example", "csm@seller.example"), await PlantAsync(app, "other", "other.ae@seller.example", "other.csm@seller.example")];
        var faults = new List<string>();
        var (requests, shown, hidden) = (0, 0, 0);
        foreach (var row in Rows())
        {
            foreach (var (name, viewer) in Viewers)
            {
                for (var i = 0; i < 2; i++)
                {
                    var expected = row.Cells[name].Split('/') is [var own, var other] ? (i == 0 ? own : other) : row.Cells[name];
                    var (status, text) = await AskAsync(app, row, viewer, deals[i]);
                    requests++;
                    if (text.Contains(deals[i].Remark, StringComparison.OrdinalIgnoreCase)) shown++;
                    else hidden++;
                    var actual = status + (text.Contains(deals[i].Name, StringComparison.OrdinalIgnoreCase) ? "a" : "") + (text.Contains(deals[i].Remark, StringComparison.OrdinalIgnoreCase) || text.Contains(deals[i].Whisper, StringComparison.OrdinalIgnoreCase) ? "r" : "");
                    if (actual != expected) faults.Add($"{row.Method} {row.Path} {row.Accept} as {name}, {(i == 0 ? "own" : "other")} deal: expected {expected}, was {actual}");
                    // Whatever is asked about one deal, the other's words never come along where they are not the viewer's.
                    var foreign = deals[1 - i];
                    if (row.Path.Contains("{id}", StringComparison.Ordinal) && (text.Contains(foreign.Name, StringComparison.OrdinalIgnoreCase) || text.Contains(foreign.Remark, StringComparison.OrdinalIgnoreCase))) faults.Add($"{row.Method} {row.Path} as {name}: words of another deal");
                }
            }
        }

        output.WriteLine($"{engine}: {requests} requests, remarks shown {shown} times, not shown {hidden} times, {faults.Count} not as expected");
        faults.ShouldBeEmpty();
        requests.ShouldBeGreaterThanOrEqualTo(400);
        shown.ShouldBeGreaterThan(20, "the positive control");
    }

    [Fact]
    public async Task Every_route_stands_in_the_table()
    {
        await using var app = await TestApp.StartAsync();
        var known = Rows().Select(r => r.Endpoint).ToHashSet(StringComparer.Ordinal);
        var routes = await RoutesAsync(app);
        routes.Except(known).ShouldBeEmpty("write what each role may expect into authorization.csv");
        known.Except(routes).ShouldBeEmpty("these routes are gone; remove their rows");
    }

    private static async Task<IReadOnlySet<string>> RoutesAsync(TestApp app)
    {
        var routes = new HashSet<string>(StringComparer.Ordinal);
        foreach (var endpoint in app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>())
        {
            var path = "/" + endpoint.RoutePattern.RawText!.Trim('/');
            if (endpoint.Metadata.GetMetadata<PageActionDescriptor>() is { } page)
            {
                var compiled = await app.Services.GetRequiredService<PageLoader>().LoadAsync(page, endpoint.Metadata);
                foreach (var handler in compiled.HandlerMethods) routes.Add($"{handler.HttpMethod.ToUpperInvariant()} {path}{(handler.Name is null ? "" : "?handler=" + handler.Name)}");
                if (compiled.HandlerMethods.All(h => h.HttpMethod != "Get")) routes.Add("GET " + path);
            }
            else
            {
                foreach (var method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET"]) routes.Add($"{method} {path}");
            }
        }

        return routes;
    }

    private static async Task<(int Status, string Text)> AskAsync(TestApp app, Row row, Viewer? viewer, Deal deal)
    {
        using var client = viewer is null ? app.Stranger() : app.Client(viewer);
        var path = Fill(row.Path, deal);
        using var request = new HttpRequestMessage(new HttpMethod(row.Method), new Uri(path, UriKind.Relative));
        if (row.Accept.Length > 0) request.Headers.Accept.ParseAdd(row.Accept);
        if (row.Method == "PUT") request.Content = new StringContent(row.Body, System.Text.Encoding.UTF8, "text/csv");
        if (row.Method == "POST")
        {
            var context = new DefaultHttpContext { RequestServices = app.Services, User = viewer is null ? new() : AccessSetup.Principal(viewer, TestSignIn.Named) };
            var tokens = app.Services.GetRequiredService<IAntiforgery>().GetTokens(context);
            var fields = Fill(row.Body, deal).Split('&', StringSplitOptions.RemoveEmptyEntries).Select(f => f.Split('=', 2)).ToDictionary(f => f[0], f => f[1], StringComparer.Ordinal);
            fields[tokens.FormFieldName] = tokens.RequestToken!;
            request.Headers.Add("Cookie", $"{app.Services.GetRequiredService<Microsoft.Extensions.Options.IOptions<AntiforgeryOptions>>().Value.Cookie.Name}={tokens.CookieToken}");
            request.Content = new FormUrlEncodedContent(fields);
        }

        using var response = await client.SendAsync(request);
        var headers = string.Join('\n', response.Headers.Concat(response.Content.Headers).Select(h => $"{h.Key}: {string.Join(',', h.Value)}"));
        return ((int)response.StatusCode, headers + System.Net.WebUtility.HtmlDecode(await response.Content.ReadAsStringAsync()));
    }

    private static string Fill(string text, Deal deal) =>
        text.Replace("{id}", deal.Id, StringComparison.Ordinal).Replace("{word}", deal.Word, StringComparison.Ordinal).Replace("{remark}", deal.RemarkWord, StringComparison.Ordinal).Replace("{deal}", deal.DealId, StringComparison.Ordinal);

    /// <summary>A deal with planted words: in the customer's name, in a restricted remark of the trail, and in one the AE added.</summary>
    private static async Task<Deal> PlantAsync(TestApp app, string which, string owner, string csm)
    {
        var deal = new Deal($"D-{which}", $"zqname{which}", $"freight{which}", $"zqremark{which}", $"sidelong{which}", $"zqwhisper{which}") { Id = "" };
        app.Drop(which + ".json", DealBuilder.Deal(deal.DealId, $"{deal.Name} {deal.Word}")
            .With(f => f["deal"]!["owner"]!["email"] = owner)
            .With(DealBuilder.Document("N-9", "note", "seller", "Dana Ruiz", "2026-10-15T09:30:00Z", $"Priya is our champion and pushes the project inside, but her boss Tom Zeller is against us ({deal.Remark}) and will try to block it, a {deal.RemarkWord} matter."))
            .Json());
        await app.SettleAsync();
        await using var db = app.Db();
        var id = await db.Set<BriefCardRow>().Where(c => c.OwnerEmail == owner).Select(c => c.HandoffId).SingleAsync();
        var save = app.Get<SaveForm>();
        (await save.RunAsync(id, new FormSave("form", "add", $"add-{which}-0001") { Kind = "politics", Text = which == "own" ? $"Tom Zeller {deal.Whisper} talks badly about the project with everybody." : $"Anna Voss {deal.Whisper} wanted the competitor and still says so in their weekly round." }, owner, CancellationToken.None)).Problem.ShouldBeNull();
        (await save.RunAsync(id, new FormSave("form", "override", $"override-{which}-1") { Reason = $"The owner of {which} has left the company last week." }, "lead@seller.example", CancellationToken.None)).Problem.ShouldBeNull();
        await app.Get<AssignHandoffs>().AssignAsync(id, csm, "lead@seller.example", CancellationToken.None);
        await app.SettleAsync();
        var newest = await db.Set<BriefRow>().AsNoTracking().Where(b => b.HandoffId == id).OrderByDescending(b => b.Version).FirstAsync();
        var brief = JsonSerializer.Deserialize(newest.Json, BriefJson.Default.Brief)!;
        brief.Version.ShouldBe(2);
        brief.Items.ShouldContain(i => i.Restricted && i.Text.Contains(deal.Whisper));
        brief.Items.ShouldContain(i => i.Restricted && i.Proofs.Any(p => p.Quote.Contains(deal.Remark)));
        brief.Items.ShouldNotContain(i => !i.Restricted && i.Proofs.Any(p => p.Quote.Contains(deal.Remark)));
        return deal with { Id = id };
    }

    private static List<Row> Rows()
    {
        var lines = File.ReadAllLines(Table).Where(l => l.Length > 0 && l[0] != '#').ToList();
        var names = lines[0].Split(';');
        return [.. lines.Skip(1).Select(l => l.Split(';')).Select(c => new Row(c[0], c[0].Split(' ')[0], c[1], c[2], c[3], names.Skip(4).Zip(c.Skip(4)).ToDictionary(p => p.First, p => p.Second, StringComparer.Ordinal)))];
    }

    private static Viewer Person(string email, params Role[] roles) => new(email, email.Split('@')[0], roles.ToHashSet());

    private sealed record Row(string Endpoint, string Method, string Path, string Accept, string Body, IReadOnlyDictionary<string, string> Cells);

    private sealed record Deal(string DealId, string Name, string Word, string Remark, string RemarkWord, string Whisper)
    {
        public required string Id { get; init; }
    }
}
