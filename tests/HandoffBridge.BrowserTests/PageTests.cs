using Deque.AxeCore.Playwright;
using HandoffBridge.BrowserTests.Support;
using Microsoft.Playwright;

namespace HandoffBridge.BrowserTests;

/// <summary>Every page in light and dark, on a phone, printed: reachable for everybody, and small.</summary>
/// <remarks>With HANDOFFBRIDGE_SHOTS naming a folder, pictures of all of them are left there.</remarks>
[Collection(Browsing.Name)]
public sealed class PageTests(BrowserApp app)
{
    private static readonly string? Shots = Environment.GetEnvironmentVariable("HANDOFFBRIDGE_SHOTS");

    public static TheoryData<string, string> Pages => new()
    {
        { "list", "/handoffs" },
        { "search", "/handoffs?q=crew&show=unread" },
        { "brief", "/handoffs/{id}" },
        { "brief-open", "/handoffs/{id}?all=true" },
        { "form", "/handoffs/{id}/form" },
        { "versions", "/handoffs/{id}/versions" },
        { "heard", "/handoffs/{id}/what-we-heard" },
        { "templates", "/templates" },
        { "template", "/templates/brief.md.hbs" },
        { "operations", "/operations" },
        { "sign-in", "/sign-in" },
        { "error", "/handoffs/nothing" },
    };

    [Theory, MemberData(nameof(Pages))]
    public async Task A_page_is_for_everybody_in_both_themes_and_small(string name, string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        var address = path.Replace("{id}", await SampleAsync(), StringComparison.Ordinal);
        foreach (var dark in new[] { false, true })
        {
            var page = await app.PageAsync(name == "sign-in" ? null : BrowserApp.Everybody, dark: dark);
            var answer = await page.GotoAsync(address);
            var size = (await answer!.BodyAsync()).Length;
            Console.WriteLine($"{name}: {size / 1024} KB");
            var axe = await page.RunAxe();
            axe.Violations.Select(v => $"{v.Id}: {v.Help} {string.Join(" | ", v.Nodes.Take(3).Select(n => n.Html))}").ShouldBeEmpty($"{name}, {(dark ? "dark" : "light")}");
            size.ShouldBeLessThan(100 * 1024, name);
            await ShootAsync(page, $"{name}-{(dark ? "dark" : "light")}");
            if (dark) await page.Context.CloseAsync();
            else await PrintAsync(page, name);
        }
    }

    [Theory, MemberData(nameof(Pages))]
    public async Task A_page_fits_a_phone(string name, string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        var page = await app.PageAsync(name == "sign-in" ? null : BrowserApp.Everybody, phone: true, language: "de-DE");
        await page.GotoAsync(path.Replace("{id}", await SampleAsync(), StringComparison.Ordinal));
        await ShootAsync(page, name + "-phone");
        (await page.EvaluateAsync<int>("document.documentElement.scrollWidth")).ShouldBeLessThanOrEqualTo(390, name);
        await page.Context.CloseAsync();
    }

    private async Task PrintAsync(IPage page, string name)
    {
        if (name is "brief" or "heard" or "list")
        {
            await page.EmulateMediaAsync(new() { Media = Media.Print });
            (await page.Locator("header.top").IsVisibleAsync()).ShouldBeFalse();
            if (name == "brief") (await page.Locator("#commitments .item").First.IsVisibleAsync()).ShouldBeTrue("everything is printed, also what is folded");
            await ShootAsync(page, name + "-print");
        }

        await page.Context.CloseAsync();
    }

    private static async Task ShootAsync(IPage page, string name)
    {
        if (Shots is not null) await page.ScreenshotAsync(new() { Path = Path.Combine(Shots, name + ".png"), FullPage = true });
    }

    private static string? _sample;

    private async Task<string> SampleAsync() => _sample ??= await app.HandoffAsync("Kestrel Ferries");
}
