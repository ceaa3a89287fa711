using HandoffBridge.Extraction.Deals;

namespace HandoffBridge.Stages.Findings;

/// <summary>Finds the customer's people in a sentence by the names the CRM knows, and people it does not know by how names are written.</summary>
internal sealed class NamedPeople
{
    private static readonly HashSet<string> NoNames = new(
        ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday", "Jan", "Feb", "Mar", "Apr", "Jun", "Jul", "Aug", "Sep", "Sept", "Oct", "Nov", "Dec", "The", "Our", "Their", "This", "That", "When", "While", "After", "Before", "Without", "Two", "Three", "Four", "Some", "Only", "Nobody", "Everybody", "They", "She", "And", "But", "Not", "New", "Old", "Team", "North", "South", "East", "West", "Central", "Great", "Saint", "Port", "Phase", "Line", "Plant", "Site", "Group", "Order", "Act", "Law", "Board", "Coast", "Guard", "Excel", "Windows", "Microsoft", "Oracle", "Google"],
        StringComparer.Ordinal);

    private static readonly HashSet<string> Remarks = new(
        ["calls", "says", "said", "thinks", "thought", "wants", "wanted", "hates", "doubts", "leaves", "left", "leaving", "refuses", "refused", "fears", "believes", "resents", "threatens", "blocks", "resists", "ignores", "complains", "complained", "knows", "decides", "insists", "told", "tells", "retires", "quits", "resigned", "asks", "asked", "goes", "moves", "holds", "never", "won't", "doesn't", "isn't", "ear", "head", "alone"],
        StringComparer.OrdinalIgnoreCase);

    private readonly List<(string Name, string[] Parts)> people;
    private readonly HashSet<string> house = new(StringComparer.Ordinal);

    public NamedPeople(DealFile deal)
    {
        people = [.. deal.Contacts.Select(c => (c.Name, Words(c.Name).Where(p => p.Length > 2 && char.IsUpper(p[0])).ToArray()))];
        // Company and product names are written like people's.
        foreach (var text in deal.Lines.SelectMany(l => new[] { l.Product, l.Description ?? "" }).Append(deal.Account.Name).Append(deal.Deal.Name)) house.UnionWith(Words(text));
        foreach (var (_, parts) in people) house.ExceptWith(parts);
    }

    /// <summary>The contact named first; null where none is.</summary>
    public string? FirstIn(string quote)
    {
        foreach (var word in Words(quote))
        {
            foreach (var (name, parts) in people)
            {
                if (Array.IndexOf(parts, word) >= 0) return name;
            }
        }

        return null;
    }

    /// <summary>True where the quote speaks of somebody whom the CRM does not know: a name of two words beside a word of saying, wanting or leaving.</summary>
    public bool SpeaksOfSomebodyElse(string quote)
    {
        var words = Words(quote).ToList();
        if (!words.Exists(Remarks.Contains)) return false;
        for (var i = 1; i < words.Count; i++)
        {
            if (LikeAName(words[i - 1]) && LikeAName(words[i])) return true;
        }

        return words.Exists(w => w is "Mr" or "Mrs" or "Ms" or "Miss" or "Dr" or "Herr" or "Frau" or "Madame" or "Señor" or "Señora");
    }

    private bool LikeAName(string word) =>
        word.Length > 2 && char.IsUpper(word[0]) && word.Skip(1).Any(char.IsLower) && !NoNames.Contains(word) && !house.Contains(word);

    private static IEnumerable<string> Words(string text)
    {
        var from = -1;
        for (var i = 0; i <= text.Length; i++)
        {
            var inside = i < text.Length && (char.IsLetter(text[i]) || (from >= 0 && text[i] is '\'' or '’' && i + 1 < text.Length && char.IsLetter(text[i + 1])));
            if (inside && from < 0) from = i;
            if (inside || from < 0) continue;
            var word = text[from..i];
            from = -1;
            // "Emil's" is Emil; "won't" stays.
            yield return char.IsUpper(word[0]) && (word.EndsWith("'s", StringComparison.Ordinal) || word.EndsWith("’s", StringComparison.Ordinal)) ? word[..^2] : word;
        }
    }
}
