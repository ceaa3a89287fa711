using HandoffBridge.Extraction.Deals;

namespace HandoffBridge.Extraction.Scopes;

/// <summary>Names of the deal's people: they say who, never what, so they count for nothing when a promise is compared with paper.</summary>
internal static class DealNames
{
    public static HashSet<string> Of(DealFile deal)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var contact in deal.Contacts) Add(names, contact.Name);
        foreach (var member in deal.Team ?? []) Add(names, member.Name);
        Add(names, deal.Deal.Owner?.Name);
        foreach (var document in deal.Documents) Add(names, document.Author?.Name);
        return names;
    }

    private static void Add(HashSet<string> names, string? name)
    {
        if (name is null) return;
        foreach (var word in ScopeVocabulary.Read(name))
        {
            names.Add(word.Text);
            names.Add(word.Text + "'s");
        }
    }
}
