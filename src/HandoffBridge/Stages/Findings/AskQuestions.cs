using System.Text.RegularExpressions;
using HandoffBridge.Extraction.Deals;
using HandoffBridge.Languages;
using HandoffBridge.Stages.Roadmap;

namespace HandoffBridge.Stages.Findings;

/// <summary>
/// The open questions: at most five, only what the trail does not answer, ranked by what hurts delivery first.
/// A rule that the trail answers asks nothing. No question holds anything restricted.
/// </summary>
internal sealed class AskQuestions(string handoffId, DealFile deal, RoadmapRegister register, Language language)
{
    private const int Most = 5;

    public IReadOnlyList<OpenQuestion> Ask(IReadOnlyList<Finding> items, Voice voice) =>
        [.. Candidates(items, voice).OrderByDescending(q => q.Weight).Take(Most).Select(q => q.Question)];

    private IEnumerable<(int Weight, OpenQuestion Question)> Candidates(IReadOnlyList<Finding> items, Voice voice)
    {
        var needs = items.Where(i => i.Kind == "need").ToList();
        var urgency = items.Where(i => i.Kind == "urgency").ToList();
        var politics = items.Where(i => i.Kind == "politics").ToList();
        if (needs.Count == 0) yield return (100, Question("need"));
        if (!urgency.Any(u => u.Due is not null)) yield return (95, Question("date"));
        if (!deal.Contacts.Any(c => PowerOf.Contact(c.Title, c.Role) == 3) && !politics.Any(p => p.Proofs.Any(q => PowerOf.SaysDecider(q.Quote)))) yield return (90, Question("decider"));
        if (needs.Count > 0 && !needs.Concat(urgency).Any(n => n.Proofs.Any(p => ReadVoice.IsSuccessMeasure(p.Quote)))) yield return (85, Question("measure"));
        var undated = items.Where(i => i is { Kind: "commitment", Due: null, Restricted: false, Scope.Status: not "scoped" }).ToList();
        if (undated.Count > 0) yield return (80, Question("due", undated[0]));
        var unknown = items.FirstOrDefault(i => i is { Kind: "roadmap", Restricted: false, Roadmap.ProductSays: null });
        if (unknown is not null && register.Features.Count > 0) yield return (75, Question("roadmap", unknown));
        if (!items.Any(i => i.Kind == "customer_commitment")) yield return (70, Question("owes"));
        if (!politics.Any(p => p.Stance is "champion" or "supporter" or "sponsor") && !deal.Contacts.Any(c => c.Role?.Contains("hampion", StringComparison.Ordinal) == true)) yield return (65, Question("lead"));
        if (voice.CustomerShare == 0 && items.Count > 0) yield return (60, Question("voice"));
        if (!items.Any(i => i.Kind == "risk")) yield return (50, Question("risk"));
        if (needs.Count > 0 && voice.Questions.First(q => q.Code == "changes").Items.Count == 0) yield return (45, Question("changes"));
        if (urgency.Count > 0 && !urgency.Any(u => u.Proofs.Any(p => SaysConsequence(p.Quote)))) yield return (40, Question("missed"));
    }

    // A question about an item belongs to it: its answer must not pass to the next item that has none.
    private OpenQuestion Question(string code, Finding? about = null) =>
        new("q-" + FindingIds.Hash(handoffId, code, about?.Id ?? ""), code,
            about is null ? language.Say($"question.{code}") : language.Say($"question.{code}", Quoted(about.Text)), language.Say($"question.{code}.why"));

    private static string Quoted(string text) => text.Length <= 140 ? text : text[..(text.LastIndexOf(' ', 138) is > 60 and var cut ? cut : 138)] + " …";

    /// <summary>True where a clock says what happens when it is missed.</summary>
    internal static bool SaysConsequence(string quote) => Missed.IsMatch(quote);

    private static readonly Regex Missed = new(
        @"\bif\b|otherwise|or else|\bor (we|they|it|the|he|she|i)\b|penalt|\bfines?\b|\blos[et]|waits?\b|until|after that|puts us|no grace|not (running|live|ready|up)|cannot|can'?t|stops?\b|shuts?\b|switched off|expires?|runs out|back to|nobody|accept|doubles|goes up|\bdies\b",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
}
