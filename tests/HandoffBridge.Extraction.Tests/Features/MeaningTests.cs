using HandoffBridge.Extraction.Features;

namespace HandoffBridge.Extraction.Tests.Features;

public sealed class MeaningTests
{
    [Theory]
    [InlineData("invoice contract renewal")]
    [InlineData("the customer wants the new warehouse scanners before the winter peak starts and the auditors arrive again in the plant")]
    public void Is_the_weighted_mean_of_the_words_with_length_one(string text)
    {
        var tokens = new TokenList();
        Tokenizer.Read(text, 0, text.Length, tokens);
        new WordCache().Mark(tokens.Span, new ulong[tokens.Count]);
        var wanted = new double[Meaning.Length];
        var vector = new float[WordVectors.Shared.Stride];
        foreach (var t in tokens.Span.ToArray().Where(t => t.Vector >= 0))
        {
            WordVectors.Shared.Read(t.Vector, vector);
            for (var d = 0; d < vector.Length; d++) wanted[d] += vector[d] / (1 + (80.0 / (t.Vector + 1)));
        }

        var length = Math.Sqrt(wanted.Sum(x => x * x));
        var mean = new float[Meaning.Length];
        Meaning.Read(tokens.Span, mean);
        for (var d = 0; d < mean.Length; d++) ((double)mean[d]).ShouldBe(wanted[d] / length, 0.01);
    }

    [Fact]
    public void Of_no_known_word_is_nothing()
    {
        var mean = new float[Meaning.Length];
        mean[3] = 1;
        Meaning.Read([], mean);
        mean.ShouldAllBe(x => x == 0);
    }
}
