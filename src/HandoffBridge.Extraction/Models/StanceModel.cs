using HandoffBridge.Extraction.Features;

namespace HandoffBridge.Extraction.Models;

/// <summary>Tells the stance of a politics passage: hashed weights like those of the kinds, one column a stance, "none" first.</summary>
internal sealed class StanceModel(LinearTable table, float[] bias, float[] meaning)
{
    /// <summary>"None" and the six stances.</summary>
    public const int Stances = 7;

    public LinearTable Table => table;
    public float[] Bias => bias;
    /// <summary>Stance after stance, one weight for each number of the passage's meaning.</summary>
    public float[] Meaning => meaning;

    /// <summary>Index of the stance in <see cref="Signals.SignalNames.Stances"/>; -1 where the passage gives none.</summary>
    /// <param name="features">The passage's hashed features; see <see cref="StanceReader"/>.</param>
    /// <param name="said">The passage's meaning.</param>
    /// <param name="nets">The networks' mean probabilities of "none" and the six stances.</param>
    public int Decide(FeatureList features, ReadOnlySpan<float> said, ReadOnlySpan<float> nets)
    {
        Span<float> scores = stackalloc float[LinearTable.Kinds];
        bias.CopyTo(scores);
        table.Score(features, scores);
        for (var k = 0; k < Stances; k++) scores[k] += VectorMath.Dot(meaning.AsSpan(k * said.Length, said.Length), said);
        return Best(scores, nets);
    }

    /// <summary>Wrongly saying "none" costs what a wrong stance costs, rightly saying it earns nothing: it must be the likelier by this much.</summary>
    private const float AgainstNone = 2f;

    /// <summary>The same from log-odds.</summary>
    public static int Best(ReadOnlySpan<float> scores, ReadOnlySpan<float> nets)
    {
        var best = 0;
        var top = float.MinValue;
        for (var k = 0; k < Stances; k++)
        {
            var joined = (1.2f * Math.Clamp(scores[k], -6f, 6f)) + VectorMath.Log(MathF.Max(nets[k], 1e-4f));
            if (k == 0) joined -= AgainstNone;
            if (joined > top) (best, top) = (k, joined);
        }

        return best - 1;
    }
}
