using System.Text.Json;
using HandoffBridge.Stages.Briefs;
using HandoffBridge.Stages.Letters;
using HandoffBridge.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace HandoffBridge.Tests.Stages.Letters;

/// <summary>The customer's letter: edited, approved word by word, and tight.</summary>
public sealed class LetterTests
{
    [Theory, MemberData(nameof(SampleDeals.Names), MemberType = typeof(SampleDeals))]
    public void Nothing_planted_in_what_is_restricted_gets_into_the_letter(string name)
    {
        var brief = SampleDeals.Brief(name);
        var canaries = 0;
        string Canary() => $"canary-{++canaries}-zq";
        // Everything that has no place in the letter, and every restricted item of a kind that has, carries a canary.
        var planted = brief with
        {
            Summary = brief.Summary + Canary(),
            Items = [.. brief.Items.Select(i => i.Restricted || i.Kind is "politics" or "risk" or "roadmap" or "deal_term" ? Planted(i) : i), .. brief.Items.Where(i => i.Kind is "need" or "urgency" or "customer_commitment").Select(i => Planted(i) with { Restricted = true })],
            People = [.. brief.People.Select(p => p with { Title = Canary() })],
            OpenQuestions = [.. brief.OpenQuestions.Select(q => q with { Answer = Canary() })],
            Remarks = [Canary()],
        };
        var renderer = new BriefRenderer(new BriefTemplates("none", TimeProvider.System));
        var letter = Letter.Of(planted, null, null);
        canaries.ShouldBeGreaterThan(5);
        foreach (var text in new[] { renderer.Markdown(letter.Heard), renderer.Html(letter.Heard), JsonSerializer.Serialize(letter.Entries) }) text.ShouldNotContain("canary-");
        // The control: the brief that may hold them does.
        renderer.Markdown(planted, new RenderOptions { IncludeRestricted = true }).ShouldContain("canary-");

        BriefItem Planted(BriefItem i) => i with { Text = i.Text + " " + Canary(), Proofs = [.. i.Proofs.Select(p => p with { Quote = p.Quote + " " + Canary(), Side = "customer" })] };
    }

    [Fact]
    public void A_restricted_remark_put_back_by_hand_is_recognised()
    {
        var brief = SampleDeals.Brief("kestrel-ferries");
        var remark = brief.Items.First(i => i.Restricted && i.Text.Split(' ').Length > 7).Text;
        Letter.Betrays(brief, "As we noted: " + remark.ToUpperInvariant()).ShouldBeTrue();
        Letter.Betrays(brief, string.Join(' ', remark.Split(' ').Take(3)) + " and nothing else").ShouldBeFalse();
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task An_approval_holds_for_exactly_the_words_that_were_shown(Engine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        app.Drop("a.json", File.ReadAllText(Path.Combine(SampleDeals.Directory, "deals", "kestrel-ferries.json")));
        await app.SettleAsync();
        var (id, brief) = await OnlyAsync(app);
        var edit = app.Get<EditLetter>();
        var client = app.Client();
        (await client.GetAsync($"/handoffs/{id}/what-we-heard?handler=Download&format=md")).StatusCode.ShouldBe(System.Net.HttpStatusCode.NotFound);
        var letter = Letter.Of(brief, null, null);
        (await edit.ApproveAsync(id, "other words", letter, "a@b.example", CancellationToken.None)).ShouldBe("heard.changed");
        (await edit.ApproveAsync(id, letter.Hash, letter, "a@b.example", CancellationToken.None)).ShouldBeNull();
        (await client.GetStringAsync($"/handoffs/{id}/what-we-heard?handler=Download&format=md")).ShouldContain(brief.Account.Name);
        var (first, second) = (letter.Entries[0].Key, letter.Entries[1].Key);
        await Task.WhenAll(
            edit.SaveAsync(id, brief, new Dictionary<string, LetterEdit>(StringComparer.Ordinal) { [first] = new("Crews know their shift the day before.", false) }, "a@b.example", CancellationToken.None),
            edit.SaveAsync(id, brief, new Dictionary<string, LetterEdit>(StringComparer.Ordinal) { [second] = new(null, true) }, "c@b.example", CancellationToken.None));
        (await client.GetAsync($"/handoffs/{id}/what-we-heard?handler=Download&format=md")).StatusCode.ShouldBe(System.Net.HttpStatusCode.NotFound);
        await using var db = app.Db();
        var edited = Letter.Of(brief, null, await db.Set<LetterRow>().SingleAsync());
        edited.Entries[0].Text.ShouldBe("Crews know their shift the day before.");
        edited.Entries[1].Hidden.ShouldBeTrue();
        var html = app.Services.GetRequiredService<BriefRenderer>().Html(edited.Heard);
        html.ShouldContain("Crews know their shift the day before.");
        html.ShouldNotContain("“Crews know");
    }

    private static async Task<(string Id, Brief Brief)> OnlyAsync(TestApp app)
    {
        await using var db = app.Db();
        var row = await db.Set<BriefRow>().SingleAsync();
        return (row.HandoffId, JsonSerializer.Deserialize(row.Json, BriefJson.Default.Brief)!);
    }
}
