using HandoffBridge.Extraction.Deals;
using HandoffBridge.Extraction.Features;

namespace HandoffBridge.Training;

/// <summary>Hashed features: rows of the weights, ascending, and what each counts.</summary>
internal sealed record SparseRow(int[] Index, float[] Value);

/// <summary>One passage of a labelled deal with all that the models read, its labels, and its scores by models that never saw it.</summary>
internal sealed class Example
{
    /// <summary>Index of the deal in the corpus.</summary>
    public required int Deal { get; init; }
    public required Document Document { get; init; }
    /// <summary>Place among the document's speaking passages.</summary>
    public required int Position { get; init; }
    public required int Start { get; init; }
    public required int End { get; init; }
    public required string[] Words { get; init; }
    /// <summary>Hashed features of the kinds.</summary>
    public required SparseRow Kinds { get; init; }
    /// <summary>Hashed features of the stance.</summary>
    public required SparseRow Stances { get; init; }
    public required float[] Meaning { get; init; }
    /// <summary>Facts without the scores around.</summary>
    public required float[] Facts { get; init; }
    public required Token[] Tokens { get; init; }
    public required ulong[] Classes { get; init; }
    /// <summary>Whom the passage would be about if it were politics.</summary>
    public required string? Person { get; init; }

    /// <summary>1 = is of this kind, 0 = is not, -1 = part of a longer quote: neither.</summary>
    public sbyte[] Label { get; } = new sbyte[8];
    /// <summary>Index of the gold stance; -1 = politics without a stance, -2 = not politics.</summary>
    public int Stance { get; set; } = -2;
    /// <summary>Log-odds of the first model, out of fold.</summary>
    public float[] First { get; } = new float[8];
    /// <summary>Probabilities of the networks, out of fold, summed.</summary>
    public float[] Net { get; } = new float[8];
    /// <summary>Probabilities of "none" and the six stances by the networks, out of fold, summed.</summary>
    public float[] NetStances { get; } = new float[7];
    /// <summary>Joined log-odds, out of fold.</summary>
    public float[] Joined { get; } = new float[8];
    /// <summary>Stance by a model that never saw the deal; -1 = none.</summary>
    public int GuessedStance { get; set; } = -1;
}
