using HandoffBridge.Stages.Briefs;

namespace HandoffBridge.Stages.Reviews;

/// <summary>What a brief and delivery's record say, as numbers.</summary>
public static class ReadFacts
{
    /// <summary>Fills in what the newest brief says.</summary>
    public static void Brief(FactRow row, Brief brief)
    {
        ArgumentNullException.ThrowIfNull(row);
        ArgumentNullException.ThrowIfNull(brief);
        (row.DealName, row.Kind, row.AccountId, row.AccountName) = (brief.Deal.Name, brief.Deal.Kind, brief.Account.Id, brief.Account.Name);
        (row.OwnerName, row.OwnerEmail) = (brief.Deal.OwnerName, brief.Deal.OwnerEmail?.Trim().ToLowerInvariant());
        (row.Amount, row.Currency, row.TermMonths) = (brief.Deal.Amount, brief.Deal.Currency, brief.Deal.TermMonths);
        (row.BriefVersion, row.Status) = (brief.Version, brief.Status);
        var open = brief.Items.Where(i => i.State != "dismissed").ToList();
        row.Commitments = open.Count(i => i.Kind == "commitment");
        row.Unscoped = open.Count(i => i is { Kind: "commitment", Scope.Status: "unscoped" or "contradicts" });
        row.RoadmapHeard = open.Count(i => i.Roadmap is not null);
        var off = brief.Terms.Where(t => !t.Within).Select(t => t.Name).ToList();
        (row.TermsKnown, row.TermsOff, row.Structure) = (brief.Terms.Count, off.Count, string.Join('+', off.OrderBy(t => t, StringComparer.Ordinal)));
        row.Terms = string.Join('\n', brief.Terms.Select(t => string.Join('\t', t.Name, Plain(t.Actual), Plain(t.Standard), t.Within ? "1" : "0")));
        row.Engagement = brief.Journey?.Engagement;
        (row.Contacts, row.CustomerContacts) = (brief.Journey?.Contacts ?? 0, brief.Journey?.CustomerContacts ?? 0);
        (row.Silences, row.WentQuiet) = (brief.Journey?.Silences.Count ?? 0, brief.Journey?.WentQuiet.Count ?? 0);
        row.Voices = brief.People.Count(p => p.LastSeen is not null);
        row.CustomerShare = (int)Math.Round(100 * (brief.Voice?.CustomerShare ?? 0), MidpointRounding.AwayFromZero);
        row.Answered = string.Join('+', (brief.Voice?.Questions ?? []).Where(q => q.Items.Count > 0).Select(q => q.Question));
    }

    /// <summary>Fills in what delivery said since the standing win, and what became of commitments that still stand.</summary>
    public static void Delivery(FactRow row, Brief brief, DeliveryRecord record, DateTimeOffset won)
    {
        ArgumentNullException.ThrowIfNull(row);
        ArgumentNullException.ThrowIfNull(brief);
        ArgumentNullException.ThrowIfNull(record);
        var answers = record.Answers.Where(a => a.At >= won).OrderBy(a => a.At).ToList();
        var returns = answers.Where(a => !a.Accepted).ToList();
        (row.Answers, row.Returns, row.ReturnReasons) = (answers.Count, returns.Count, string.Join('\n', returns.Select(r => r.Reason ?? "other")));
        row.Accepted = answers.LastOrDefault() is { Accepted: true };
        row.AcceptSeconds = row.Accepted ? (long)(answers[answers.FindLastIndex(a => !a.Accepted) + 1].At - won).TotalSeconds : null;
        // A commitment a later reading words otherwise was still made; a dismissed one never was.
        var known = brief.Items.Select(i => i.Id).ToHashSet(StringComparer.Ordinal);
        var earlier = record.Outcomes.Where(o => !known.Contains(o.Key)).Select(o => (string?)o.Value).ToList();
        row.Commitments += earlier.Count;
        var standing = brief.Items.Where(i => i is { Kind: "commitment", State: not "dismissed" }).Select(i => record.Outcomes.GetValueOrDefault(i.Id)).Concat(earlier).ToList();
        (row.Kept, row.Renegotiated, row.Broken) = (standing.Count(o => o == "kept"), standing.Count(o => o == "renegotiated"), standing.Count(o => o == "broken"));
    }

    /// <summary>Features the customer heard of.</summary>
    public static IEnumerable<MentionRow> Mentions(Brief brief)
    {
        ArgumentNullException.ThrowIfNull(brief);
        return brief.Items.Where(i => i is { Roadmap: not null, State: not "dismissed" }).Select(i => new MentionRow
        {
            HandoffId = brief.HandoffId,
            ItemId = i.Id,
            // Restricted words stay where they are: the register learns only that something was heard.
            Feature = i.Roadmap!.ProductSays is null && i.Restricted ? "" : i.Roadmap.Feature,
            Known = i.Roadmap.ProductSays is not null,
            Due = i.Due,
        });
    }

    private static string Plain(string text) => text.Replace('\t', ' ').Replace('\n', ' ');
}
