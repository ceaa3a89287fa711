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

    private readonly uint[] _keys;
    private readonly int[] _rows;
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
        _keys = new uint[size];
        _rows = new int[size];
        Array.Fill(_rows, -1);
        for (var i = 0; i < Count; i++)
        {
            var key = BinaryPrimitives.ReadUInt32LittleEndian(file[(Header + (4 * i))..]);
            var at = (int)(key & (uint)_mask);
            while (_rows[at] >= 0) at = (at + 1) & _mask;
            _keys[at] = key;
            _rows[at] = i;
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
        for (var at = (int)(word & (uint)_mask); _rows[at] >= 0; at = (at + 1) & _mask)
        {
            if (_keys[at] == word) return _rows[at];
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
