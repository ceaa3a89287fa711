namespace HandoffBridge.Extraction.Scopes;

/// <summary>The plain words of a promise, for the learnt part of the model: tone tells as much as matter ("I'll personally", "too").</summary>
internal static class ScopeWords
{
    /// <summary>Distinct lower-case words without figures, in order of appearance.</summary>
    public static List<string> Of(string quote)
    {
        var words = new List<string>();
        foreach (var word in ScopePhrase.Words(quote))
        {
            if (char.IsLetter(word[0]) && !words.Contains(word)) words.Add(word);
        }

        return words;
    }
}
