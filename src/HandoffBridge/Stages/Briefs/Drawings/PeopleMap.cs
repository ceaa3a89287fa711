using HandoffBridge.Languages;

namespace HandoffBridge.Stages.Briefs.Drawings;

/// <summary>Power × stance. Restricted: drawn only for readers who may see politics.</summary>
internal static class PeopleMap
{
    private const int PerCell = 4;
    private static readonly string[] Columns = ["against", "doubt", "unknown", "for"];

    public static string? Draw(Brief brief, IReadOnlyList<BriefItem> shown, Language language)
    {
        var people = PeopleModel.PeopleOf(brief, shown).Where(p => p.Said.Count > 0 || p.Power == 3).ToList();
        if (!people.Exists(p => p.Said.Count > 0)) return null;
        var cells = people.GroupBy(p => (Column(p.Stance), p.Power)).ToDictionary(g => g.Key, g => g.ToList());
        var heights = Enumerable.Range(1, 3).ToDictionary(power => power, power => 20.0 + (16 * Math.Max(1, Math.Min(PerCell, Columns.Max(c => cells.GetValueOrDefault((c, power))?.Count ?? 0)))));
        var svg = new Svg("people", 400, 24 + heights.Values.Sum(), language.Say("drawing.people"),
            string.Join("; ", people.Select(p => $"{p.Name}: {language.Say("power." + p.Power)}, {(p.Stance is { } s ? language.Word("stance", s) : language.Say("stance.unknown"))}")));
        var y = 20.0;
        for (var c = 0; c < Columns.Length; c++) svg.Text("lane", X(c) + 42, 12, language.Say("map." + Columns[c]), "middle");
        foreach (var power in new[] { 3, 2, 1 })
        {
            svg.Text("lane", 0, y + 18, language.Say("map.power" + power));
            for (var c = 0; c < Columns.Length; c++)
            {
                svg.Rect($"cell cell-{Columns[c]}", X(c), y, 82, heights[power] - 4, 4);
                var row = y + 17;
                var here = cells.GetValueOrDefault((Columns[c], power)) ?? [];
                foreach (var person in here.Take(here.Count > PerCell ? PerCell - 1 : PerCell))
                {
                    svg.Text("person person-" + (person.Stance ?? "unknown"), X(c) + 41, row, Svg.Short(Name(person.Name), 14), "middle");
                    row += 16;
                }

                if (here.Count > PerCell) svg.Text("axis-label", X(c) + 41, row, $"+{here.Count - PerCell + 1}", "middle");
            }

            y += heights[power];
        }

        return svg.ToString();
    }

    private static double X(int column) => 60 + (column * 86);

    // "Maite Zubeldia" fits; "Aleksandra Wiśniewska" becomes "A. Wiśniewska".
    private static string Name(string name) =>
        name.Length <= 13 || name.IndexOf(' ', StringComparison.Ordinal) is < 1 and var _ ? name : $"{name[0]}. {name[(name.LastIndexOf(' ') + 1)..]}";

    private static string Column(string? stance) => stance switch
    {
        "blocker" => "against", "sceptic" => "doubt", "champion" or "sponsor" or "supporter" => "for", _ => "unknown",
    };
}
