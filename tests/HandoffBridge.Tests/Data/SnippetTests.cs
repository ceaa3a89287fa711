using HandoffBridge.Data;

namespace HandoffBridge.Tests.Data;

/// <summary>The words around a hit.</summary>
public sealed class SnippetTests
{
    [Theory]
    [InlineData("The crew sails at noon.", "crew", "The ‹crew› sails at noon")]
    [InlineData("The crew sails at noon.", "CREW no", "The ‹crew› sails at ‹noon›")]
    [InlineData("Nach München, bitte.", "munch", "Nach ‹München›, bitte")]
    [InlineData("Nothing here", "absent", "Nothing here")]
    [InlineData("…", "absent", "")]
    [InlineData("", "a", "")]
    [InlineData("a b c d e f g h i j k l m n o p q r s t target u v w x y z 1 2 3 4 5 6 7", "target", "…q r s t ‹target› u v w x y z 1 2 3 4 5…")]
    [InlineData("lone x x x x x x x x x x x x x x x x x x lone pair", "lone pair", "…x x x x ‹lone› ‹pair›")]
    public void Shows_where_most_of_the_words_stand_together(string text, string words, string expected) => Snippet.Of(text, words).ShouldBe(expected);
}
