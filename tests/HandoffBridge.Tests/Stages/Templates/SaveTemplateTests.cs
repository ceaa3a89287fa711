using HandoffBridge.Stages.Briefs;
using HandoffBridge.Stages.Templates;
using HandoffBridge.Tests.Support;
using HandoffBridge.Web.Access;

namespace HandoffBridge.Tests.Stages.Templates;

/// <summary>Templates are edited on the page and saved only when they pass.</summary>
public sealed class SaveTemplateTests
{
    [Fact]
    public async Task A_broken_template_is_refused_with_its_line_and_a_good_one_is_in_force_at_once()
    {
        var folder = Directory.CreateTempSubdirectory("handoffbridge-templates-").FullName;
        await using var app = await TestApp.StartAsync(settings: [$"Briefs:Templates={folder}"]);
        var save = app.Get<SaveTemplate>();
        Should.Throw<TemplateException>(() => save.Save("brief.md.hbs", "{{account}}\n{{#each items}}")).Message.ShouldContain("line 2");
        Directory.GetFiles(folder).ShouldBeEmpty();
        Should.Throw<TemplateException>(() => save.Save("../evil.md.hbs", "x"));
        save.Save("brief.md.hbs", "Only {{account}}");
        app.Get<BriefRenderer>().Markdown(SampleBrief.Instance, new RenderOptions()).ShouldStartWith("Only ");
        save.List().Single(t => t.Name == "brief.md.hbs").Changed.ShouldBeTrue();
        save.Restore("brief.md.hbs");
        save.List().ShouldAllBe(t => !t.Changed);
    }

    [Fact]
    public async Task Only_who_defines_sees_the_templates_and_a_strange_name_is_not_there()
    {
        await using var app = await TestApp.StartAsync();
        (await app.Client().GetStringAsync("/templates")).ShouldContain("brief.html.hbs");
        (await app.Client().GetAsync("/templates/..%2Fappsettings.json")).StatusCode.ShouldBe(System.Net.HttpStatusCode.NotFound);
        (await app.Client(new Viewer("a@b.example", "A", new HashSet<Role> { Role.Ae, Role.Lead })).GetAsync("/templates")).StatusCode.ShouldBe(System.Net.HttpStatusCode.NotFound);
    }
}
