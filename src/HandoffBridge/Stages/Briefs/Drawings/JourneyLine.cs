using HandoffBridge.Languages;

namespace HandoffBridge.Stages.Briefs.Drawings;

/// <summary>Every contact on both sides from first touch to signature, silences shaded.</summary>
internal static class JourneyLine
{
    public static string? Draw(Brief brief, Language language)
    {
        if (brief.Timeline.Count < 2 || brief.Journey is not { } journey) return null;
        var signed = DateOnly.FromDateTime(brief.Deal.WonAt.DateTime);
        var axis = new TimeAxis(brief.Timeline.Select(t => Day(t.At)).Append(signed), 76, 392);
        var svg = new Svg("journey", 400, 104, language.Say("drawing.journey"), language.Say("journey.line", journey.Contacts, journey.Days, journey.CustomerContacts));
        foreach (var silence in journey.Silences)
        {
            var (from, to) = (axis.X(Day(silence.From)), axis.X(Day(silence.To)));
            svg.Rect("silence", from, 16, to - from, 60);
            if (to - from > 34) svg.Text("axis-label", (from + to) / 2, 50, language.Say("drawing.days", silence.Days), "middle");
        }

        svg.Text("lane", 0, 34, language.Word("side", "customer")).Text("lane", 0, 66, language.Word("side", "seller"));
        svg.Line("axis", 76, 80, 396, 80);
        axis.Months(svg, 80, language);
        var x = axis.X(signed);
        svg.Line("mark-signed", x, 12, x, 80).Text("mark-label", x, 9, language.Say("drawing.signed"), x > 350 ? "end" : "middle");
        foreach (var contact in brief.Timeline)
        {
            var at = axis.X(Day(contact.At));
            if (contact.Side is "customer" or "both") svg.Circle("contact contact-customer", at, 30, 4.5);
            if (contact.Side is not "customer") svg.Circle("contact contact-seller", at, 62, 4.5);
            if (contact.Side == "both") svg.Line("contact-link", at, 34.5, at, 57.5);
        }

        return svg.ToString();
    }

    private static DateOnly Day(DateTimeOffset at) => DateOnly.FromDateTime(at.DateTime);
}
