using System.Text;

namespace HandoffBridge.Stages.Briefs;

/// <summary>What lists, filters and the search know of a brief.</summary>
internal static class BriefCard
{
    public static void Fill(BriefCardRow card, Brief brief)
    {
        card.Version = brief.Version;
        card.Status = brief.Status;
        card.DealName = brief.Deal.Name;
        card.DealKind = brief.Deal.Kind;
        card.AccountId = brief.Account.Id;
        card.AccountName = brief.Account.Name;
        card.Country = brief.Account.Country;
        card.Industry = brief.Account.Industry;
        card.OwnerName = brief.Deal.OwnerName;
        card.OwnerEmail = brief.Deal.OwnerEmail?.Trim().ToLowerInvariant();
        card.Amount = brief.Deal.Amount;
        card.Currency = brief.Deal.Currency;
        card.WonAt = brief.Deal.WonAt;
        card.Readiness = brief.Readiness.Score;
        card.Unscoped = brief.Items.Count(i => i is { Kind: "commitment", State: not "dismissed", Scope.Status: "unscoped" or "contradicts" });
        card.OpenQuestions = brief.OpenQuestions.Count(q => q.Answer is null);
        card.NextDue = brief.Items.Where(i => i is { Kind: "urgency" or "commitment" or "customer_commitment", State: not "dismissed", Due: not null })
            .Select(i => i.Due!).Order(StringComparer.Ordinal).FirstOrDefault(d => string.CompareOrdinal(d, brief.Deal.WonAt.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture)) >= 0);
        card.Summary = brief.Summary;
        card.UpdatedAt = brief.CreatedAt;
    }

    /// <summary>Everything but restricted items: a search must not tell what its reader may not read.</summary>
    public static string SearchText(Brief brief)
    {
        var b = new StringBuilder();
        b.AppendLine(brief.Account.Name).AppendLine(brief.Deal.Name).AppendLine(brief.Deal.OwnerName).AppendLine(brief.Account.Industry);
        foreach (var person in brief.People) b.Append(person.Name).Append(' ').AppendLine(person.Title);
        foreach (var line in brief.Signed) b.Append(line.Product).Append(' ').AppendLine(line.Description);
        foreach (var item in brief.Items.Where(i => !i.Restricted && i.State != "dismissed"))
        {
            b.AppendLine(item.Text);
            foreach (var proof in item.Proofs.Where(p => p.Quote != item.Text)) b.AppendLine(proof.Quote);
        }

        foreach (var question in brief.OpenQuestions) b.Append(question.Text).Append(' ').AppendLine(question.Answer);
        return b.ToString();
    }
}
