using System.Text.Json;
using HandoffBridge.Extraction.Deals;
using HandoffBridge.Extraction.Texts;
using HandoffBridge.Stages.Briefs;
using HandoffBridge.Stages.Deals;
using HandoffBridge.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace HandoffBridge.Tests.Stages;

/// <summary>Bad and hostile deals through the whole path: a clear finding or a brief, and the others unharmed.</summary>
public sealed class HostileDealTests
{
    public static TheoryData<string, string> Poison => new()
    {
        { "10 MB of HTML", "<p>" + string.Concat(Enumerable.Repeat("We will send <b>nothing</b> &amp; more. ", 270_000)) + "</p>" },
        { "50,000 nested tags", string.Concat(Enumerable.Repeat("<div>", 50_000)) + "We will train ten users by 1 December." },
        { "an unclosed comment", "We will train ten users. <!--" + new string('x', 2_000_000) },
        { "control characters", "We will\0 train\u202e ten\u200b users by\ufeff 1 December." },
        { "templates and macros", "{{password}} {{{x}}} {{#each this}} {{> /etc/passwd}} ${7*7} @Model =HYPERLINK(1) we will train ten users by 1 December." },
        { "script", "<script>alert(1)</script><img src=x onerror=alert(1)>We will train ten users by 1 December <a href=\"javascript:alert(1)\">here</a>." },
    };

    [Theory, MemberData(nameof(Poison))]
    public async Task A_hostile_document_gives_a_brief_whose_quotes_are_verbatim(string name, string html)
    {
        await using var app = await TestApp.StartAsync();
        app.Drop("bad.json", DealBuilder.Deal("D-bad").With(DealBuilder.Document("X-1", "note", "seller", "Dana Ruiz", "2026-10-21T10:00:00Z", html, "html")).Json());
        app.Drop("good.json", DealBuilder.Deal("D-good").Json());
        await app.SettleAsync();
        await using var db = app.Db();
        (await db.Set<BriefRow>().CountAsync()).ShouldBe(2, name);
        var texts = DealFileReader.Read(File.ReadAllBytes(Path.Combine(app.Deals, "bad.json"))).Deal!.Documents.ToDictionary(d => d.Id, VisibleText.Of);
        var brief = JsonSerializer.Deserialize((await db.Set<BriefRow>().SingleAsync(b => b.HandoffId == DealRow.IdOf(new("folder", "D-bad")))).Json, BriefJson.Default.Brief)!;
        foreach (var proof in brief.Items.SelectMany(i => i.Proofs)) texts[proof.DocumentId].Substring(proof.Start, proof.Quote.Length).ShouldBe(proof.Quote);
        var page = await app.Client().GetStringAsync($"/handoffs/{brief.HandoffId}");
        page.ShouldNotContain("<script>alert");
        page.ShouldNotContain("onerror=alert(1)>");
        page.ShouldNotContain("href=\"javascript:");
    }

    [Fact]
    public async Task Each_defect_is_named_and_the_sound_deal_goes_on()
    {
        await using var app = await TestApp.StartAsync();
        Old(app.Drop("1.json", DealBuilder.Deal("D-1").With(f => f["deal"]!.AsObject().Remove("wonAt")).Json()));
        Old(app.Drop("2.json", DealBuilder.Deal("D-2").With(f => f["documents"]![1]!["id"] = "N-1").Json()));
        Old(app.Drop("3.json", DealBuilder.Deal("D-3").With(f => f["deal"]!["kind"] = "gift").Json()));
        Old(app.Drop("4.json", DealBuilder.Deal("D-4").With(f => f["documents"]![0]!["at"] = "2031-01-01T00:00:00Z").Json()));
        Old(app.Drop("5.json", DealBuilder.Deal("D-5").Json()));
        Old(app.Drop("6.json", DealBuilder.Deal("D-5").Json()));
        await app.SettleAsync();
        await using var db = app.Db();
        var findings = (await db.Set<SourceFindingRow>().OrderBy(f => f.Place).ToListAsync()).Select(f => $"{f.Place} {f.Field}: {f.Message}");
        findings.ShouldBe([
            "1.json deal.wonAt: is missing; add it.",
            "2.json documents[1].id: \"N-1\" is also the id of documents[0]; give the two documents ids of their own.",
            "3.json deal.kind: \"gift\" is not known; write one of new, expansion, renewal.",
            "4.json documents[0].at: lies in the future; dates such as \"by Friday\" are reckoned from it, so correct it in the file.",
            "6.json deal.id: \"D-5\" is also the deal of 5.json; remove one of the two files.",
        ]);
        (await db.Set<BriefRow>().Select(b => b.HandoffId).ToListAsync()).Order().ShouldBe(new[] { DealRow.IdOf(new("folder", "D-4")), DealRow.IdOf(new("folder", "D-5")) }.Order());
    }

    private static void Old(string path) => File.SetLastWriteTimeUtc(path, new DateTime(2026, 11, 2, 8, 0, 0, DateTimeKind.Utc));
}
