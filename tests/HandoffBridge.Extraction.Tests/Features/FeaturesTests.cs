using HandoffBridge.Extraction.Features;
using HandoffBridge.Extraction.Tests.Signals;

namespace HandoffBridge.Extraction.Tests.Features;

public sealed class FeaturesTests
{
    [Fact]
    public void Words_keep_apostrophes_numbers_keep_separators()
    {
        const string Text = "We’ll pay €1,200.50 (not $9) by 3pm!";
        var tokens = new TokenList();
        Tokenizer.Read(Text, 0, Text.Length, tokens);
        tokens.Span.ToArray().Select(t => Text[t.Start..t.End]).ShouldBe(["We’ll", "pay", "€", "1,200.50", "(", "not", "$", "9", ")", "by", "3", "pm", "!"]);
        tokens.Span[0].Word.ShouldBe(Hashing.Of("we'll"));
    }

    [Fact]
    public void Names_of_the_deal_become_roles()
    {
        const string Text = "Priya told Dana that Northwind needs Steve Malloy.";
        var tokens = new TokenList();
        Tokenizer.Read(Text, 0, Text.Length, tokens);
        new RoleNames(TestDeals.With("x")).Mark(tokens.Span);
        tokens.Span.ToArray().Where(t => t.Role != Role.None).Select(t => t.Role)
            .ShouldBe([Role.CustomerPerson, Role.SellerPerson, Role.Customer, Role.OtherPerson, Role.OtherPerson]);
    }

    [Theory]
    [InlineData("promise+", new[] { "promise", "promises", "promised", "promising" })]
    [InlineData("carry+ over", new[] { "carry over", "carries over", "carried over", "carrying over" })]
    [InlineData("stop+", new[] { "stop", "stops", "stoped", "stoping", "stopped", "stopping" })]
    [InlineData("net 60", new[] { "net 60" })]
    public void Entries_are_inflected(string entry, string[] forms) => Inflection.Forms(entry).ShouldBe(forms);

    [Fact]
    public void Phrases_are_seen_where_they_start()
    {
        const string Text = "it is free of charge";
        var tokens = new TokenList();
        Tokenizer.Read(Text, 0, Text.Length, tokens);
        var classes = new ulong[tokens.Count];
        new WordCache().Mark(tokens.Span, classes);
        (classes[2] & Lexicon.Shared.Bit("concession")).ShouldNotBe(0UL);
    }

    [Fact]
    public void Every_word_class_is_known_by_its_bit() =>
        Lexicon.Shared.Classes.Select(Lexicon.Shared.Bit).Distinct().Count().ShouldBe(Lexicon.Shared.Classes.Count);
}
