using HandoffBridge.BrowserTests.Support;
using HandoffBridge.Stages.Acknowledgements;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;

namespace HandoffBridge.BrowserTests;

/// <summary>The reader in a real browser.</summary>
[Collection(Browsing.Name)]
public sealed class ReaderTests(BrowserApp app)
{
    [Fact]
    public async Task A_csm_finds_a_promise_by_search_and_accepts()
    {
        var id = await app.HandoffAsync("Needle Navigation");
        var promise = (await app.BriefAsync(id)).Items.First(i => i.Kind == "commitment" && i.Text.Length > 20);
        var page = await app.PageAsync(BrowserApp.Csm);
        await page.GotoAsync("/handoffs");
        await page.Locator("#q").FillAsync("needle " + string.Join(' ', promise.Text.Split(' ').Where(w => w.All(char.IsLetter)).Take(3)));
        await page.Keyboard.PressAsync("Enter");
        await page.GetByRole(AriaRole.Link, new() { Name = "Needle Navigation" }).ClickAsync();
        (await page.Locator($"#item-{promise.Id}").IsVisibleAsync()).ShouldBeTrue();
        (await page.Locator("mark").CountAsync()).ShouldBeGreaterThan(0);
        await page.GetByRole(AriaRole.Button, new() { Name = "Accept the handoff" }).ClickAsync();
        (await page.Locator(".standing").InnerTextAsync()).ShouldContain("accepted");
        await using var db = app.Db();
        (await db.Set<AcknowledgementRow>().SingleAsync(a => a.HandoffId == id)).Decision.ShouldBe("accepted");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Delivery_asks_the_seller_answers_and_only_the_change_asks_again()
    {
        var id = await app.HandoffAsync("Question Mark Marine");
        var reader = await app.PageAsync(BrowserApp.Csm);
        await reader.GotoAsync($"/handoffs/{id}");
        await reader.GetByRole(AriaRole.Button, new() { Name = "Accept the handoff" }).ClickAsync();
        await reader.GetByText("Ask a question").ClickAsync();
        await reader.Locator("#ask-text").FillAsync("Which of the two harbours goes live first?");
        await reader.GetByRole(AriaRole.Button, new() { Name = "Ask", Exact = true }).ClickAsync();
        var seller = await app.PageAsync(BrowserApp.Seller, phone: true);
        await seller.GotoAsync($"/handoffs/{id}");
        await seller.GetByLabel("Your answer").FillAsync("The northern harbour goes live first, in May.");
        await seller.GetByRole(AriaRole.Button, new() { Name = "Answer", Exact = true }).ClickAsync();
        await app.SettleAsync();
        var brief = await app.BriefAsync(id);
        brief.Version.ShouldBe(2);
        brief.OpenQuestions.ShouldContain(q => q.Text == "Which of the two harbours goes live first?" && q.Answer == "The northern harbour goes live first, in May.");
        await reader.GotoAsync($"/handoffs/{id}");
        (await reader.Locator(".changed").InnerTextAsync()).ShouldContain("northern harbour");
        (await reader.Locator("#ack").InnerTextAsync()).ShouldContain("One thing has changed");
        await reader.GetByRole(AriaRole.Button, new() { Name = "Accept the changes" }).ClickAsync();
        (await reader.Locator(".standing .tag.good").InnerTextAsync()).ShouldBe("accepted");
        await reader.GotoAsync($"/handoffs/{id}/versions");
        (await reader.Locator(".changes-list").InnerTextAsync()).ShouldContain("northern harbour");
        await reader.Context.CloseAsync();
        await seller.Context.CloseAsync();
    }

    [Fact]
    public async Task A_return_reaches_the_sellers_form_and_outcomes_are_recorded()
    {
        var id = await app.HandoffAsync("Return Ticket Boats");
        var page = await app.PageAsync(BrowserApp.Csm, script: false);
        await page.GotoAsync($"/handoffs/{id}");
        await page.Locator("#ack summary").ClickAsync();
        await page.Locator("#ack-reason").SelectOptionAsync("unclear-promise");
        await page.Locator("#ack-words").FillAsync("Who pays for the second crew training?");
        await page.GetByRole(AriaRole.Button, new() { Name = "Return it" }).ClickAsync();
        (await page.Locator(".standing").InnerTextAsync()).ShouldContain("returned");
        var promise = (await app.BriefAsync(id)).Items.First(i => i.Kind == "commitment");
        await page.Locator("#outcomes summary").ClickAsync();
        await page.Locator($"#o-{promise.Id} select").SelectOptionAsync("broken");
        await page.Locator($"#o-{promise.Id} button").ClickAsync();
        await using var db = app.Db();
        (await db.Set<CommitmentOutcomeRow>().SingleAsync(o => o.HandoffId == id)).Outcome.ShouldBe("broken");
        var seller = await app.PageAsync(BrowserApp.Seller);
        await seller.GotoAsync($"/handoffs/{id}/form");
        (await seller.Locator(".note.warn").InnerTextAsync()).ShouldContain("Who pays for the second crew training?");
        await page.Context.CloseAsync();
        await seller.Context.CloseAsync();
    }
}
