using HandoffBridge.BrowserTests.Support;
using HandoffBridge.Stages.Forms;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;

namespace HandoffBridge.BrowserTests;

/// <summary>The seller's form in a real browser.</summary>
[Collection(Browsing.Name)]
public sealed class FormTests(BrowserApp app)
{
    [Fact]
    public async Task A_seller_finishes_the_form_of_a_nine_document_deal_in_25_interactions_and_5_questions()
    {
        var id = await app.HandoffAsync("Finish Line Ferries");
        var page = await app.PageAsync(BrowserApp.Seller, phone: true);
        await page.GotoAsync($"/handoffs/{id}/form");
        var interactions = 0;
        var brief = await app.BriefAsync(id);
        brief.OpenQuestions.Count.ShouldBeLessThanOrEqualTo(5);
        foreach (var value in await page.Locator("[data-all]:visible").EvaluateAllAsync<string[]>("all => all.map(b => b.value)"))
        {
            await page.Locator($"[value='{value}']").ClickAsync();
            interactions++;
        }

        foreach (var select in await page.Locator("select[data-save=dispose]").AllAsync())
        {
            await select.SelectOptionAsync("goodwill");
            interactions++;
        }

        foreach (var (question, number) in brief.OpenQuestions.Select((q, i) => (q, i)))
        {
            await page.Locator($"#a-{question.Id}").FillAsync($"Answer {number} of the seller: the harbour master decides on the fourth of May.");
            interactions++;
        }

        await page.GetByRole(AriaRole.Button, new() { Name = "Hand in", Exact = true }).ClickAsync();
        interactions++;
        await page.Locator(".note.good").First.WaitForAsync();
        Console.WriteLine($"interactions: {interactions}, questions: {brief.OpenQuestions.Count}, items: {brief.Items.Count}");
        interactions.ShouldBeLessThanOrEqualTo(25);
        await app.SettleAsync();
        var second = await app.BriefAsync(id);
        second.Status.ShouldBe("confirmed");
        second.Version.ShouldBe(2);
        second.Items.ShouldAllBe(i => i.State == "confirmed");
        second.OpenQuestions.ShouldAllBe(q => q.Answer != null);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task With_script_off_a_tap_saves_also_what_was_typed_elsewhere()
    {
        var id = await app.HandoffAsync("Scriptless Shipping");
        var brief = await app.BriefAsync(id);
        var page = await app.PageAsync(BrowserApp.Seller, script: false);
        await page.GotoAsync($"/handoffs/{id}/form");
        var question = brief.OpenQuestions[0].Id;
        await page.Locator($"#a-{question}").FillAsync("The board wants every crossing on time by June.");
        var item = brief.Items.First(i => i.Kind == "need");
        await page.Locator($"#i-{item.Id} button[data-key=c]").ClickAsync();
        (await page.Locator($"#i-{item.Id} .verdict").InnerTextAsync()).ShouldBe("confirmed");
        (await page.Locator($"#a-{question}").InputValueAsync()).ShouldBe("The board wants every crossing on time by June.");
        await page.Locator($"#a-{question}").FillAsync("n/a");
        await page.Locator($"#i-{question} button").ClickAsync();
        (await page.Locator($"#i-{question} .problem").InnerTextAsync()).ShouldContain("says too little");
        (await page.Locator($"#a-{question}").InputValueAsync()).ShouldBe("n/a");
        await using var db = app.Db();
        (await db.Set<FormEntryRow>().Where(e => e.HandoffId == id).Select(e => e.Action).ToListAsync()).ShouldBe(["answer", "confirm"], ignoreOrder: true);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task The_keys_work_on_the_focused_suggestion_and_undo_takes_back()
    {
        var id = await app.HandoffAsync("Keyboard Quays");
        var page = await app.PageAsync(BrowserApp.Seller);
        await page.GotoAsync($"/handoffs/{id}/form");
        var articles = page.Locator("article[data-item]");
        await articles.First.FocusAsync();
        await page.Keyboard.PressAsync("c");
        await articles.First.Locator(".verdict").WaitForAsync();
        (await articles.Nth(1).EvaluateAsync<bool>("e => e === document.activeElement")).ShouldBeTrue();
        await page.Keyboard.PressAsync("k");
        await page.Keyboard.PressAsync("u");
        await articles.First.Locator(".verdict").WaitForAsync(new() { State = WaitForSelectorState.Hidden });
        await page.Keyboard.PressAsync("e");
        await page.Keyboard.PressAsync("Control+A");
        await page.Keyboard.TypeAsync("We said we would look at it, and no more.");
        await page.Keyboard.PressAsync("Tab");
        await articles.First.Locator(".verdict").WaitForAsync();
        (await articles.First.Locator(".words").InnerTextAsync()).ShouldBe("We said we would look at it, and no more.");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task What_is_said_without_a_connection_is_saved_once_when_it_is_back()
    {
        var id = await app.HandoffAsync("Dead Reckoning Lines");
        var brief = await app.BriefAsync(id);
        var page = await app.PageAsync(BrowserApp.Seller);
        await page.GotoAsync($"/handoffs/{id}/form");
        await page.Context.SetOfflineAsync(true);
        var question = brief.OpenQuestions[0].Id;
        await page.Locator($"#a-{question}").FillAsync("Two ferries sail with the old timetable until June.");
        await page.Locator("article[data-item] button[data-key=c]").First.ClickAsync();
        (await page.Locator("#form-line").InnerTextAsync()).ShouldContain("No connection");
        await page.Context.SetOfflineAsync(false);
        await page.ReloadAsync();
        await page.Locator($"#i-{question} .said:has-text('saved')").WaitForAsync();
        await page.Locator("article .verdict:visible").First.WaitForAsync();
        await page.ReloadAsync();
        await using var db = app.Db();
        (await db.Set<FormEntryRow>().CountAsync(e => e.HandoffId == id)).ShouldBe(2);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Two_at_once_lose_no_words()
    {
        var id = await app.HandoffAsync("Two Hands Towage");
        var brief = await app.BriefAsync(id);
        var question = brief.OpenQuestions[0].Id;
        var first = await app.PageAsync(BrowserApp.Seller, script: false);
        await first.GotoAsync($"/handoffs/{id}/form");
        await first.Locator("details:has(#delegate) summary").ClickAsync();
        await first.Locator("#delegate").FillAsync(BrowserApp.Colleague.Email);
        await first.Locator("button[value='delegate|']").ClickAsync();
        var second = await app.PageAsync(BrowserApp.Colleague, script: false);
        await second.GotoAsync($"/handoffs/{id}/form");
        await first.Locator($"#a-{question}").FillAsync("The seller says that the harbour decides.");
        await first.Locator($"#i-{question} button").ClickAsync();
        await second.Locator($"#a-{question}").FillAsync("The engineer says that the captain decides.");
        await second.Locator($"#i-{question} button").ClickAsync();
        (await second.Locator($"#a-{question}").InputValueAsync()).ShouldBe("The engineer says that the captain decides.");
        (await second.Locator($"#i-{question}").InnerTextAsync()).ShouldContain("The seller says that the harbour decides.");
        await first.Context.CloseAsync();
        await second.Context.CloseAsync();
    }
}
