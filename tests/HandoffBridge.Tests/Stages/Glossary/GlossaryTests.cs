using HandoffBridge.Stages.Glossary;
using HandoffBridge.Stages.Reviews;
using HandoffBridge.Stages.Roadmap;
using HandoffBridge.Tests.Support;
using HandoffBridge.Web.Access;

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
}
