using HandoffBridge.Extraction.Signals;
using HandoffBridge.Stages.Briefs;
using HandoffBridge.Tests.Support;

namespace HandoffBridge.Tests.Stages.Briefs;

public class BriefRendererTests
{
    private static readonly BriefRenderer Renderer = new(new BriefTemplates(Path.Combine(SampleDeals.Root, "templates", "briefs"), TimeProvider.System));
    private static readonly RenderOptions Open = new() { IncludeRestricted = true, Today = new DateOnly(2026, 4, 6) };
    private static readonly RenderOptions Public = new() { Today = new DateOnly(2026, 4, 6) };

    [Theory]
    [InlineData("kestrel-ferries", "en")]
    [InlineData("kestrel-ferries", "de")]
    public void Renders_the_brief_that_was_read_and_approved(string name, string language)
    {
        var path = Path.Combine(SampleDeals.Root, "tests", "HandoffBridge.Tests", "Stages", "Briefs", $"{name}.{language}.md");
        var now = Renderer.Markdown(SampleDeals.Brief(name, language), Open);
        if (Environment.GetEnvironmentVariable("APPROVE") == "1") File.WriteAllText(path, now);

        now.ShouldBe(File.ReadAllText(path).ReplaceLineEndings("\n"));
    }

    [Theory]
    [MemberData(nameof(SampleDeals.Names), MemberType = typeof(SampleDeals))]
    public void Renders_every_sample_whole_and_the_same_each_time(string name)
    {
        var brief = SampleDeals.Brief(name);
        var html = Renderer.Html(brief, Open);

        html.ShouldBe(Renderer.Html(brief, Open));
        html.ShouldStartWith("<!DOCTYPE html>\n<html lang=\"en\">");
        html.ShouldContain(Renderer.HtmlFragment(brief, Open).Trim());
        html.ShouldNotContain("<script");
        html.ShouldNotContain("{{");
        Renderer.Markdown(brief, Open).ShouldNotContain("\n\n\n");
        AngleSharp(html).QuerySelectorAll("svg").ShouldAllBe(s => s.GetAttribute("role") == "img" && s.QuerySelector("title") != null && s.QuerySelector("desc") != null);
        AngleSharp(html).QuerySelectorAll("[id]").Select(e => e.Id).ShouldBeUnique();
    }

    [Theory]
    [MemberData(nameof(SampleDeals.Names), MemberType = typeof(SampleDeals))]
    public void Shows_nothing_restricted_unless_asked_and_says_that_it_exists(string name)
    {
        var brief = SampleDeals.Brief(name);
        var hidden = brief.Items.Where(i => i.Restricted).SelectMany(i => i.Proofs).Select(p => p.Quote.Length > 40 ? p.Quote[..40] : p.Quote).ToList();
        string[] texts = [Renderer.Markdown(brief, Public), Renderer.Html(brief, Public), Renderer.HtmlFragment(brief, Public), brief.Summary, Renderer.Markdown(WhatWeHeard.From(brief)), Renderer.Html(WhatWeHeard.From(brief)),
            .. WorkItems.Of(brief, includeRestricted: false).Select(w => w.Title + w.Text)];

        hidden.ShouldNotBeEmpty();
        foreach (var text in texts)
        {
            foreach (var quote in hidden) System.Net.WebUtility.HtmlDecode(text).ShouldNotContain(quote);
            text.ShouldNotContain("drawing-people");
        }

        texts[0].ShouldContain("restricted: the account executive");
        Renderer.Markdown(brief, Open).ShouldNotContain("restricted: the account executive");
    }

    [Fact]
    public void Renders_headings_dates_and_money_in_German()
    {
        var text = Renderer.Markdown(SampleDeals.Brief("molkerei-steinach", "de"), Open);

        text.ShouldContain("96.200 EUR");
        text.ShouldContain("1.\u00a0Okt. 2026");
        text.ShouldContain("## In sechzig Sekunden");
        Renderer.Html(SampleDeals.Brief("molkerei-steinach", "de"), Open).ShouldContain("<html lang=\"de\">");
    }

    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("<img src=x onerror=alert(1)>")]
    [InlineData("{{t.summary}} {{{drawings.scope}}} {{> item}}")]
    [InlineData("[click](javascript:alert(1))")]
    [InlineData("ask @admin about #12 and [[Wiki]] or user:root")]
    [InlineData("!{{include(Secrets)}} {{include(Secrets)}}")]
    [InlineData("# not a heading | not a cell")]
    [InlineData("x\u202Egnirts\u202C \u200Bhidden")]
    public void Shows_hostile_text_as_text(string hostile)
    {
        var brief = new Trail().Contact(hostile, hostile, hostile).Line(hostile, hostile)
            .Document("N-1", "note", "2026-01-10", hostile, "customer", "We need this: " + hostile, hostile)
            .Signal("N-1", SignalKind.Need, "We need this: " + hostile)
            .Document("N-2", "note", "2026-01-11", hostile, "customer", hostile, hostile)
            .Signal("N-2", SignalKind.Commitment, hostile, scope: ScopeStatus.Unscoped)
            .Brief();
        var page = AngleSharp(Renderer.Html(brief, Open));
        var markdown = Renderer.Markdown(brief, Open);

        page.QuerySelectorAll("script, img, iframe, object, a[href^='javascript']").ShouldBeEmpty();
        page.QuerySelectorAll("*").SelectMany(e => e.Attributes).ShouldAllBe(a => !a.Name.StartsWith("on", StringComparison.Ordinal));
        page.Body!.TextContent.ShouldContain(Displayed.Clean("We need this: " + hostile));
        markdown.ShouldNotContain("{{");
        markdown.ShouldNotContain("[[");
        markdown.ShouldNotContain("<script");
        markdown.ShouldNotContain("<img");
        markdown.ShouldNotContain("@admin");
        markdown.ShouldNotContain("#12");
        markdown.ShouldNotContain("user:root");
        markdown.ShouldNotContain("\u202E");
        Markdig.Markdown.ToHtml(markdown).ShouldNotContain("<a href=\"javascript");
    }

    [Fact]
    public void Bounds_a_quote_of_a_megabyte()
    {
        var quote = "We need " + string.Join(' ', Enumerable.Repeat("more", 250_000));
        var brief = new Trail().Mail("E-1", "2026-01-10", SignalKind.Need, quote).Brief();

        Renderer.Html(brief, Open).Length.ShouldBeLessThan(60_000);
        brief.Items[0].Proofs[0].Quote.ShouldBe(quote, "the proof itself stays whole");
        brief.Summary.Length.ShouldBeLessThan(1000);
    }

    [Fact]
    public void Links_to_the_app_only_by_http()
    {
        var brief = SampleDeals.Brief("ascenseurs-brindille");

        Renderer.Html(brief, Public with { Link = new Uri("https://bridge.example/handoffs/1") }).ShouldContain("href=\"https://bridge.example/handoffs/1\"");
        Renderer.Html(brief, Public with { Link = new Uri("javascript:alert(1)") }).ShouldNotContain("javascript");
    }

    private static AngleSharp.Html.Dom.IHtmlDocument AngleSharp(string html) => new AngleSharp.Html.Parser.HtmlParser().ParseDocument(html);
}
