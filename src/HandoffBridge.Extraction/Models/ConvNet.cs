using HandoffBridge.Extraction.Features;

namespace HandoffBridge.Extraction.Models;

/// <summary>
/// The numbers of a small network: filters three tokens wide over word vectors and token marks, the strongest answer of
/// each kept, joined with the passage's facts, one hidden layer, nine outputs ("none" and the eight kinds) and seven of
/// stances. <see cref="Networks"/> reads passages with it.
/// </summary>
internal sealed class ConvNet
{
    /// <summary>Tokens under a filter.</summary>
    public const int Window = 3;

    /// <summary>"None", then the eight kinds.</summary>
    public const int KindOutputs = 1 + LinearTable.Kinds;

    /// <summary>The kinds' outputs, then "no stance" and the six stances of politics.</summary>
    public const int Outputs = KindOutputs + StanceModel.Stances;

    /// <summary>Tokens read of a passage; longer ones are read this far.</summary>
    public const int MaxTokens = 64;

    public required int Filters { get; init; }
    public required int Hidden { get; init; }
    /// <summary>[filter][place in the window][dimension].</summary>
    public required float[] Words { get; init; }
    /// <summary>[place in the window][mark][filter].</summary>
    public required float[] Marks { get; init; }
    public required float[] FilterBias { get; init; }
    /// <summary>[hidden][filters, then facts].</summary>
    public required float[] First { get; init; }
    public required float[] FirstBias { get; init; }
    /// <summary>[output][hidden].</summary>
    public required float[] Second { get; init; }
    public required float[] SecondBias { get; init; }

    /// <summary>Turns outputs into probabilities.</summary>
    public static void Softmax(Span<float> z)
    {
        var top = z[0];
        foreach (var x in z) top = MathF.Max(top, x);
        var sum = 0f;
        foreach (ref var x in z)
        {
            x = VectorMath.Exp(x - top);
            sum += x;
        }

        foreach (ref var x in z) x /= sum;
    }
}
