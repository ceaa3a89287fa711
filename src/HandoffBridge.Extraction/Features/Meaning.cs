using HandoffBridge.Extraction.Models;

namespace HandoffBridge.Extraction.Features;

/// <summary>Meaning of a passage: the mean of its words' vectors, common words counting less (Arora et al., 2017), with length one.</summary>
internal static class Meaning
{
    /// <summary>Numbers of one mean, a whole multiple of eight.</summary>
    public static int Length { get; } = VectorMath.Padded(WordVectors.Shared.Dimensions);

    /// <summary>Half of a word of this rank counts.</summary>
    private const float HalfRank = 80f;

    /// <summary>Writes the mean; zeros where no word has a vector. Names are left out: they carry a role instead.</summary>
    public static void Read(ReadOnlySpan<Token> tokens, Span<float> mean)
    {
        mean.Clear();
        foreach (ref readonly var t in tokens)
        {
            if (t.Vector < 0 || t.Role != Role.None) continue;
            WordVectors.Shared.AddTo(mean, t.Vector, 1f / (1f + (HalfRank / (t.Vector + 1))));
        }

        var square = VectorMath.Dot(mean, mean);
        if (square == 0) return;
        var scale = 1f / MathF.Sqrt(square);
        foreach (ref var x in mean) x *= scale;
    }
}
