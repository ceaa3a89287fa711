namespace HandoffBridge.Extraction.Scopes;

/// <summary>What was found when a promise was compared with the signed paper.</summary>
internal sealed class ScopeEvidence
{
    /// <summary>The model's input, in the order of <see cref="ScopeFeatures.Names"/>.</summary>
    public double[] Values { get; } = new double[ScopeFeatures.Names.Count];

    /// <summary>The promise, word by word.</summary>
    public List<ScopeWord> Words { get; init; } = [];

    /// <summary>The nearest thing the paper includes; null where nothing is near.</summary>
    public PaperItem? Included { get; set; }

    /// <summary>How well it covers the promise, 0 to 1.</summary>
    public double IncludedCover { get; set; }

    /// <summary>The nearest thing the paper excludes; null where nothing is near.</summary>
    public PaperItem? Excluded { get; set; }

    /// <summary>How well that covers the promise, 0 to 1.</summary>
    public double ExcludedCover { get; set; }

    /// <summary>A figure of the promise that goes beyond the paper's: theirs, ours and the noun.</summary>
    public (string Promised, string Signed, string Noun)? Beyond { get; set; }

    /// <summary>The paper item the figure was compared with.</summary>
    public PaperItem? BeyondItem { get; set; }

    /// <summary>The paper's date for the work, later than the promised one; null where there is none.</summary>
    public string? LaterDate { get; set; }

    /// <summary>The words of the promise that say themselves that it is not on paper; null where there are none.</summary>
    public string? Admission { get; set; }
}
