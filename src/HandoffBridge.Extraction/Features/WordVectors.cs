using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace HandoffBridge.Extraction.Features;

/// <summary>
/// Word vectors of two sources side by side, one signed byte a dimension. Words are kept as hashes only. File: count,
/// dimensions, dimensions of the first source, hashes from the most frequent word to the rarest (uint), rows in that
/// order (sbyte × dimensions), all little-endian.
/// </summary>
internal sealed class WordVectors
{
    private const int Header = 12;
    private static readonly Lazy<WordVectors> Loaded = new(Load);

    // hashes with the rows' numbers from 1
    private readonly (uint Hash, int Number)[] _words;
    private readonly int _mask;
    private readonly sbyte[] _values;
    private readonly int _split;

    private WordVectors(ReadOnlySpan<byte> file)
    {
        Count = BinaryPrimitives.ReadInt32LittleEndian(file);
        Dimensions = BinaryPrimitives.ReadInt32LittleEndian(file[4..]);
        _split = BinaryPrimitives.ReadInt32LittleEndian(file[8..]);
        var size = 1;
        while (size < Count * 2) size *= 2;
        _mask = size - 1;
        _words = new (uint, int)[size];
        for (var i = 0; i < Count; i++)
        {
            var key = BinaryPrimitives.ReadUInt32LittleEndian(file[(Header + (4 * i))..]);
            var at = (int)(key & (uint)_mask);
            while (_words[at].Number > 0) at = (at + 1) & _mask;
            _words[at] = (key, i + 1);
        }

        Stride = Models.VectorMath.Padded(Dimensions);
        ByteStride = (Dimensions + 15) & ~15;
        _values = new sbyte[Count * ByteStride];
        var bytes = MemoryMarshal.Cast<byte, sbyte>(file.Slice(Header + (4 * Count), Count * Dimensions));
        for (var i = 0; i < Count; i++) bytes.Slice(i * Dimensions, Dimensions).CopyTo(_values.AsSpan(i * ByteStride));
    }

    /// <summary>What one step of a byte is worth: rows come out about five long, a good scale for a network's input.</summary>
    public const float Unit = 1 / 25f;

    /// <summary>The shipped vectors.</summary>
    public static WordVectors Shared => Loaded.Value;

    /// <summary>How many words have a vector.</summary>
    public int Count { get; }

    /// <summary>Length of a vector.</summary>
    public int Dimensions { get; }

    /// <summary>The row of a folded word's hash; -1 where it has none.</summary>
    public int Find(uint word)
    {
        for (var at = (int)(word & (uint)_mask); _words[at].Number > 0; at = (at + 1) & _mask)
        {
            if (_words[at].Hash == word) return _words[at].Number - 1;
        }

        return -1;
    }

    /// <summary>Length of a vector as floats: <see cref="Dimensions"/> and zeros up to a whole multiple of eight.</summary>
    public int Stride { get; }

    /// <summary>Length of a vector as whole numbers: the same up to a whole multiple of sixteen.</summary>
    public int ByteStride { get; }

    /// <summary>The dimensions of one source: networks read one each, so that they err differently.</summary>
    public (int Start, int Length) View(int source) => source % 2 == 0 ? (0, _split) : (_split, Stride - _split);

    /// <summary>A word's vector as it is stored.</summary>
    public ReadOnlySpan<sbyte> Row(int row) => _values.AsSpan(row * ByteStride, ByteStride);

    /// <summary>Adds words' vectors times their weights to a sum in whole numbers.</summary>
    /// <param name="rows">The words, a whole multiple of four of them.</param>
    /// <param name="weights">Up to 64 each, so that four products fit 16 bits.</param>
    /// <param name="sum"><see cref="ByteStride"/> numbers.</param>
    public void Add(ReadOnlySpan<int> rows, ReadOnlySpan<short> weights, Span<int> sum)
    {
        ref var values = ref MemoryMarshal.GetArrayDataReference(_values);
        for (var i = 0; i < sum.Length; i += 16)
        {
            var low = Vector256.Create<int>(sum[i..]);
            var high = Vector256.Create<int>(sum[(i + 8)..]);
            for (var n = 0; n + 3 < rows.Length; n += 4)
            {
                var four = (Models.VectorMath.Widen(ref values, (rows[n] * ByteStride) + i) * weights[n])
                    + (Models.VectorMath.Widen(ref values, (rows[n + 1] * ByteStride) + i) * weights[n + 1])
                    + (Models.VectorMath.Widen(ref values, (rows[n + 2] * ByteStride) + i) * weights[n + 2])
                    + (Models.VectorMath.Widen(ref values, (rows[n + 3] * ByteStride) + i) * weights[n + 3]);
                var (a, b) = Vector256.Widen(four);
                low += a;
                high += b;
            }

            low.CopyTo(sum[i..]);
            high.CopyTo(sum[(i + 8)..]);
        }
    }

    /// <summary>Writes a word's vector in whole numbers; each is worth <see cref="Unit"/>.</summary>
    public void Read(int row, Span<short> vector)
    {
        var bytes = Row(row);
        for (var i = 0; i < bytes.Length; i++) vector[i] = bytes[i];
    }

    /// <summary>Writes a word's vector, padded with zeros.</summary>
    public void Read(int row, Span<float> vector)
    {
        var bytes = Row(row);
        for (var i = 0; i < vector.Length; i++) vector[i] = bytes[i] * Unit;
    }

    private static WordVectors Load()
    {
        using var stream = typeof(WordVectors).Assembly.GetManifestResourceStream("vectors.bin")
            ?? throw new InvalidOperationException("The word vectors are not in the assembly.");
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return new WordVectors(bytes);
    }
}
