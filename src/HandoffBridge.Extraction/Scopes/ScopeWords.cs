namespace HandoffBridge.Extraction.Scopes;

/// <summary>The plain words of a promise, for the learnt part of the model: tone tells as much as matter ("I'll personally", "too").</summary>
internal static class ScopeWords
{
    /// <summary>Distinct lower-case words without figures, in order of appearance.</summary>
    public static List<string> Of(string quote) => Of(ScopeVocabulary.Read(quote));

    /// <summary>The same of a promise that is cut into words.</summary>
    public static List<string> Of(List<ScopeWord> quote)
    {
        var words = new List<string>(quote.Count);
        foreach (var word in quote)
        {
            if (char.IsLetter(word.Text[0]) && !words.Contains(word.Text)) words.Add(word.Text);
        }

        return words;
    }
}
