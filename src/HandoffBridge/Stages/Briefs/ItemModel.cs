using HandoffBridge.Languages;

namespace HandoffBridge.Stages.Briefs;

/// <summary>Items and proofs as templates see them: strings ready to be escaped, nothing else.</summary>
internal sealed class ItemModel(Language language)
{
    private const double Unsure = 0.5;

    public List<Row> Of(IEnumerable<BriefItem> items) => [.. items.Select(Of)];

    public Row Of(BriefItem item)
    {
        var quoted = item.State is not ("corrected" or "added") && item.Proofs.Count > 0;
        var main = item.Proofs.FirstOrDefault(p => MergedText(p.Quote) == item.Text) ?? (item.Proofs.Count > 0 ? item.Proofs[0] : null);
        var others = item.Proofs.Where(p => p != main).ToList();
        return new()
        {
            ["id"] = item.Id,
            ["kind"] = item.Kind,
            ["text"] = quoted ? language.Say("quoted", Displayed.Clean(item.Text)) : Displayed.Clean(item.Text),
            ["short"] = Short(item),
            ["source"] = main is null ? language.Say("source.added") : Source(main),
            ["voice"] = item.Said == "by-customer" ? "customer" : "us",
            ["due"] = item.Due is { } due ? language.Due(due) : null,
            ["state"] = item.State == "suggested" ? null : language.Word("state", item.State),
            ["stateName"] = item.State,
            ["unsure"] = item.Confidence < Unsure ? language.Say("unsure") : null,
            ["also"] = others.Count == 0 ? null : language.Say("source.also", string.Join("; ", others.Select(Place).Distinct(StringComparer.Ordinal))),
            ["corrected"] = item.OriginalText is { } was ? language.Say("source.was", language.Say("quoted", Displayed.Clean(was))) : null,
            ["proofs"] = item.Proofs.Select(Proof).ToList(),
            ["why"] = item.Scope is { Why.Length: > 0 } s && s is not { Status: "unscoped", Line: null } ? Displayed.Clean(s.Why) : null,
            ["scope"] = item.Scope?.Status,
            ["scopeLabel"] = item.Scope is { } scope ? language.Word("scope", scope.Status) : null,
            ["decision"] = Decision(item),
            ["person"] = Displayed.Clean(item.Person),
            ["stance"] = item.Stance is { } stance ? language.Word("stance", stance) : null,
            ["stanceName"] = item.Stance,
            ["feature"] = Displayed.Clean(item.Roadmap?.Feature),
            ["productSays"] = item.Roadmap?.ProductSays is { } says ? language.Word("status", says) : null,
            ["gap"] = Displayed.Clean(item.Roadmap?.Gap),
            ["term"] = item.Term is { } term ? language.Word("term", term.Name) : null,
        };
    }

    public Row Proof(BriefProof p) => new()
    {
        ["quote"] = language.Say("quoted", Displayed.Clean(p.Quote)),
        ["source"] = Source(p),
        ["document"] = Displayed.Clean(p.DocumentId),
        ["subject"] = Displayed.Clean(p.Subject),
        ["voice"] = p.Side == "customer" ? "customer" : "us",
    };

    /// <summary>Maite Zubeldia (customer), e-mail, 3 Dec 2025.</summary>
    public string Source(BriefProof p) =>
        language.Say("source", p.Author is { Length: > 0 } author ? p.Side == "customer" ? language.Say("source.customer", Displayed.Clean(author)) : Displayed.Clean(author) : language.Say("source.unknown"), Type(p.Type), language.Date(p.At));

    public string Type(string? type) => type is null ? "" : language.Word("type", type);

    public string Short(BriefItem item)
    {
        var text = Cut(Displayed.Clean(item.Text).TrimEnd('.'), 90);
        return item.State is "corrected" or "added" ? text : language.Say("quoted", text);
    }

    /// <summary>Cut between words, with an ellipsis where something is gone.</summary>
    public static string Cut(string text, int max)
    {
        if (text.Length <= max) return text;
        var cut = text.LastIndexOf(' ', max - 2);
        if (cut < max / 2) cut = char.IsHighSurrogate(text[max - 3]) ? max - 3 : max - 2;
        return text[..cut].TrimEnd(',', ';', ':', '.', '–', '-', ' ') + " …";
    }

    private string Place(BriefProof p) => language.Say("source.place", Type(p.Type), language.Date(p.At));

    private string? Decision(BriefItem item)
    {
        if (item.Disposition is not { } d) return null;
        var owner = d.Owner is { Length: > 0 } ? language.Say("disposition.owner", Displayed.Clean(d.Owner)) : "";
        var note = d.Note is { Length: > 0 } ? " " + Displayed.Clean(d.Note) : "";
        return language.Word("disposition", d.Decision) + owner + "." + note;
    }

    private static string MergedText(string quote) => Findings.MergeSignals.Tidy(quote);
}
