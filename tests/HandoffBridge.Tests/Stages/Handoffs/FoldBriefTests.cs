using HandoffBridge.Stages.Handoffs;

namespace HandoffBridge.Tests.Stages.Handoffs;

/// <summary>Sixty seconds first, the rest on demand.</summary>
public sealed class FoldBriefTests
{
    private const string Fragment = "<section class=\"summary\" id=\"summary\">\n<h2>Summary</h2><p>Short</p></section>\n<section id=\"people\">\n<h2>People <span>restricted</span></h2>\n<ul><li class=\"item item-us\">Priya &amp; the crew</li></ul></section><section id=\"risks\"><h2>Risks</h2><svg><text>crew</text></svg></section>";

    [Fact]
    public void The_summary_stands_and_the_rest_opens_on_demand()
    {
        var html = FoldBrief.Run(Fragment, all: false, words: null);
        html.ShouldStartWith("<section class=\"summary\"");
        html.ShouldContain("<details class=\"part\" id=\"people\"><summary><h2>People <span>restricted</span></h2> <span class=\"count\">1</span></summary>");
        FoldBrief.Contents(Fragment).ShouldBe([("people", "People restricted"), ("risks", "Risks")]);
    }

    [Fact]
    public void A_hit_is_marked_and_its_section_is_open_but_no_drawing_is_touched()
    {
        var html = FoldBrief.Run(Fragment, all: false, words: "CREW \"<b>");
        html.ShouldContain("id=\"people\" open");
        html.ShouldContain("the <mark>crew</mark>");
        html.ShouldContain("<text>crew</text>");
        html.ShouldNotContain("id=\"risks\" open");
    }

    [Fact]
    public void A_template_of_another_shape_is_shown_as_it_is() => FoldBrief.Run("<div>Own</div>", all: false, words: null).ShouldBe("<div>Own</div>");
}
