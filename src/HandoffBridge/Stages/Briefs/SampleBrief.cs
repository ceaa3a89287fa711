using System.Text.Json;

namespace HandoffBridge.Stages.Briefs;

/// <summary>A brief of an invented deal: what templates are tried with, so that no customer's words are shown in a preview.</summary>
public static class SampleBrief
{
    private static readonly Lazy<Brief> Loaded = new(() =>
    {
        using var stream = typeof(SampleBrief).Assembly.GetManifestResourceStream("HandoffBridge.sample-brief.json")
            ?? throw new InvalidOperationException("sample-brief.json is not in the assembly.");
        return JsonSerializer.Deserialize(stream, BriefJson.Default.Brief)!;
    });

    /// <summary>The brief.</summary>
    public static Brief Instance => Loaded.Value;

    /// <summary>The model that a template of this file name is rendered with; restricted matters are in it.</summary>
    internal static Row ModelFor(string file, Brief? brief = null)
    {
        brief ??= Instance;
        var model = file.Contains("what-we-heard", StringComparison.Ordinal)
            ? WhatWeHeardModel.Of(WhatWeHeard.From(brief))
            : BriefModel.Of(brief, new RenderOptions { IncludeRestricted = true, Today = DateOnly.FromDateTime(brief.CreatedAt.DateTime) });
        model["style"] = "";
        return model;
    }
}
