namespace HandoffBridge.Extraction.Tests.Texts;

public sealed class HtmlTextTests
{
    [Theory]
    [InlineData("<p>One</p><p>Two</p>", "One\n\nTwo")]
    [InlineData("<div>One</div><div>Two</div>", "One\nTwo")]
    [InlineData("One<br>Two<br/>Three", "One\nTwo\nThree")]
    [InlineData("One<br><br><br>Two", "One\n\nTwo")]
    [InlineData("<ul><li>One</li><li>Two <ul><li>Deep</li></ul></li></ul>", "One\nTwo\nDeep")]
    [InlineData("<ul><li>One<li>Two</ul>", "One\nTwo")]
    [InlineData("<table><tr><td>A</td><td>B</td></tr><tr><td>C</td><td>D</td></tr></table>", "A | B\nC | D")]
    [InlineData("<table><tr><td>A<td>B<tr><td>C<td>D</table>", "A | B\nC | D")]
    [InlineData("<td></td><td>B</td>", "B")]
    public void Breaks_lines_where_a_browser_does(string html, string text) => TextsTestData.Visible(html).ShouldBe(text);

    [Theory]
    [InlineData("  one \n\t two&nbsp;&nbsp;three ", "one two three")]
    [InlineData("<pre>one\n  two</pre>", "one\n  two")]
    [InlineData("<b> one </b> <i>two</i>", "one two")]
    [InlineData("one<span> two</span>", "one two")]
    public void Collapses_white_space(string html, string text) => TextsTestData.Visible(html).ShouldBe(text);

    [Theory]
    [InlineData("a<script>if (x < 1) { <p>no</p> }</script>b", "a b")]
    [InlineData("<style>p { color: red }</style>seen", "seen")]
    [InlineData("<head><title>Title</title><meta charset=utf-8></head><body>seen</body>", "seen")]
    [InlineData("a<!-- <b>no</b> -->b", "a b")]
    [InlineData("a<!--[if mso]><p>no</p><![endif]-->b", "a b")]
    [InlineData("a<!-- never closed <p>no</p>", "a")]
    [InlineData("a<![CDATA[no > no]]>b", "a b")]
    [InlineData("<!DOCTYPE html><?xml version='1'?>seen", "seen")]
    [InlineData("<div style='display: none'>no<p>no</p></div>seen", "seen")]
    [InlineData("<span style=\"VISIBILITY:hidden !important\">no</span>seen", "seen")]
    [InlineData("<span style='color:red;font-size:0px'>no</span>seen", "seen")]
    [InlineData("<p hidden>no</p>seen", "seen")]
    [InlineData("<template><p>no</p></template>seen", "seen")]
    public void Leaves_out_what_nobody_sees(string html, string text) => TextsTestData.Visible(html).ShouldBe(text);

    [Theory]
    [InlineData("<span style='font-size:10.5pt'>yes</span>", "yes")]
    [InlineData("<p aria-hidden=true>yes</p>", "yes")]
    [InlineData("<p title='a > b' data-hidden>yes</p>", "yes")]
    [InlineData("<a href=\"x>yes", "yes")]
    [InlineData("under <5 days", "under <5 days")]
    [InlineData("x < y", "x < y")]
    [InlineData("a </> b", "a b")]
    [InlineData("half a tag <p", "half a tag")]
    public void Shows_what_is_seen(string html, string text) => TextsTestData.Visible(html).ShouldBe(text);

    [Theory]
    [InlineData("&amp;&lt;&gt;&quot;&#39;&apos;", "&<>\"''")]
    [InlineData("Ot&aacute;vio &Zcaron;i&zcaron;kov &scaron; &euro; &hellip; &mdash; &rsquo;", "Otávio Žižkov š € … — ’")]
    [InlineData("&#233;&#xE9;&#XE9;", "ééé")]
    [InlineData("&#x1F389;", "🎉")]
    [InlineData("&#150;&#146;", "–’")]
    [InlineData("&#0;", "\uFFFD")]
    [InlineData("&#xD800;", "\uFFFD")]
    [InlineData("&#x110000;", "\uFFFD")]
    [InlineData("R&D &unknown; & &; &#; &#x;", "R&D &unknown; & &; &#; &#x;")]
    [InlineData("fish &amp chips &copy2026 &notit;", "fish & chips ©2026 ¬it;")]
    [InlineData("&amp;lt;", "&lt;")]
    public void Decodes_references_and_leaves_broken_ones(string html, string text) => TextsTestData.Visible(html).ShouldBe(text);

    [Theory]
    [InlineData("<b>Imtiaz</b>'s chair", "Imtiaz 's chair")]
    [InlineData("<b>R</b>isk", "R isk")]
    [InlineData("<b>Imtiaz</b>, the nephew", "Imtiaz, the nephew")]
    public void Keeps_words_apart_that_a_tag_parts(string html, string text) => TextsTestData.Visible(html).ShouldBe(text);

    [Fact]
    public void Takes_a_nul_for_a_blank() => TextsTestData.Visible("A\0B").ShouldBe("A B");

    [Theory]
    [InlineData("plain <b>text</b> &amp;\r\n\t  as it is \0\uD800")]
    [InlineData("")]
    public void Leaves_plain_text_as_it_is(string text) => HandoffBridge.Extraction.Texts.VisibleText.Of(TextsTestData.Document(text)).ShouldBe(text);
}
