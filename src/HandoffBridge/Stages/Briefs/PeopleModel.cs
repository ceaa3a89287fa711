using HandoffBridge.Languages;
using HandoffBridge.Stages.Findings;

namespace HandoffBridge.Stages.Briefs;

/// <summary>People as templates see them: names and titles for everybody; stance, power and remarks only where asked for.</summary>
internal sealed class PeopleModel(Brief brief, IReadOnlyList<BriefItem> shown, bool restricted, Language language, ItemModel items)
{
    public Row Build()
    {
        var hidden = brief.Items.Count(i => i is { Restricted: true, State: not "dismissed" });
        var people = PeopleOf(brief, shown);
        var whose = people.SelectMany(p => p.Said).ToHashSet();
        return new()
        {
            ["restricted"] = restricted,
            ["hidden"] = !restricted && hidden > 0 ? language.Count("people.hidden", hidden) : null,
            ["any"] = brief.People.Count > 0 || hidden > 0,
            ["contacts"] = brief.People.Select(p => new Row
            {
                ["name"] = Displayed.Clean(p.Name), ["title"] = Displayed.Clean(p.Title), ["role"] = Displayed.Clean(p.Role),
                ["seen"] = p.LastSeen is { } seen ? language.Date(seen) : language.Say("people.never"),
            }).ToList(),
            ["persons"] = restricted ? people.Where(p => p.Said.Count > 0).Select(p => new Row
            {
                ["name"] = Displayed.Clean(p.Name), ["title"] = Displayed.Clean(p.Title),
                ["stance"] = p.Stance is { } s ? language.Word("stance", s) : language.Say("stance.unknown"), ["stanceName"] = p.Stance ?? "unknown",
                ["power"] = language.Say("power." + p.Power),
                ["said"] = items.Of(p.Said),
            }).ToList() : null,
            ["others"] = restricted ? items.Of(shown.Where(i => i.Kind == "politics" && !whose.Contains(i))) : null,
        };
    }

    /// <summary>Contacts and the people whom only the trail names, with what is said of each; the most powerful first.</summary>
    internal static IReadOnlyList<(string Name, string? Title, string? Stance, int Power, List<BriefItem> Said)> PeopleOf(Brief brief, IReadOnlyList<BriefItem> shown)
    {
        var politics = shown.Where(i => i is { Kind: "politics", Person: not null }).ToList();
        var people = brief.People.Select(p => (p.Name, p.Title, Power: PowerOf.Contact(p.Title, p.Role), Said: politics.Where(i => Same(p.Name, i.Person!)).ToList())).ToList();
        foreach (var item in politics.Where(i => people.TrueForAll(p => !Same(p.Name, i.Person!))))
        {
            people.Add((item.Person!, null, 1, [.. politics.Where(i => Same(item.Person!, i.Person!))]));
        }

        return [.. people
            .Select(p => (p.Name, p.Title, Stance: p.Said.OrderBy(s => s.Proofs.Count == 0 ? DateTimeOffset.MaxValue : s.Proofs[^1].At).LastOrDefault(s => s.Stance is not null)?.Stance,
                Power: p.Said.Exists(s => PowerOf.SaysDecider(s.Text)) ? 3 : p.Power, p.Said))
            .OrderByDescending(p => p.Power)];
    }

    // "Maite" and "Zubeldia" are Maite Zubeldia; "Mrs. Oravcová" is Zdenka Oravcová.
    private static bool Same(string full, string name)
    {
        var parts = full.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var said = name.Split([' ', '.'], StringSplitOptions.RemoveEmptyEntries).Where(s => s is not ("Mr" or "Mrs" or "Ms" or "Dr" or "Herr" or "Frau")).ToList();
        return said.Count > 0 && said.TrueForAll(s => parts.Contains(s, StringComparer.OrdinalIgnoreCase));
    }
}
