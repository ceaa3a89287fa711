using System.Globalization;
using System.Text;
using System.Text.Json;
using CsvHelper;
using HandoffBridge.Stages.Findings;

namespace HandoffBridge.Stages.Roadmap;

/// <summary>Reads a register from a file somebody brings: the JSON of samples/roadmap.json, or CSV with a head line.</summary>
/// <remarks>CSV columns in any order: name, status, and where known aliases (separated by ; or |), target, owner, asOf. Comma, semicolon or tab.</remarks>
public static class ReadRegister
{
    /// <summary>Reads.</summary>
    /// <returns>The features, or why the file is none.</returns>
    public static (IReadOnlyList<RoadmapFeature> Features, Problem? Problem) Of(ReadOnlySpan<byte> bytes)
    {
        var text = Encoding.UTF8.GetString(bytes).TrimStart('\uFEFF').Trim();
        if (text.Length == 0) return ([], new("roadmap.empty-file"));
        try
        {
            return text[0] is '{' or '/' ? (RoadmapRegister.Read(Encoding.UTF8.GetBytes(text)).Features, null) : Csv(text);
        }
        catch (JsonException e)
        {
            return ([], new("roadmap.bad-json", e.Message));
        }
        catch (CsvFormatException e)
        {
            return ([], new("roadmap.bad-csv", Math.Max(1, e.LineNumber)));
        }
    }

    /// <summary>The register as CSV, as <see cref="Of"/> reads it.</summary>
    public static string Write(IReadOnlyList<RoadmapFeature> features)
    {
        ArgumentNullException.ThrowIfNull(features);
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        using (var csv = CsvWriter.Create(text, new CsvWriterOptions { Injection = CsvInjection.Escape }, leaveOpen: true))
        {
            foreach (var head in new[] { "name", "aliases", "status", "target", "owner", "asOf" }) csv.WriteField(head);
            csv.EndRecord();
            foreach (var f in features)
            {
                foreach (var field in new[] { f.Name, string.Join("; ", f.Aliases), f.Status, f.Target, f.Owner, f.AsOf?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) }) csv.WriteField(field);
                csv.EndRecord();
            }
        }

        return text.ToString();
    }

    private static (IReadOnlyList<RoadmapFeature>, Problem?) Csv(string text)
    {
        // The head line decides: "; " also stands between aliases.
        var head = text.Split('\n')[0];
        using var csv = CsvReader.FromText(text, new CsvReaderOptions
        {
            Separator = new[] { ',', ';', '\t' }.MaxBy(c => head.Count(h => h == c)), TrimWhitespace = true, TrimInsideQuotes = true, TrackLineNumbers = true,
            FieldCountMismatch = CsvFieldCountHandling.Allow, MissingField = CsvMissingFieldHandling.ReturnEmpty,
            NormalizeHeaderName = name => new string([.. name.Where(char.IsLetter)]).ToLowerInvariant(),
        });
        csv.ReadHeader();
        if (!csv.TryGetFieldIndex("name", out _) || !csv.TryGetFieldIndex("status", out _)) return ([], new("roadmap.no-head"));
        var features = new List<RoadmapFeature>();
        while (csv.Read())
        {
            string? Field(string name) => csv.TryGetFieldIndex(name, out var at) && at < csv.FieldCount && csv.GetString(at) is { } value && !string.IsNullOrWhiteSpace(value) ? value.Trim().TrimStart('\'') : null;
            DateOnly? asOf = null;
            if (Field("asof") is { } written)
            {
                if (!DateOnly.TryParseExact(written, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)) return ([], new("roadmap.bad-day", csv.LineNumber, written));
                asOf = day;
            }

            features.Add(new(Field("name") ?? "", Field("aliases")?.Split([';', '|'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [], Field("status") ?? "", Field("target"), Field("owner"), asOf));
        }

        return (features, null);
    }
}
