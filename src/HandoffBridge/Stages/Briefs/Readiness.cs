using HandoffBridge.Languages;
using HandoffBridge.Stages.Findings;

namespace HandoffBridge.Stages.Briefs;

/// <summary>The readiness score, 0 to 100: how much of what delivery needs on day one is there, and what is missing in readers' words.</summary>
/// <remarks>
/// <list type="table">
/// <item><term>10</term><description>a need</description></item>
/// <item><term>5</term><description>the customer's own voice: full at 30 % of all proofs</description></item>
/// <item><term>10</term><description>a success measure</description></item>
/// <item><term>15</term><description>urgency: 10 for a date, 5 for what happens if it is missed</description></item>
/// <item><term>15</term><description>people: 5 who decides, 3 that they took part, 7 who carries it inside</description></item>
/// <item><term>20</term><description>commitments: the share that signed paper covers or somebody decided; 20 where there are none</description></item>
/// <item><term>10</term><description>the customer's obligations: half for having them, half for the share with a date</description></item>
/// <item><term>5</term><description>risks</description></item>
/// <item><term>10</term><description>open questions: the share that is answered; 10 where there are none</description></item>
/// </list>
/// An answered question counts as what it asks for.
/// </remarks>
internal static class Readiness
{
    private const double FullVoice = 0.3;

    public static BriefReadiness Of(Brief brief, Language language)
    {
        var items = brief.Items.Where(i => i.State != "dismissed").ToList();
        var missing = new List<string>();
        var score = 0.0;
        var (needs, urgency, politics, owed) = (Kind("need"), Kind("urgency"), Kind("politics"), Kind("customer_commitment"));
        Part("need", 10, needs.Count > 0);
        score += 5 * Math.Min(1, (brief.Voice?.CustomerShare ?? 0) / FullVoice);
        if (!needs.Any(n => n.Said == "by-customer")) missing.Add(language.Say("missing.voice"));
        Part("measure", 10, needs.Concat(urgency).Any(n => ReadVoice.IsSuccessMeasure(n.Text)));
        Part("date", 10, urgency.Any(u => u.Due is not null));
        Part("missed", 5, urgency.Any(u => AskQuestions.SaysConsequence(u.Text)));
        var deciders = brief.People.Where(p => PowerOf.Contact(p.Title, p.Role) == 3).ToList();
        Part("decider", 5, deciders.Count > 0 || politics.Any(p => PowerOf.SaysDecider(p.Text)));
        if (deciders.Count == 0 || deciders.Exists(p => p.LastSeen is not null)) score += 3;
        Part("lead", 7, politics.Any(p => p.Stance is "champion" or "supporter" or "sponsor") || brief.People.Any(p => p.Role?.Contains("hampion", StringComparison.Ordinal) == true));
        var promises = Kind("commitment");
        var undecided = promises.Count(c => c.Scope is { Status: not "scoped" } && c.Disposition is null);
        score += 20 * Share(promises.Count - undecided, promises.Count);
        if (undecided > 0) missing.Add(language.Count("missing.dispositions", undecided));
        Part("owes", 5, owed.Count > 0);
        if (owed.Count > 0) score += 5 * Share(owed.Count(o => o.Due is not null), owed.Count);
        Part("risk", 5, Kind("risk").Count > 0);
        var open = brief.OpenQuestions.Count(q => q.Answer is null);
        score += 10 * Share(brief.OpenQuestions.Count - open, brief.OpenQuestions.Count);
        if (open > 0) missing.Add(language.Count("missing.questions", open));
        return new((int)Math.Round(score, MidpointRounding.AwayFromZero), missing);

        List<BriefItem> Kind(string kind) => [.. items.Where(i => i.Kind == kind)];

        void Part(string code, int points, bool there)
        {
            if (there || brief.OpenQuestions.Any(q => q.Code == code && q.Answer is not null)) score += points;
            else missing.Add(language.Say("missing." + code));
        }
    }

    private static double Share(int part, int whole) => whole == 0 ? 1 : (double)part / whole;
}
