using System.Runtime.CompilerServices;

namespace HandoffBridge.Extraction.Features;

/// <summary>The families of features; each is normalised by itself, so that long sentences do not shout.</summary>
internal enum Family : byte
{
    Words, Pairs, Triples, Parts, Gaps, Before, After, Frame, Classes, ClassPairs, Sided, Context, Count,
}

/// <summary>The hashed features of one passage, by family.</summary>
internal sealed class FeatureList
{
    private uint[] _hashes = new uint[2048];
    private readonly int[] _ends = new int[(int)Family.Count];

    /// <summary>All hashes, family after family.</summary>
    public ReadOnlySpan<uint> All => _hashes.AsSpan(0, Length);

    /// <summary>How many features there are.</summary>
    public int Length { get; private set; }

    /// <summary>The hashes of one family.</summary>
    public ReadOnlySpan<uint> Of(Family family)
    {
        var from = family == Family.Words ? 0 : _ends[(int)family - 1];
        return _hashes.AsSpan(from, _ends[(int)family] - from);
    }

    /// <summary>Forgets all features.</summary>
    public void Clear() => Length = 0;

    /// <summary>Adds a feature to the family that is open.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(uint hash)
    {
        if (Length == _hashes.Length) Array.Resize(ref _hashes, Length * 2);
        _hashes[Length++] = hash;
    }

    /// <summary>Closes a family; families are written in the order of <see cref="Family"/>.</summary>
    public void Close(Family family) => _ends[(int)family] = Length;
}
