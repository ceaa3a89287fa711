using System.Security.Cryptography;
using System.Text;
using HandoffBridge.Languages;
using HandoffBridge.Stages.Findings;

namespace HandoffBridge.Stages.Briefs;

/// <summary>Writes a brief version from a deal, its findings and what people decided. Pure: no clock, no database.</summary>
/// <param name="language">The language of the sentences it writes (never of quotes).</param>
public sealed class WriteBrief(Language language)
{
    /// <summary>Writes the version.</summary>
    public Brief Write(BriefInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var (deal, findings) = (input.Deal, input.Findings);
        var items = DecideItems.Apply(findings, input.Decisions);
        var open = items.Where(i => i.State != "dismissed").ToList();
        var questions = Questions(findings, input);
        var brief = new Brief
        {
            HandoffId = findings.HandoffId,
            Version = input.Version,
            Status = input.Status,
            Deal = new(deal.Deal.Id, deal.Deal.Name, deal.Deal.WonAt, deal.Deal.Amount, deal.Deal.Currency, deal.Deal.TermMonths, deal.Deal.Kind, deal.Deal.Owner?.Name, deal.Deal.Owner?.Email),
            Account = new(deal.Account.Id, deal.Account.Name, deal.Account.Industry, deal.Account.Country),
            Summary = "",
            Readiness = new(0, []),
            Items = items,
            Signed = [.. findings.Signed.Select(s => new BriefSigned(s.Line, s.Product, s.Description, s.Quantity, [.. s.ServesNeeds.Where(n => open.Any(i => i.Id == n))]))],
            OpenQuestions = questions,
            Timeline = [.. findings.Timeline.Select(t => new BriefContactPoint(t.At, t.Type, t.Side, t.Who) { DocumentId = t.DocumentId })],
            People = [.. findings.People.Select(p => new BriefPerson(p.Id, p.Name, p.Title, p.Role, p.Mentions, p.LastSeen))],
            Terms = [.. findings.Terms.Select(t => new BriefTerm(t.Name, t.Standard, t.Actual, t.Within))],
            Journey = Journey(findings.Journey),
            Voice = Voice(findings.Voice, open),
            NotSold = [.. findings.NotSold.Select(DecideItems.Proof)],
            Remarks = findings.Remarks,
            Language = language.Code,
            Engine = input.Engine,
            CreatedAt = input.CreatedAt,
            Sources = Sources(input),
        };
        brief = brief with { Readiness = Readiness.Of(brief, language) };
        brief = brief with { Summary = Summarise.Of(brief, language), FirstDays = new PlanFirstDays(language).Plan(brief) };
        return input.Previous is { } previous ? brief with { Changes = new CompareVersions(language).Compare(previous, brief) } : brief;
    }

    private static IReadOnlyList<BriefQuestion> Questions(FindingSet findings, BriefInput input)
    {
        var current = findings.Questions.Select(q => new BriefQuestion(q.Id, q.Text, q.Why) { Code = q.Code }).ToList();
        // A question that was answered stays with its answer, also when a later trail would not ask it any more.
        var answered = (input.Previous?.OpenQuestions ?? []).Where(q => current.TrueForAll(c => c.Id != q.Id) && input.Answers.Any(a => a.QuestionId == q.Id));
        // What delivery asked comes with its answer; unanswered it is between the two.
        var asked = input.Answers.Where(a => a.Asked is not null && current.TrueForAll(c => c.Id != a.QuestionId)).GroupBy(a => a.QuestionId, StringComparer.Ordinal).Select(g => new BriefQuestion(g.Key, g.Last().Asked!, "") { Code = "asked" });
        return [.. current.Concat(answered.Where(q => q.Code != "asked")).Concat(asked).Select(q => input.Answers.LastOrDefault(a => a.QuestionId == q.Id) is { } answer ? q with { Answer = answer.Text, AnsweredBy = answer.By } : q)];
    }

    private static BriefJourney Journey(Journey j) =>
        new(j.Days, j.Contacts, j.CustomerContacts, [.. j.Silences.Select(s => new BriefSilence(s.From, s.To, s.Days))], j.WentQuiet, j.Remarks, j.Engagement, j.EngagementReasons);

    private static BriefVoice Voice(Voice voice, List<BriefItem> open) =>
        new(voice.CustomerShare, [.. voice.Questions.Select(q => new BriefVoiceQuestion(q.Code, [.. q.Items.Where(id => open.Any(i => i.Id == id))]))]);

    private static IReadOnlyList<BriefSource> Sources(BriefInput input) =>
        [.. input.Deal.Documents.Select(d => new BriefSource(d.Id, input.Hashes?.GetValueOrDefault(d.Id) ?? Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(d.Text))))
        {
            Type = d.Type, Subject = d.Subject, At = d.At, Author = d.Author?.Name, Side = d.Author?.Side,
        })];
}
