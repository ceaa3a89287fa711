using System.Globalization;
using System.Text.Json;
using System.Text.Unicode;

namespace HandoffBridge.Extraction.Deals;

/// <summary>A deal file's defect: which field, where, and what to do.</summary>
/// <param name="Field">JSON path such as "documents[2].type"; "" for the whole file.</param>
/// <param name="Line">1-based line of the file; null where the place is not known.</param>
/// <param name="Column">1-based column in characters; null where the place is not known.</param>
/// <param name="Message">One sentence naming the remedy.</param>
public sealed record DealFileDefect(string Field, int? Line, int? Column, string Message)
{
    /// <inheritdoc/>
    public override string ToString() =>
        (Field.Length > 0 ? Field + ": " : "") + Message
        + (Line is { } l ? string.Create(CultureInfo.InvariantCulture, $" (line {l}, column {Column})") : "");
}

/// <summary>Either a deal or the reasons why there is none.</summary>
/// <param name="Deal">The deal; null where a defect keeps it from being read.</param>
/// <param name="Defects">Empty where the file is sound.</param>
public sealed record DealFileResult(DealFile? Deal, IReadOnlyList<DealFileDefect> Defects);

/// <summary>Reads deal files strictly: what is wrong is named by field, line and column; what is unknown is kept.</summary>
public static class DealFileReader
{
    /// <summary>The largest file read, in bytes: larger ones are refused before they are parsed.</summary>
    public const int MaxBytes = 32 * 1024 * 1024;

    /// <summary>Legal values of documents[].type.</summary>
    public static IReadOnlyList<string> DocumentTypes { get; } = ["note", "email", "call", "meeting", "chat", "task", "sow"];

    /// <summary>Reads one deal file.</summary>
    /// <param name="utf8">The file's bytes; a byte order mark is skipped.</param>
    public static DealFileResult Read(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length > MaxBytes)
            return Refuse("", null, null, string.Create(CultureInfo.InvariantCulture, $"the file has {utf8.Length / 1024 / 1024} MB, more than the {MaxBytes / 1024 / 1024} MB that are read; split it or drop attachments."));
        if (utf8.StartsWith("\uFEFF"u8)) utf8 = utf8[3..];
        if (utf8.TrimStart(" \t\r\n"u8).IsEmpty) return Refuse("", null, null, "the file is empty; a deal file is one JSON object.");
        if (!Utf8.IsValid(utf8))
        {
            var (line, column) = JsonPlaces.AtOffset(utf8, JsonPlaces.FirstInvalid(utf8));
            return Refuse("", line, column, "the file is not UTF-8 here; save it as UTF-8.");
        }

        Wire? wire;
        try
        {
            wire = JsonSerializer.Deserialize(utf8, DealFileWireJson.Default.Wire);
        }
        catch (JsonException e)
        {
            return Refuse(e, utf8);
        }

        if (wire is null) return Refuse("", 1, 1, "the file holds null; a deal file is one JSON object.");
        var checker = new DealFileChecker();
        var deal = checker.Check(wire);
        if (checker.Findings.Count == 0) return new(deal, []);
        var defects = new List<DealFileDefect>(checker.Findings.Count);
        foreach (var (field, message) in checker.Findings)
        {
            var (line, column) = JsonPlaces.Of(utf8, field);
            defects.Add(new(field, line, column, message));
        }

        return new(null, defects);
    }

    private static DealFileResult Refuse(string field, int? line, int? column, string message) =>
        new(null, [new(field, line, column, message)]);

    private static DealFileResult Refuse(JsonException e, ReadOnlySpan<byte> utf8)
    {
        var field = e.Path is null or "$" ? "" : e.Path.StartsWith("$.", StringComparison.Ordinal) ? e.Path[2..] : e.Path;
        // A value of the wrong type is shown where it starts, broken JSON where it breaks.
        var (line, column) = !Says(e.Message, "could not be converted") && e is { LineNumber: { } l, BytePositionInLine: { } b } ? JsonPlaces.AtLine(utf8, l, b) : JsonPlaces.Of(utf8, field);
        return Refuse(field, line, column, Sentence(e));
    }

    private static string Sentence(JsonException e)
    {
        var m = e.Message;
        if (e.InnerException is InvalidOperationException && Says(e.InnerException.Message, "UTF-16"))
            return "this text holds half of a surrogate pair (\\ud800 to \\udfff); write the whole character.";
        if (Says(m, "maximum configured depth")) return "the file nests too deeply here; a deal file needs no more than six levels.";
        if (Says(m, "Duplicate property")) return "the same field stands twice in one object here; keep one of them.";
        if (Says(m, "to System.DateTimeOffset") || Says(m, "System.Nullable`1[System.DateTimeOffset]")) return "this is not a date; write ISO 8601 with an offset, such as 2026-03-31T16:40:00Z.";
        if (Says(m, "could not be converted to")) return "this value has the wrong type; see the deal file format.";
        foreach (var end in (string[])[" Path:", " LineNumber:"])
        {
            var cut = m.IndexOf(end, StringComparison.Ordinal);
            if (cut > 0) m = m[..cut];
        }

        return "the file is not valid JSON here: " + m;
    }

    private static bool Says(string message, string words) => message.Contains(words, StringComparison.Ordinal);
}
