using HandoffBridge.Stages.Briefs;

namespace HandoffBridge.Stages.Accounts;

/// <summary>A statement with its proof.</summary>
/// <param name="Text">What is said.</param>
/// <param name="Quote">Verbatim words; null where the statement is a fact of the handoff itself.</param>
/// <param name="By">Who said it.</param>
/// <param name="At">When.</param>
/// <param name="HandoffId">Where it stands.</param>
public sealed record Statement(string Text, string? Quote, string? By, DateTimeOffset? At, string HandoffId);

/// <summary>What nobody knows: the key of the sentence and what fills it.</summary>
public sealed record Gap(string Key, params object?[] Gaps);

/// <summary>One chapter of the motion.</summary>
/// <param name="Phase">acquire, adopt, grow or expand.</param>
/// <param name="Steps">What happened, oldest first.</param>
public sealed record Phase(string Name, IReadOnlyList<PhaseStep> Steps);

/// <summary>One handoff in the motion.</summary>
public sealed record PhaseStep(string HandoffId, string Deal, DateTimeOffset WonAt, int Contacts, int CustomerContacts, int Promised, int Unscoped, int Kept, int Renegotiated, int Broken, string? Engagement, string Status);

/// <summary>Somebody answers for something.</summary>
public sealed record Accountable(string What, string? Who, string HandoffId);

/// <summary>The four questions of an account, answered from all its handoffs.</summary>
/// <param name="People">The customer's people with their roles, the most mentioned first.</param>
/// <param name="Struggles">What happens there and where they struggle.</param>
/// <param name="Changes">What changes in their day, and what they must achieve.</param>
/// <param name="Motion">acquire, adopt, grow, expand.</param>
/// <param name="Accountable">Who answers for what.</param>
/// <param name="Gaps">What the trail does not say, by question 1 to 4.</param>
public sealed record FourAnswers(
    IReadOnlyList<BriefPerson> People, IReadOnlyList<Statement> Struggles, IReadOnlyList<Statement> Changes, IReadOnlyList<Phase> Motion, IReadOnlyList<Accountable> Accountable, ILookup<int, Gap> Gaps);

/// <summary>Answers the four questions. Uses nothing restricted. Pure.</summary>
public static class AnswerFour
{
    private const int Most = 8;

    /// <summary>Answers.</summary>
    /// <param name="handoffs">The newest brief of every handoff the reader may see, with its facts (null: not counted yet) and card.</param>
    public static FourAnswers Of(IReadOnlyList<(Brief Brief, Reviews.FactRow? Facts, BriefCardRow Card)> handoffs)
    {
        ArgumentNullException.ThrowIfNull(handoffs);
        var standing = handoffs.Where(h => h.Brief.Status != "retracted").OrderBy(h => h.Brief.Deal.WonAt).ToList();
        var people = standing.SelectMany(h => h.Brief.People).GroupBy(p => p.Name, StringComparer.OrdinalIgnoreCase)
            .Select(g => g.OrderByDescending(p => p.LastSeen).First() with { Mentions = g.Sum(p => p.Mentions), LastSeen = g.Max(p => p.LastSeen) }).OrderByDescending(p => p.Mentions).ThenBy(p => p.Name, StringComparer.Ordinal).ToList();
        var struggles = Answers(standing, "happens", "struggle");
        var changes = Answers(standing, "changes", "achieve");
        var motion = new[] { ("acquire", "new"), ("adopt", ""), ("grow", "renewal"), ("expand", "expansion") }
            .Select(p => new Phase(p.Item1, [.. standing.Where(h => p.Item1 == "adopt" ? h.Facts is { Accepted: true } : h.Brief.Deal.Kind == p.Item2).Select(Step)])).ToList();
        var accountable = Accounts(standing);
        return new(people, struggles, changes, motion, accountable, Gaps(people, struggles, changes, motion, accountable, standing).ToLookup(g => g.Question, g => g.Gap));
    }

    private static IReadOnlyList<Statement> Answers(List<(Brief Brief, Reviews.FactRow? Facts, BriefCardRow Card)> handoffs, params string[] questions) =>
        [.. handoffs.AsEnumerable().Reverse().SelectMany(h => (h.Brief.Voice?.Questions ?? []).Where(q => questions.Contains(q.Question, StringComparer.Ordinal)).SelectMany(q => q.Items)
            .Distinct(StringComparer.Ordinal).Select(id => h.Brief.Items.FirstOrDefault(i => i.Id == id)).OfType<BriefItem>().Where(i => i is { Restricted: false, State: not "dismissed" }).Select(i =>
            {
                var proof = i.Proofs.FirstOrDefault(p => p.Side == "customer") ?? i.Proofs.FirstOrDefault();
                return new Statement(i.Text, proof?.Quote, proof?.Author, proof?.At, h.Brief.HandoffId);
            })).DistinctBy(s => s.Quote ?? s.Text, StringComparer.Ordinal).Take(Most)];

    private static PhaseStep Step((Brief Brief, Reviews.FactRow? Facts, BriefCardRow Card) h) => new(
        h.Brief.HandoffId, h.Brief.Deal.Name, h.Brief.Deal.WonAt, h.Brief.Journey?.Contacts ?? 0, h.Brief.Journey?.CustomerContacts ?? 0,
        h.Brief.Items.Count(i => i is { Kind: "commitment", State: not "dismissed" }), h.Brief.Items.Count(i => i is { Kind: "commitment", State: not "dismissed", Scope.Status: "unscoped" or "contradicts" }),
        h.Facts?.Kept ?? 0, h.Facts?.Renegotiated ?? 0, h.Facts?.Broken ?? 0, h.Brief.Journey?.Engagement, h.Brief.Status);

    private static List<Accountable> Accounts(List<(Brief Brief, Reviews.FactRow? Facts, BriefCardRow Card)> standing)
    {
        var list = new List<Accountable>();
        if (standing.Count == 0) return list;
        var last = standing[^1];
        list.Add(new("account.sold", last.Brief.Deal.OwnerName, last.Brief.HandoffId));
        list.Add(new("account.delivers", last.Card.CsmEmail, last.Brief.HandoffId));
        foreach (var (brief, _, _) in standing)
        {
            foreach (var item in brief.Items.Where(i => i is { Kind: "commitment", Restricted: false, State: not "dismissed", Scope.Status: "unscoped" or "contradicts" }))
                list.Add(new(item.Text, item.Disposition?.Owner, brief.HandoffId));
            foreach (var item in brief.Items.Where(i => i is { Restricted: false, State: not "dismissed", Roadmap.ProductSays: not "shipped" and not null }))
                list.Add(new(item.Roadmap!.Feature, item.Roadmap.Owner, brief.HandoffId));
        }

        return [.. list.DistinctBy(a => (a.What, a.HandoffId))];
    }

    private static IEnumerable<(int Question, Gap Gap)> Gaps(
        List<BriefPerson> people, IReadOnlyList<Statement> struggles, IReadOnlyList<Statement> changes, List<Phase> motion, IReadOnlyList<Accountable> accountable, List<(Brief Brief, Reviews.FactRow? Facts, BriefCardRow Card)> standing)
    {
        if (people.Count == 0) yield return (1, new("account.gap-people"));
        else if (people.TrueForAll(p => p.LastSeen is null)) yield return (1, new("account.gap-unheard"));
        else if (people.TrueForAll(p => p.Role is null)) yield return (1, new("account.gap-roles"));
        if (struggles.Count == 0) yield return (1, new("account.gap-struggles"));
        if (changes.Count == 0) yield return (2, new("account.gap-changes"));
        else if (!standing.Exists(h => (h.Brief.Voice?.Questions ?? []).Any(q => q.Question == "achieve" && q.Items.Count > 0))) yield return (2, new("account.gap-achieve"));
        foreach (var phase in motion.Where(p => p.Steps.Count == 0)) yield return (3, new("account.gap-" + phase.Name));
        var nobody = accountable.Count(a => a.Who is null);
        if (nobody > 0) yield return (4, new("account.gap-nobody", nobody));
    }
}
