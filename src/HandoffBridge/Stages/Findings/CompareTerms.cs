using HandoffBridge.Extraction.Deals;
using HandoffBridge.Languages;
using HandoffBridge.Stages.Reviews;
using HandoffBridge.Stages.StandardDeals;

namespace HandoffBridge.Stages.Findings;

/// <summary>Deal terms ↔ standard deal: standard, or how far off.</summary>
internal sealed class CompareTerms(DealFile deal, StandardDeal standard, Language language)
{
    private readonly DateOnly day = DateOnly.FromDateTime(deal.Deal.WonAt.DateTime);

    /// <summary>Gives a deal term its distance; null where the standard deal does not speak of the term.</summary>
    public Finding Compare(Finding item)
    {
        return item with { Term = Distances(item).OrderBy(d => d.Within).FirstOrDefault() };
    }

    /// <summary>What order lines and the deal itself say, then what quotes say of the other terms; one row a term.</summary>
    public IReadOnlyList<TermDistance> All(IEnumerable<Finding> items)
    {
        var rows = new List<TermDistance>();
        Add(rows, "discount", deal.Lines.Max(l => l.DiscountPercent));
        Add(rows, "term-months", deal.Deal.TermMonths);
        foreach (var term in items.Where(i => i.Kind == "deal_term").SelectMany(Distances))
        {
            var at = rows.FindIndex(r => r.Name == term.Name);
            if (at < 0) rows.Add(term);
            else if (rows[at].Within && !term.Within) rows[at] = term;
        }

        return [.. rows.OrderBy(r => Array.IndexOf([.. StandardDeal.Terms], r.Name))];
    }

    private IEnumerable<TermDistance> Distances(Finding item) =>
        item.Proofs.SelectMany(p => TermReader.Read(p.Quote)).Select(r => Distance(r.Term, r.Value)).OfType<TermDistance>();

    private void Add(List<TermDistance> rows, string term, decimal? value)
    {
        if (value is { } actual && Distance(term, actual) is { } row) rows.Add(row);
    }

    private TermDistance? Distance(string term, decimal? value)
    {
        if (standard.On(day, term) is not { } limit) return null;
        var none = limit.AtMost is null && limit.AtLeast is null;
        var within = !none && value is { } v && (limit.AtMost is not { } most || v <= most) && (limit.AtLeast is not { } least || v >= least);
        return new(term, Standard(term, limit, none), value is { } actual ? Unit(term, actual) : language.Say("term.granted"), within);
    }

    private string Standard(string term, TermLimit limit, bool none) =>
        none || limit is { AtMost: 0, AtLeast: null } ? language.Say("term.none")
        : limit.AtMost is { } most && limit.AtLeast is { } least ? language.Say("term.between", language.Number(least), Unit(term, most))
        : limit.AtMost is { } only ? "≤ " + Unit(term, only)
        : "≥ " + Unit(term, limit.AtLeast!.Value);

    private string Unit(string term, decimal value) => language.Say("unit." + term, language.Number(value));
}
