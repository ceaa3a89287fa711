using HandoffBridge.Stages.Briefs;
using HandoffBridge.Tests.Support;

namespace HandoffBridge.Tests.Stages.Briefs;

public sealed class TemplateTests : IDisposable
{
    private readonly string directory = Directory.CreateTempSubdirectory("templates").FullName;

    [Fact]
    public void Falls_back_to_the_copies_in_the_program()
    {
        var templates = new BriefTemplates(Path.Combine(directory, "none"), TimeProvider.System);

        templates.Faults.ShouldBeEmpty();
        templates.Names.ShouldBe(["brief.html", "brief.md", "page.html", "what-we-heard-page.html", "what-we-heard.html", "what-we-heard.md"]);
        new BriefRenderer(templates).Markdown(SampleDeals.Brief("kestrel-ferries"), new()).ShouldStartWith("# Handoff brief: Kestrel Ferries");
    }

    [Fact]
    public void Takes_an_edited_template_without_a_restart_and_keeps_the_last_good_one()
    {
        var templates = new BriefTemplates(directory, TimeProvider.System);
        var renderer = new BriefRenderer(templates);
        var brief = SampleDeals.Brief("kestrel-ferries");

        Write("brief.md.hbs", "Hello {{account}}", 1);
        renderer.Markdown(brief, new()).ShouldBe("Hello Kestrel Ferries\n");

        Write("brief.md.hbs", "Broken {{#if account}}\n{{{account}}}", 2);
        renderer.Markdown(brief, new()).ShouldBe("Hello Kestrel Ferries\n");
        templates.Faults.ShouldBe([
            "brief.md.hbs, line 2: {{{account}}} would write without escaping; only drawings and style may do that, so write {{account}}.",
            "brief.md.hbs, line 1: the block if is never closed; write {{/if}}."]);

        Write("brief.md.hbs", "Good again", 3);
        renderer.Markdown(brief, new()).ShouldBe("Good again\n");
        templates.Faults.ShouldBeEmpty();
    }

    [Fact]
    public void Leaves_out_a_partial_that_breaks_the_template_it_stands_in()
    {
        var templates = new BriefTemplates(directory, TimeProvider.System);
        Write("_item.md.hbs", "- {{text}}\n{{> nowhere}}", 1);

        new BriefRenderer(templates).Markdown(SampleDeals.Brief("kestrel-ferries"), new()).ShouldContain("Sinéad Maher (customer), e-mail");
        templates.Faults.ShouldContain(f => f.Contains("'nowhere' could not be resolved", StringComparison.Ordinal));
    }

    [Fact]
    public void Previews_an_edit_with_an_invented_deal()
    {
        var templates = new BriefTemplates(directory, TimeProvider.System);

        templates.Preview("brief.md.hbs", "For {{account}}").ShouldBe("For Kestrel Ferries");
        templates.Preview("what-we-heard.md.hbs", "{{t.heardTitle}}").ShouldBe("What we heard");
        Should.Throw<TemplateException>(() => templates.Preview("brief.md.hbs", "{{#if a}}")).Message.ShouldBe("brief.md.hbs, line 1: the block if is never closed; write {{/if}}.");
        templates.Source("brief.md.hbs").ShouldNotBeNull().ShouldStartWith("# {{title}}");
    }

    [Fact]
    public void The_invented_deal_is_the_shipped_sample()
    {
        var path = Path.Combine(SampleDeals.Root, "src", "HandoffBridge", "Stages", "Briefs", "sample-brief.json");
        var now = System.Text.Json.JsonSerializer.Serialize(SampleDeals.Brief("kestrel-ferries"), BriefJson.Default.Brief) + "\n";
        if (Environment.GetEnvironmentVariable("APPROVE") == "1") File.WriteAllText(path, now);

        now.ShouldBe(File.ReadAllText(path).ReplaceLineEndings("\n"));
    }

    [Theory]
    [InlineData("a\n{{&account}}", "line 2: {{{account}}} would write without escaping")]
    [InlineData("{{#if a}}\n{{/each}}", "line 2: {{/each}} closes the block if of line 1; write {{/if}}.")]
    [InlineData("\n{{/if}}", "line 2: {{/if}} closes nothing.")]
    [InlineData("{{#each a}}{{#each b}}{{#each c}}{{#each d}}{{/each}}{{/each}}{{/each}}{{/each}}", "line 1: more than 3 repeating blocks within each other.")]
    [InlineData("{{#*inline \"x\"}}{{/inline}}", "decorators are not allowed here")]
    [InlineData("x\n{{> nothing}}", "line 2: Referenced partial name 'nothing' could not be resolved")]
    [InlineData("x\n\n{{shout account}}", "line 3: ")]
    public void Names_the_line_of_a_fault(string source, string fault) =>
        TemplateCheck.Whole("brief.md.hbs", source, TimeProvider.System).ShouldContain(f => f.StartsWith("brief.md.hbs", StringComparison.Ordinal) && f.Contains(fault, StringComparison.Ordinal));

    [Fact]
    public void Refuses_what_is_too_large_or_too_deep()
    {
        TemplateCheck.Source("brief.md.hbs", new string('x', TemplateCheck.MaxSource + 1)).ShouldHaveSingleItem().ShouldContain("larger than 64 KB");
        TemplateCheck.Source("brief.md.hbs", string.Concat(Enumerable.Repeat("{{#if a}}", 33)) + string.Concat(Enumerable.Repeat("{{/if}}", 33))).ShouldHaveSingleItem().ShouldContain("more than 32 deep");
    }

    [Fact]
    public void Stops_a_template_that_writes_without_end() =>
        TemplateCheck.Whole("brief.md.hbs", "{{#each evidence.sources}}{{#each ../evidence.sources}}{{#each ../../evidence.sources}}" + new string('x', 5000) + "{{/each}}{{/each}}{{/each}}", TimeProvider.System)
            .ShouldHaveSingleItem().ShouldBe("The template brief.md.hbs writes more than 2 MB; look for a block that repeats too much.");

    [Fact]
    public void Shipped_templates_pass_their_own_check()
    {
        foreach (var file in Directory.EnumerateFiles(Path.Combine(SampleDeals.Root, "templates", "briefs")))
            TemplateCheck.Source(Path.GetFileName(file), File.ReadAllText(file)).ShouldBeEmpty();
    }

    public void Dispose() => Directory.Delete(directory, recursive: true);

    // Two writes within one tick of the file system's clock would look the same.
    private void Write(string name, string text, int minute)
    {
        File.WriteAllText(Path.Combine(directory, name), text);
        File.SetLastWriteTimeUtc(Path.Combine(directory, name), new DateTime(2026, 1, 1, 0, minute, 0, DateTimeKind.Utc));
    }
}
