using System.Security.Cryptography;
using System.Text.Json;
using HandoffBridge.Settings;
using HandoffBridge.Stages.Roadmap;
using HandoffBridge.Stages.StandardDeals;

namespace HandoffBridge.Stages.Findings;

/// <summary>Files with what product and RevOps say.</summary>
[Settings("References")]
public sealed class ReferencesOptions
{
    /// <summary>The roadmap register.</summary>
    [Meaning("JSON file of the roadmap register, read where none is kept on /roadmap; empty: none.")]
    public string Roadmap { get; set; } = "";

    /// <summary>The standard deal.</summary>
    [Meaning("JSON file of the standard deal, read where none is kept on /standard-deal; empty: none.")]
    public string StandardDeal { get; set; } = "";
}

/// <summary>Reference data from files.</summary>
public sealed class ReferenceFiles(ReferencesOptions options) : IReferences
{
    /// <inheritdoc/>
    public Task<References> CurrentAsync(CancellationToken cancellationToken) => Task.FromResult(Read());

    /// <summary>Reads both files.</summary>
    /// <exception cref="SettingsException">A file cannot be read.</exception>
    public References Read()
    {
        var (roadmap, standard) = (Bytes(options.Roadmap, "References:Roadmap"), Bytes(options.StandardDeal, "References:StandardDeal"));
        try
        {
            return new(
                roadmap.Length == 0 ? RoadmapRegister.Empty : RoadmapRegister.Read(roadmap),
                standard.Length == 0 ? StandardDeal.Empty : StandardDeal.Read(standard),
                Convert.ToHexStringLower(SHA256.HashData([.. roadmap, 0, .. standard])));
        }
        catch (JsonException e)
        {
            throw new SettingsException($"References:Roadmap or References:StandardDeal cannot be read: {e.Message}");
        }
    }

    private static byte[] Bytes(string path, string setting)
    {
        if (path.Length == 0) return [];
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SettingsException($"{setting} names {path}, which cannot be read; check the path.");
        }
    }
}
