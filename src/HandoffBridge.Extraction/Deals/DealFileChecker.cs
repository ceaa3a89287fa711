using System.Globalization;

namespace HandoffBridge.Extraction.Deals;

/// <summary>Turns what was written into a deal, and says of each field that keeps it from being one what to do.</summary>
internal sealed class DealFileChecker
{
    /// <summary>More findings help nobody.</summary>
    private const int Most = 20;

    private static readonly string[] DealKinds = ["new", "expansion", "renewal"];
    private static readonly string[] Formats = ["text", "html"];
    private static readonly string[] Sides = ["seller", "customer"];

    private readonly List<(string Field, string Message)> _findings = [];

    /// <summary>Field and sentence, in the order of the file's format.</summary>
    public IReadOnlyList<(string Field, string Message)> Findings => _findings;

    public DealFile? Check(Wire w)
    {
        if (w.Deal is null) Missing("deal");
        if (w.Account is null) Missing("account");
        if (w.Documents is null) Missing("documents");
        if (w.Deal is null || w.Account is null || w.Documents is null) return null;
        var deal = DealOf(w.Deal);
        var account = new Account(Required(w.Account.Id, "account.id"), Required(w.Account.Name, "account.name"), Blank(w.Account.Industry), Blank(w.Account.Country))
        {
            Unknown = w.Account.Unknown,
        };
        var number = 0;
        var contacts = Each(w.Contacts, "contacts", (c, at) => ContactOf(c, at, ++number));
        var lines = Each(w.Lines, "lines", LineOf);
        var documents = Each(w.Documents, "documents", DocumentOf);
        var team = w.Team is null ? null : Each(w.Team, "team", (m, at) => m with { Name = Required(m.Name, at + ".name") });
        var signals = w.Signals is null ? null : Each(w.Signals, "signals", LabelOf);
        Unique(lines.Select(l => l.Id), "lines", "order lines");
        Unique(documents.Select(d => d.Id), "documents", "documents");
        return new DealFile(deal, account, contacts, lines, documents) { Signals = signals, Team = team, Unknown = w.Unknown };
    }

    private Deal DealOf(WireDeal d)
    {
        var id = Required(d.Id, "deal.id");
        var name = Required(d.Name, "deal.name");
        if (d.WonAt is null) Missing("deal.wonAt");
        if (d.Amount is < 0) Add("deal.amount", "is negative; write the total as a positive number.");
        var kind = OneOf(d.Kind ?? "new", DealKinds, "deal.kind");
        var owner = d.Owner is null ? null : d.Owner with { Name = Required(d.Owner.Name, "deal.owner.name") };
        return new Deal(id, name, d.WonAt ?? default, d.Amount, Blank(d.Currency), d.TermMonths, kind, owner) { Unknown = d.Unknown };
    }

    private Contact ContactOf(WireContact c, string at, int number) =>
        new(c.Id ?? string.Create(CultureInfo.InvariantCulture, $"C-{number}"), Required(c.Name, at + ".name"), Blank(c.Title), Blank(c.Email), Blank(c.Role)) { Unknown = c.Unknown };

    private OrderLine LineOf(WireLine l, string at) =>
        new(Required(l.Id, at + ".id"), Required(l.Product, at + ".product"), l.Description, l.Quantity, l.UnitPrice, l.DiscountPercent) { Billing = l.Billing, Unknown = l.Unknown };

    private Document DocumentOf(WireDocument d, string at)
    {
        var id = Required(d.Id, at + ".id");
        var type = OneOf(d.Type ?? "", DealFileReader.DocumentTypes, at + ".type");
        var format = OneOf(d.Format ?? "text", Formats, at + ".format");
        var author = d.Author is null ? null : d.Author with { Side = OneOf(d.Author.Side ?? "", Sides, at + ".author.side") };
        if (d.At is null) Missing(at + ".at");
        if (d.Text is null) Missing(at + ".text");
        return new Document(id, type, Blank(d.Subject), format, author, d.At ?? default, d.Text ?? "") { Unknown = d.Unknown };
    }

    private LabelledSignal LabelOf(LabelledSignal s, string at) => s with
    {
        DocumentId = Required(s.DocumentId, at + ".documentId"),
        Kind = OneOf(s.Kind ?? "", Signals.SignalNames.Kinds, at + ".kind"),
        Quote = Required(s.Quote, at + ".quote"),
    };

    /// <summary>Reads a list; an element that is null is a finding and left out.</summary>
    private List<TRead> Each<TWire, TRead>(IReadOnlyList<TWire?>? list, string field, Func<TWire, string, TRead> read)
        where TWire : class
    {
        var all = new List<TRead>(list?.Count ?? 0);
        for (var i = 0; i < (list?.Count ?? 0); i++)
        {
            var at = string.Create(CultureInfo.InvariantCulture, $"{field}[{i}]");
            if (list![i] is { } element) all.Add(read(element, at));
            else Add(at, "is null; write an object or leave it out.");
        }

        return all;
    }

    private void Unique(IEnumerable<string> ids, string field, string what)
    {
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        var i = 0;
        foreach (var id in ids)
        {
            if (id.Length > 0 && !seen.TryAdd(id, i))
                Add(string.Create(CultureInfo.InvariantCulture, $"{field}[{i}].id"), string.Create(CultureInfo.InvariantCulture, $"\"{Short(id)}\" is also the id of {field}[{seen[id]}]; give the two {what} ids of their own."));
            i++;
        }
    }

    private string Required(string? value, string field)
    {
        if (!string.IsNullOrWhiteSpace(value)) return value;
        Missing(field);
        return "";
    }

    private string OneOf(string value, IReadOnlyList<string> legal, string field)
    {
        if (value.Length == 0) Add(field, $"is missing; write one of {string.Join(", ", legal)}.");
        else if (!legal.Contains(value, StringComparer.Ordinal)) Add(field, $"\"{Short(value)}\" is not known; write one of {string.Join(", ", legal)}.");
        return value;
    }

    private void Missing(string field) => Add(field, "is missing; add it.");

    private void Add(string field, string message)
    {
        if (_findings.Count < Most) _findings.Add((field, message));
    }

    private static string Short(string s) => s.Length <= 40 ? s : s[..40] + "…";

    private static string? Blank(string? s) => string.IsNullOrWhiteSpace(s) ? null : s;
}
