namespace HandoffBridge.Stages.Briefs;

/// <summary>How a brief is rendered.</summary>
public sealed record RenderOptions
{
    /// <summary>True: with people, politics and restricted items. False: one line says that they exist and who may read them.</summary>
    public bool IncludeRestricted { get; init; }
    /// <summary>Language of headings, dates and money; null: the brief's own.</summary>
    public string? Language { get; init; }
    /// <summary>Marked on the line of time; null: not marked.</summary>
    public DateOnly? Today { get; init; }
    /// <summary>Address of the brief in the app; null: no link.</summary>
    public Uri? Link { get; init; }
    /// <summary>Name of a template beside the shipped one ("brief" → brief.md.hbs, brief.html.hbs).</summary>
    public string Template { get; init; } = "brief";
}
