using HandoffBridge.Stages.Briefs;

namespace HandoffBridge.Tests.Stages.Briefs;

public class MarkdownEncoderTests
{
    [Theory]
    [InlineData("Normal text, 12 % off – it's “fine” (really): a_b c-d e/f; 3.5 x 2")]
    [InlineData("Fundiciones Arrieta S.A., R&D, AT&T, 5 < x is rare")]
    [InlineData("Ľubica Hronská, €38k, 日本")]
    public void Leaves_normal_text_as_it_is(string text) =>
        MarkdownEncoder.Encode(text).Replace("&lt;", "<", StringComparison.Ordinal).ShouldBe(text);

    [Theory]
    [InlineData("*bold* `code`", "\\*bold\\* \\`code\\`")]
    [InlineData("_it_ snake_case", "\\_it\\_ snake_case")]
    [InlineData("[a](http://x)", "\\[a](http://x)")]
    [InlineData("<b> &amp; &#35;", "&lt;b> &amp;amp; &amp;#\u206035;")]
    [InlineData("a | b", "a \\| b")]
    [InlineData("# head", "\\# head")]
    [InlineData("- list", "\\- list")]
    [InlineData("12. list", "12\\. list")]
    [InlineData("> quote", "\\> quote")]
    [InlineData("two\nlines", "two lines")]
    [InlineData("{{x}}", "{\u2060{x}}")]
    [InlineData("see #12", "see #\u206012")]
    [InlineData("@login", "@\u2060login")]
    [InlineData("user:login but user: login", "user:\u2060login but user: login")]
    [InlineData("~~gone~~", "\\~\\~gone\\~\\~")]
    [InlineData("C:\\dir\\*", "C:\\dir\\\\\\*")]
    public void Makes_marks_literal(string text, string expected) => MarkdownEncoder.Encode(text).ShouldBe(expected);
}
