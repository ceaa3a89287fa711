using System.Buffers.Binary;
using HandoffBridge.Extraction.Features;

namespace HandoffBridge.WordVectors;

/// <summary>
/// The file the extraction reads: count, dimensions, dimensions of the first source (int), the words' hashes (uint), the
/// rows, one signed byte a dimension; all little-endian.
/// </summary>
internal static class VectorFile
{
    private const int Header = 12;

    // Numbers of a row of length one stay below 0.6 in both sources: nothing is clamped, and a byte is well used.
    private const double Scale = 254 * 0.8;

    /// <summary>Writes the file; of words with the same hash the first is kept. Returns how many words were written.</summary>
    public static int Write(string path, IReadOnlyList<string> words, double[][] first, double[][] second)
    {
        var kept = Enumerable.Range(0, words.Count).DistinctBy(i => Hashing.Of(words[i])).ToArray();
        const int Dimensions = GloveSource.Dimensions + SentenceSource.Dimensions;
        var file = new byte[Header + (kept.Length * (sizeof(uint) + Dimensions))];
        BinaryPrimitives.WriteInt32LittleEndian(file, kept.Length);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(4), Dimensions);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(8), GloveSource.Dimensions);
        var at = Header;
        foreach (var i in kept)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(at), Hashing.Of(words[i]));
            at += sizeof(uint);
        }

        foreach (var i in kept)
        {
            foreach (var x in first[i].Concat(second[i])) file[at++] = (byte)(sbyte)Math.Clamp(Math.Round(x * Scale), -127, 127);
        }

        File.WriteAllBytes(path, file);
        return kept.Length;
    }
}
