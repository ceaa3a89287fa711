using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace HandoffBridge.Extraction.Deals;

/// <summary>Finds where in a JSON file something stands: 1-based line and column, in characters.</summary>
internal static class JsonPlaces
{
    /// <summary>The place of a path such as "documents[2].type"; that of the nearest parent where the field is missing.</summary>
    /// <remarks>One pass without memory of its own: a hostile file has millions of paths.</remarks>
    public static (int? Line, int? Column) Of(ReadOnlySpan<byte> utf8, string path)
    {
        var reader = new Utf8JsonReader(utf8);
        if (!reader.Read()) return (null, null);
        var at = reader.TokenStartIndex;
        foreach (var step in path.Split((char[])['.', '['], StringSplitOptions.RemoveEmptyEntries))
        {
            if (!(step[^1] == ']' ? ToElement(ref reader, int.Parse(step[..^1], CultureInfo.InvariantCulture)) : ToProperty(ref reader, step))) break;
            at = reader.TokenStartIndex;
        }

        return AtOffset(utf8, at);
    }

    /// <summary>Line and column of a byte.</summary>
    public static (int? Line, int? Column) AtOffset(ReadOnlySpan<byte> utf8, long offset)
    {
        var before = utf8[..(int)Math.Min(offset, utf8.Length)];
        var line = before.LastIndexOf((byte)'\n') + 1;
        return (before.Count((byte)'\n') + 1, Encoding.UTF8.GetCharCount(before[line..]) + 1);
    }

    /// <summary>Line and column of a byte that is counted from its line's start.</summary>
    public static (int? Line, int? Column) AtLine(ReadOnlySpan<byte> utf8, long line, long byteInLine)
    {
        var offset = 0;
        for (long i = 0; i < line; i++)
        {
            var next = utf8[offset..].IndexOf((byte)'\n');
            if (next < 0) break;
            offset += next + 1;
        }

        return AtOffset(utf8, offset + byteInLine);
    }

    /// <summary>Offset of the first byte that is not UTF-8.</summary>
    public static int FirstInvalid(ReadOnlySpan<byte> utf8)
    {
        var at = 0;
        while (at < utf8.Length && Rune.DecodeFromUtf8(utf8[at..], out _, out var length) == OperationStatus.Done) at += length;
        return at;
    }

    private static bool ToProperty(ref Utf8JsonReader reader, string name)
    {
        if (reader.TokenType != JsonTokenType.StartObject) return false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var found = reader.ValueTextEquals(name);
            reader.Read();
            if (found) return true;
            reader.Skip();
        }

        return false;
    }

    private static bool ToElement(ref Utf8JsonReader reader, int index)
    {
        if (reader.TokenType != JsonTokenType.StartArray) return false;
        for (var i = 0; reader.Read() && reader.TokenType != JsonTokenType.EndArray; i++)
        {
            if (i == index) return true;
            reader.Skip();
        }

        return false;
    }
}
