using System.Collections.Frozen;
using HandoffBridge.Extraction.Features;

namespace HandoffBridge.Extraction.Signals;

/// <summary>Finds whom a politics passage is about: the name as it is written there.</summary>
internal static class PersonName
{
    /// <summary>Who is told, asked or named as the source is not whom the passage is about.</summary>
    private static readonly FrozenSet<uint> BeforeOthers = Set("per", "told", "to", "with", "from", "asked", "by", "for", "via", "than", "like", "says", "said", "under", "replaces", "and", "of");
    private static readonly FrozenSet<uint> AfterSources = Set("says", "said", "told", "mentioned", "thinks", "reckons", "tells", "claims", "hears", "heard", "mentions", "warned", "warns", "confirmed", "writes", "wrote");

    /// <summary>The first person who is not merely told something or the source of it, else the first person; null for a team.</summary>
    public static string? Find(DocumentReading reading, in Passage passage)
    {
        var tokens = reading.TokensOf(passage);
        var first = -1;
        for (var i = 0; i < tokens.Length; i++)
        {
            if (tokens[i].Role is not (Role.CustomerPerson or Role.OtherPerson)) continue;
            if (first < 0) first = i;
            var last = Last(tokens, i);
            var aside = (i > 0 && BeforeOthers.Contains(tokens[i - 1].Word)) || (last + 1 < tokens.Length && AfterSources.Contains(tokens[last + 1].Word));
            if (!aside) return reading.Text[tokens[i].Start..tokens[last].End];
            i = last;
        }

        return first < 0 ? null : reading.Text[tokens[first].Start..tokens[Last(tokens, first)].End];
    }

    private static int Last(ReadOnlySpan<Token> tokens, int at)
    {
        while (at + 1 < tokens.Length && tokens[at + 1].Role == tokens[at].Role && tokens[at + 1].Start - tokens[at].End <= 1) at++;
        return at;
    }

    private static FrozenSet<uint> Set(params string[] words) => words.Select(w => Hashing.Of(w)).ToFrozenSet();
}
