using HandoffBridge.Stages.Findings;

namespace HandoffBridge.Stages.Briefs;

/// <summary>Findings with what people decided on them.</summary>
internal static class DecideItems
{
    public static IReadOnlyList<BriefItem> Apply(FindingSet findings, IReadOnlyList<ItemDecision> decisions)
    {
        var items = findings.Items.Select(f => Decide(Item(f), decisions.Where(d => d.Action != "add" && (d.ItemId == f.Id || f.FormerIds.Contains(d.ItemId, StringComparer.Ordinal))))).ToList();
        foreach (var added in decisions.Where(d => d is { Action: "add", Text.Length: > 0, Kind: not null }).GroupBy(d => d.ItemId, StringComparer.Ordinal))
        {
            var last = added.Last();
            items.Add(Decide(
                new BriefItem
                {
                    Id = last.ItemId, Kind = last.Kind!, Text = last.Text!, State = "added", Due = last.Due, Confidence = 1, Proofs = [],
                    Restricted = last.Restricted || last.Kind == "politics",
                    Disposition = Disposition(last),
                    // Nobody compared it with the paper; what a person adds as a commitment is added because the paper does not say it.
                    Scope = last.Kind == "commitment" ? new("unscoped", null, "") : null,
                },
                decisions.Where(d => d.ItemId == last.ItemId && d.Action == "dismiss")));
        }

        return items;
    }

    public static BriefProof Proof(FindingProof p) =>
        new(p.DocumentId, p.Quote, p.At, p.Author, p.Side) { Type = p.Type, Subject = p.Subject, Start = p.Start };

    private static BriefItem Decide(BriefItem item, IEnumerable<ItemDecision> decisions)
    {
        foreach (var d in decisions)
        {
            item = d.Action switch
            {
                "confirm" => item with { State = item.State is "corrected" or "added" ? item.State : "confirmed", Confidence = 1, DismissedBecause = null },
                "correct" when d.Text is { Length: > 0 } => item with { State = "corrected", OriginalText = item.OriginalText ?? item.Text, Text = d.Text, Due = d.Due ?? item.Due, Confidence = 1, DismissedBecause = null },
                "dismiss" => item with { State = "dismissed", DismissedBecause = d.Reason },
                _ => item,
            };
            item = item with { Disposition = Disposition(d) ?? item.Disposition };
        }

        return item;
    }

    private static BriefDisposition? Disposition(ItemDecision d) => d.Disposition is { } decision ? new(decision, d.Owner, d.Note) : null;

    private static BriefItem Item(Finding f) => new()
    {
        Id = f.Id, Kind = f.Kind, Text = f.Text, Said = f.Said, Due = f.Due, Person = f.Person, Stance = f.Stance,
        Scope = f.Scope is { } s ? new(s.Status, s.Line, s.Why) : null,
        Roadmap = f.Roadmap is { } r ? new(r.Feature, r.ProductSays, r.Target, r.Owner, r.AsOf, r.Gap) : null,
        Term = f.Term is { } t ? new(t.Name, t.Standard, t.Actual, t.Within) : null,
        Confidence = f.Confidence, Restricted = f.Restricted,
        Proofs = [.. f.Proofs.Select(Proof)],
    };
}
