namespace HandoffBridge.Extraction.Scopes;

/// <summary>A word as the matcher knows it, whatever text it stands in.</summary>
internal sealed class ScopeWord
{
    public ScopeWord(string text)
    {
        Text = text;
        Figure = ScopePhrase.Figure(text);
        IsStop = ScopeTerms.IsStop(text);
        Stem = ScopeTerms.Stem(text);
        if (Figure is null && !IsStop && Stem.Length >= 2 && !ScopeTerms.IsStop(Stem)) Term = Stem;
    }

    /// <summary>In small letters, apostrophes straight.</summary>
    public string Text { get; }

    /// <summary>Its value where it is a figure.</summary>
    public decimal? Figure { get; }

    /// <summary>Says nothing about what is delivered.</summary>
    public bool IsStop { get; }

    /// <summary>Its stem.</summary>
    public string Stem { get; }

    /// <summary>The stem where it is a term to compare by; null for figures and stop words.</summary>
    public string? Term { get; }

    /// <summary>The number of that term among those known; -1 where there is none.</summary>
    public int TermNumber { get; set; } = -1;
}
