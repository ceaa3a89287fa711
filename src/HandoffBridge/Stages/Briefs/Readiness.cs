using HandoffBridge.Languages;
using HandoffBridge.Stages.Findings;

namespace HandoffBridge.Stages.Briefs;

/// <summary>
/// The readiness score: what delivery needs on day one, each part with its points (100 in all). A part counts in
/// full or not at all, except the share of unscoped commitments that are decided and of questions that are answered.
/// </summary>
/// <remarks>
/// need 15 (5 of them for the customer's own words) · success measure 10 · dated urgency 15 · who decides 8 ·
/// who carries it inside 7 · unscoped commitments decided 20 · customer's obligations 10 · risks 5 · questions answered 10.
/// </remarks>
internal static class Readiness
{
    public static BriefReadiness Of(Brief brief, Language language)
    {
        var items = brief.Items.Where(i => i.State != "dismissed").ToList();
        var missing = new List<string>();
        var score = 0.0;
        var needs = Kind("need");
        Part("need", 10, needs.Count > 0);
        Part("voice", 5, needs.Any(n => n.Said == "by-customer"));
        Part("measure", 10, needs.Concat(Kind("urgency")).Any(n => ReadVoice.IsSuccessMeasure(n.Text)) || Answered("measure"));
        Part("date", 15, Kind("urgency").Any(u => u.Due is not null) || Answered("date"));
        Part("decider", 8, brief.People.Any(p => PowerOf.Contact(p.Title, p.Role) == 3) || Kind("politics").Any(p => PowerOf.SaysDecider(p.Text)) || Answered("decider"));
        Part("lead", 7, Kind("politics").Any(p => p.Stance is "champion" or "supporter" or "sponsor") || brief.People.Any(p => p.Role?.Contains("hampion", StringComparison.Ordinal) == true) || Answered("lead"));
        var loose = Kind("commitment").Where(c => c.Scope is { Status: not "scoped" }).ToList();
        var undecided = loose.Count(c => c.Disposition is null);
        score += loose.Count == 0 ? 20 : 20.0 * (loose.Count - undecided) / loose.Count;
        if (undecided > 0) missing.Add(language.Count("missing.dispositions", undecided));
        Part("owes", 10, Kind("customer_commitment").Count > 0 || Answered("owes"));
        Part("risk", 5, Kind("risk").Count > 0 || Answered("risk"));
        var open = brief.OpenQuestions.Count(q => q.Answer is null);
        score += brief.OpenQuestions.Count == 0 ? 10 : 10.0 * (brief.OpenQuestions.Count - open) / brief.OpenQuestions.Count;
        if (open > 0) missing.Add(language.Count("missing.questions", open));
        return new((int)Math.Round(score, MidpointRounding.AwayFromZero), missing);

        List<BriefItem> Kind(string kind) => [.. items.Where(i => i.Kind == kind)];
        bool Answered(string code) => brief.OpenQuestions.Any(q => q.Code == code && q.Answer is not null);
        void Part(string code, int points, bool there)
        {
            if (there) score += points;
            else missing.Add(language.Say("missing." + code));
        }
    }
}
