using HandoffBridge.Connectors.Crm;
using HandoffBridge.Data;
using HandoffBridge.Stages.Deals;
using HandoffBridge.Stages.Roadmap;
using HandoffBridge.Web.Access;
using Microsoft.EntityFrameworkCore;

namespace HandoffBridge.Stages.Reviews;

/// <summary>What is asked of the review.</summary>
/// <param name="Period">The period.</param>
/// <param name="Owner">Only this account executive's deals (address in lower case); null: all.</param>
/// <param name="Team">Only this team's; null: all.</param>
public sealed record ReviewQuestion(ReviewPeriod Period, string? Owner = null, string? Team = null);

/// <summary>A feature that was heard in a deal, with product's word of today (null: the register does not know it).</summary>
public sealed record Mention(string HandoffId, string Feature, string? ProductSays, string? Due);

/// <summary>Reads the facts of standing wins and counts the review of a period.</summary>
public sealed class ReadReview(IDbContextFactory<BridgeDb> contexts, ReviewsOptions options, TimeProvider time)
{
    /// <summary>The last whole month.</summary>
    public ReviewPeriod Default => ReviewPeriod.Month(ReviewPeriod.Day(time.GetUtcNow(), options.Zone)).Plus(-1);

    /// <summary>Counts.</summary>
    public async Task<Review> OfAsync(ReviewQuestion question, Viewer viewer, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(question);
        var people = AccessRules.MayReviewPeople(viewer);
        if (!people) question = question with { Owner = null, Team = null };
        await using var db = contexts.CreateDbContext();
        var (facts, mentions) = await FactsAsync(db, question, slim: true, cancellationToken);
        var filtered = question.Owner is not null || question.Team is not null;
        var missing = filtered ? [] : await db.Set<DealRow>().AsNoTracking().Where(d => d.State == CrmDealState.Won && !db.Set<FactRow>().Any(f => f.HandoffId == d.HandoffId)).Select(d => d.WonAt ?? d.FirstSeenAt).ToListAsync(cancellationToken);
        var review = new CountReview(options, await TargetsAsync(db, cancellationToken)).Of(facts, mentions, missing, question.Period);
        return review with { Owner = question.Owner, Team = question.Team, Owners = people ? review.Owners : [] };
    }

    /// <summary>The facts of every standing win that is asked for, of any time, with the features heard: a deal retracted or erased is not among them, whatever its facts say.</summary>
    /// <param name="db">Context.</param>
    /// <param name="question">Whose deals.</param>
    /// <param name="slim">True: without names and texts.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<(IReadOnlyList<FactRow> Facts, IReadOnlyList<Mention> Mentions)> FactsAsync(BridgeDb db, ReviewQuestion question, bool slim, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(question);
        var query = db.Set<FactRow>().AsNoTracking().Where(f => db.Set<DealRow>().Any(d => d.HandoffId == f.HandoffId && d.State == CrmDealState.Won));
        if (question.Owner is { } owner) query = query.Where(f => f.OwnerEmail == owner);
        if (slim) query = Slim(query);
        var facts = await query.ToListAsync(cancellationToken);
        if (question.Team is { } team) facts = facts.FindAll(f => options.TeamOf(f.OwnerEmail) == team);
        var says = await db.Set<FeatureRow>().AsNoTracking().Where(f => !f.Removed).ToDictionaryAsync(f => f.Name, f => f.Status, StringComparer.Ordinal, cancellationToken);
        var known = facts.ToDictionary(f => f.HandoffId, StringComparer.Ordinal);
        var mentions = (await db.Set<MentionRow>().AsNoTracking().ToListAsync(cancellationToken)).Where(m => known.ContainsKey(m.HandoffId))
            .Select(m => new Mention(m.HandoffId, m.Feature, m.Known ? says.GetValueOrDefault(m.Feature) : null, m.Due)).ToList();
        // Product's word of today: what has shipped since is no exposure any more.
        foreach (var exposed in mentions.Where(m => m.ProductSays != "shipped")) known[exposed.HandoffId].RoadmapExposed++;
        return (facts, mentions);
    }

    /// <summary>Only what numbers are made of: names and texts of ten thousand deals would be most of the work.</summary>
    private static IQueryable<FactRow> Slim(IQueryable<FactRow> query) => query.Select(f => new FactRow
    {
        HandoffId = f.HandoffId, OwnerName = f.OwnerName, OwnerEmail = f.OwnerEmail, Kind = f.Kind, WonAt = f.WonAt, Amount = f.Amount, Currency = f.Currency, TermMonths = f.TermMonths,
        Commitments = f.Commitments, Unscoped = f.Unscoped, TermsKnown = f.TermsKnown, TermsOff = f.TermsOff, Structure = f.Structure, ReadinessFirst = f.ReadinessFirst,
        ResponseSeconds = f.ResponseSeconds, BriefSeconds = f.BriefSeconds, AcceptSeconds = f.AcceptSeconds, Accepted = f.Accepted, Answers = f.Answers, ReturnReasons = f.ReturnReasons, Returns = f.Returns,
        Kept = f.Kept, Renegotiated = f.Renegotiated, Broken = f.Broken, Engagement = f.Engagement, Contacts = f.Contacts, CustomerContacts = f.CustomerContacts, Silences = f.Silences,
        WentQuiet = f.WentQuiet, Voices = f.Voices, CustomerShare = f.CustomerShare, Answered = f.Answered,
    });

    /// <summary>Whether a deal was won in a period.</summary>
    public bool In(FactRow fact, ReviewPeriod period)
    {
        ArgumentNullException.ThrowIfNull(fact);
        ArgumentNullException.ThrowIfNull(period);
        var day = ReviewPeriod.Day(fact.WonAt, options.Zone);
        return day >= period.From && day <= period.Until;
    }

    /// <summary>Targets that stand.</summary>
    public static async Task<IReadOnlyDictionary<string, decimal>> TargetsAsync(BridgeDb db, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(db);
        var rows = await db.Set<TargetRow>().AsNoTracking().OrderBy(t => t.Id).ToListAsync(cancellationToken);
        return rows.GroupBy(t => t.Number, StringComparer.Ordinal).Where(g => g.Last().Value is not null).ToDictionary(g => g.Key, g => g.Last().Value!.Value, StringComparer.Ordinal);
    }
}
