using HandoffBridge.Stages.Glossary;
using HandoffBridge.Stages.Reviews;
using HandoffBridge.Stages.Roadmap;
using HandoffBridge.Tests.Support;
using HandoffBridge.Web.Access;
using Microsoft.EntityFrameworkCore;

namespace HandoffBridge.Tests.Stages.Glossary;

/// <summary>One agreed meaning for every term and number.</summary>
public sealed class GlossaryTests
{
    [Theory]
    [InlineData("en")]
    [InlineData("de")]
    public void Every_number_and_every_status_has_its_entry_with_owner_and_date(string language)
    {
        var entries = ReadGlossary.Shipped(language).ToDictionary(e => e.Key, StringComparer.Ordinal);
        foreach (var key in ReviewNumber.All.Select(n => n.Key).Append("structures"))
        {
            entries.ShouldContainKey(key);
            entries[key].Formula.ShouldNotBeNullOrWhiteSpace(key);
        }

        foreach (var status in RoadmapRegister.Statuses) entries.ShouldContainKey(status.Replace(' ', '-'));
        foreach (var word in new[] { "unconfirmed", "confirmed", "overdue", "retracted", "scoped", "unscoped", "contradicts" }) entries.ShouldContainKey(word);
        entries.Values.ShouldAllBe(e => e.Owner.Length > 0 && e.Definition.Length > 0 && e.Date.Year > 2000);
        entries.Keys.ShouldBe(ReadGlossary.Shipped("en").Select(e => e.Key), ignoreOrder: true);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_change_is_the_next_version_with_who_and_why_and_the_old_one_stays(Engine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        var shipped = ReadGlossary.Shipped("en").Single(e => e.Key == "broken");
        (await app.Get<ChangeEntry>().RunAsync(shipped with { Definition = "Not delivered." }, "shorter", "ops@seller.example", CancellationToken.None)).ShouldBeNull();
        await using var db = app.Db();
        var versions = (await ReadGlossary.AllAsync(db, "en", CancellationToken.None)).Single(v => v[0].Key == "broken");
        versions.Select(v => v.Version).ShouldBe([2, 1]);
        (versions[0].Definition, versions[0].By, versions[0].Why, versions[0].Date).ShouldBe(("Not delivered.", "ops@seller.example", "shorter", DateOnly.FromDateTime(app.Clock.GetUtcNow().UtcDateTime)));
        versions[1].Definition.ShouldBe(shipped.Definition);
        // Whoever read version 1 does not overwrite version 2.
        (await app.Get<ChangeEntry>().RunAsync(shipped with { Definition = "Other." }, "mine", "x", CancellationToken.None))!.Key.ShouldBe("glossary.changed-meanwhile");
        (await app.Get<ChangeEntry>().RunAsync(shipped with { Definition = "Other.", Version = 2 }, " ", "x", CancellationToken.None))!.Key.ShouldBe("glossary.no-why");
        var page = await app.Client(new("a@seller.example", "A", new HashSet<Role> { Role.Ae })).GetStringAsync("/glossary");
        page.ShouldContain("Not delivered.");
        page.ShouldContain("id=\"broken\"");
        page.ShouldNotContain("<textarea");
    }

    [Fact]
    public async Task A_change_without_its_entry_is_told_in_one_sentence_and_stores_nothing()
    {
        await using var app = await TestApp.StartAsync();
        var client = app.Client(new("ops@seller.example", "Ops", new HashSet<Role> { Role.RevOps }));
        using var page = await client.GetAsync("/glossary");
        var token = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(await page.Content.ReadAsStringAsync()).QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        using var post = new HttpRequestMessage(HttpMethod.Post, new Uri("/glossary", UriKind.Relative))
        {
            Content = new FormUrlEncodedContent([new("version", "1"), new("name", "Broken"), new("definition", "Not delivered."), new("owner", "Lead"), new("why", "shorter"), new("__RequestVerificationToken", token)]),
        };
        post.Headers.Add("Cookie", string.Join("; ", page.Headers.GetValues("Set-Cookie").Select(c => c.Split(';')[0])));
        using var answer = await client.SendAsync(post);
        answer.StatusCode.ShouldBe(System.Net.HttpStatusCode.BadRequest);
        (await answer.Content.ReadAsStringAsync()).ShouldContain("Nothing was stored, because the form did not name the entry; open the entry on this page and change it there.");
        await using var db = app.Db();
        (await db.Set<GlossaryRow>().CountAsync()).ShouldBe(0);
    }
}
