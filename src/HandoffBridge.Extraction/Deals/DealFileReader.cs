using System.Globalization;
using System.Text;
using System.Text.Json;

namespace HandoffBridge.Extraction.Deals;

/// <summary>A deal file's defect: which field, where, and what to do.</summary>
/// <param name="Field">JSON path such as "documents[2].type"; "" for the whole file.</param>
/// <param name="Line">1-based line of the file; null where the place is not known.</param>
/// <param name="Column">1-based column in characters; null where the place is not known.</param>
/// <param name="Message">One sentence naming the remedy.</param>
public sealed record DealFileDefect(string Field, int? Line, int? Column, string Message)
{
    /// <inheritdoc/>
    public override string ToString() =>
        (Field.Length > 0 ? Field + ": " : "") + Message
        + (Line is { } l ? string.Create(CultureInfo.InvariantCulture, $" (line {l}, column {Column})") : "");
}

/// <summary>Either a deal or the reasons why there is none.</summary>
/// <param name="Deal">The deal; null where a defect keeps it from being read.</param>
/// <param name="Defects">Empty where the file is sound.</param>
public sealed record DealFileResult(DealFile? Deal, IReadOnlyList<DealFileDefect> Defects);

/// <summary>Reads deal files strictly: what is wrong is named by field, line and column; what is unknown is kept.</summary>
public static class DealFileReader
{
    /// <summary>The largest file read, in bytes: larger ones are refused before they are parsed.</summary>
    public const int MaxBytes = 64 * 1024 * 1024;

    /// <summary>Legal values of documents[].type.</summary>
    public static IReadOnlyList<string> DocumentTypes { get; } = ["note", "email", "call", "meeting", "chat", "task", "sow"];

    private static readonly string[] DealKinds = ["new", "expansion", "renewal"];
    private static readonly string[] Formats = ["text", "html"];
    private static readonly string[] Sides = ["seller", "customer"];

    /// <summary>Reads one deal file.</summary>
    /// <param name="utf8">The file's bytes; a byte order mark is skipped.</param>
    public static DealFileResult Read(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length > MaxBytes)
            return Refuse("", null, null, $"the file has {utf8.Length / 1024 / 1024} MB, more than the {MaxBytes / 1024 / 1024} MB that are read; split it or drop attachments.");
        if (utf8.StartsWith("\uFEFF"u8)) utf8 = utf8[3..];
        Wire? wire;
        try
        {
            wire = JsonSerializer.Deserialize(utf8, DealFileWireJson.Default.Wire);
        }
        catch (JsonException e)
        {
            var (line, column) = Place(utf8, e.LineNumber, e.BytePositionInLine);
            return Refuse(FieldOf(e.Path), line, column, Clean(e));
        }

        if (wire is null) return Refuse("", 1, 1, "the file holds null; a deal file is one JSON object.");
        var places = Places.Of(utf8);
        var defects = new List<DealFileDefect>();
        var deal = new Checker(places, defects).Check(wire);
        return new(defects.Count == 0 ? deal : null, defects);
    }

    private static DealFileResult Refuse(string field, int? line, int? column, string message) =>
        new(null, [new(field, line, column, message)]);

    private static string FieldOf(string? path) => path is null or "$" ? "" : path.StartsWith("$.", StringComparison.Ordinal) ? path[2..] : path;

    private static string Clean(JsonException e)
    {
        var m = e.Message;
        var cut = m.IndexOf(" Path:", StringComparison.Ordinal);
        if (cut > 0) m = m[..cut];
        cut = m.IndexOf(" LineNumber:", StringComparison.Ordinal);
        if (cut > 0) m = m[..cut];
        if (m.Contains("could not be converted to System.DateTimeOffset", StringComparison.Ordinal)) return "this is not a date; write ISO 8601 with an offset, such as 2026-03-31T16:40:00Z.";
        if (m.Contains("could not be converted to", StringComparison.Ordinal)) return "this value has the wrong type; see the deal file format.";
        return "the file is not valid JSON here: " + m;
    }

    private static (int? Line, int? Column) Place(ReadOnlySpan<byte> utf8, long? line, long? byteInLine)
    {
        if (line is not { } l || byteInLine is not { } b) return (null, null);
        var rest = utf8;
        for (long i = 0; i < l; i++)
        {
            var nl = rest.IndexOf((byte)'\n');
            if (nl < 0) break;
            rest = rest[(nl + 1)..];
        }

        var take = (int)Math.Min(b, rest.Length);
        return ((int)l + 1, Encoding.UTF8.GetCharCount(rest[..take]) + 1);
    }

    /// <summary>Where each value of the file stands, by JSON path: filled by one pass of the tokenizer.</summary>
    private sealed class Places
    {
        private readonly Dictionary<string, long> _offsets = new(StringComparer.Ordinal);
        private readonly List<long> _lines = [0];
        private byte[] _bytes = [];

        public static Places Of(ReadOnlySpan<byte> utf8)
        {
            var p = new Places { _bytes = utf8.ToArray() };
            for (var i = 0; i < p._bytes.Length; i++)
            {
                if (p._bytes[i] == '\n') p._lines.Add(i + 1);
            }

            var reader = new Utf8JsonReader(utf8);
            p.Walk(ref reader);
            return p;
        }

        private void Walk(ref Utf8JsonReader reader)
        {
            var stack = new Stack<(string Path, int Index)>();
            string? name = null;
            while (reader.Read())
            {
                if (reader.TokenType == JsonTokenType.PropertyName) { name = reader.GetString(); continue; }
                if (reader.TokenType is JsonTokenType.EndArray or JsonTokenType.EndObject) { stack.Pop(); continue; }
                string path;
                if (stack.Count == 0) path = "";
                else
                {
                    var top = stack.Pop();
                    if (top.Index >= 0) { path = $"{top.Path}[{top.Index.ToString(CultureInfo.InvariantCulture)}]"; stack.Push((top.Path, top.Index + 1)); }
                    else { path = top.Path.Length == 0 ? name! : $"{top.Path}.{name}"; stack.Push(top); }
                }

                _offsets.TryAdd(path, reader.TokenStartIndex);
                if (reader.TokenType == JsonTokenType.StartArray) stack.Push((path, 0));
                if (reader.TokenType == JsonTokenType.StartObject) stack.Push((path, -1));
            }
        }

        public (int? Line, int? Column) Of(string path)
        {
            while (true)
            {
                if (_offsets.TryGetValue(path, out var at))
                {
                    var i = _lines.BinarySearch(at);
                    if (i < 0) i = ~i - 1;
                    return (i + 1, Encoding.UTF8.GetCharCount(_bytes.AsSpan((int)_lines[i], (int)(at - _lines[i]))) + 1);
                }

                var cut = Math.Max(path.LastIndexOf('.'), path.LastIndexOf('['));
                if (cut < 0) return path.Length == 0 ? (1, 1) : Of("");
                path = path[..cut];
            }
        }
    }

    private sealed class Checker(Places places, List<DealFileDefect> defects)
    {
        public DealFile? Check(Wire w)
        {
            if (w.Deal is null) Missing("deal");
            if (w.Account is null) Missing("account");
            if (w.Documents is null) Missing("documents");
            if (w.Deal is null || w.Account is null || w.Documents is null) return null;
            var deal = DealOf(w.Deal);
            var account = new Account(
                Required(w.Account.Id, "account.id"), Required(w.Account.Name, "account.name"),
                Blank(w.Account.Industry), Blank(w.Account.Country)) { Unknown = w.Account.Unknown };
            var contacts = (w.Contacts ?? []).Select((c, i) => new Contact(
                c.Id ?? $"C-{(i + 1).ToString(CultureInfo.InvariantCulture)}", Required(c.Name, Inv($"contacts[{i}].name")), Blank(c.Title), Blank(c.Email), Blank(c.Role))).ToList();
            var lines = (w.Lines ?? []).Select((l, i) => new OrderLine(
                Required(l.Id, Inv($"lines[{i}].id")), Required(l.Product, Inv($"lines[{i}].product")), l.Description, l.Quantity, l.UnitPrice, l.DiscountPercent) { Billing = l.Billing }).ToList();
            var documents = w.Documents.Select(DocumentOf).ToList();
            Unique(lines.Select(l => l.Id), "lines", "order lines");
            Unique(documents.Select(d => d.Id), "documents", "documents");
            return new DealFile(deal, account, contacts, lines, documents)
            {
                Signals = w.Signals,
                Team = w.Team,
                Unknown = w.Unknown,
            };
        }

        private Deal DealOf(WireDeal d)
        {
            var kind = OneOf(d.Kind ?? "new", DealKinds, "deal.kind");
            if (d.WonAt is null) Missing("deal.wonAt");
            if (d.Amount is < 0) Add("deal.amount", "is negative; write the total as a positive number.");
            var owner = d.Owner is null ? null : d.Owner with { Name = Required(d.Owner.Name, "deal.owner.name") };
            return new Deal(Required(d.Id, "deal.id"), Required(d.Name, "deal.name"), d.WonAt ?? default, d.Amount, Blank(d.Currency), d.TermMonths, kind, owner) { Unknown = d.Unknown };
        }

        private Document DocumentOf(WireDocument d, int i)
        {
            var at = Inv($"documents[{i}]");
            var author = d.Author is null ? null : d.Author with { Side = OneOf(d.Author.Side ?? "", Sides, at + ".author.side") };
            if (d.At is null) Missing(at + ".at");
            if (d.Text is null) Missing(at + ".text");
            return new Document(
                Required(d.Id, at + ".id"), OneOf(d.Type ?? "", DocumentTypes, at + ".type"), Blank(d.Subject),
                OneOf(d.Format ?? "text", Formats, at + ".format"), author, d.At ?? default, d.Text ?? "");
        }

        private void Unique(IEnumerable<string> ids, string field, string what)
        {
            var seen = new Dictionary<string, int>(StringComparer.Ordinal);
            var i = 0;
            foreach (var id in ids)
            {
                if (id.Length > 0 && !seen.TryAdd(id, i))
                    Add(Inv($"{field}[{i}].id"), $"\"{Short(id)}\" is also the id of {field}[{seen[id].ToString(CultureInfo.InvariantCulture)}]; give the two {what} ids of their own.");
                i++;
            }
        }

        private string Required(string? value, string field)
        {
            if (string.IsNullOrWhiteSpace(value)) { Missing(field); return ""; }
            return value;
        }

        private string OneOf(string value, string[] legal, string field) => OneOf(value, (IReadOnlyList<string>)legal, field);

        private string OneOf(string value, IReadOnlyList<string> legal, string field)
        {
            if (value.Length == 0) Missing(field, legal);
            else if (!legal.Contains(value, StringComparer.Ordinal)) Add(field, $"\"{Short(value)}\" is not known; write one of {string.Join(", ", legal)}.");
            return value;
        }

        private void Missing(string field, IReadOnlyList<string>? legal = null) =>
            Add(field, legal is null ? "is missing; add it." : $"is missing; write one of {string.Join(", ", legal)}.");

        private void Add(string field, string message)
        {
            if (defects.Count >= 20) return;
            var (line, column) = places.Of(field);
            defects.Add(new(field, line, column, message));
        }

        private static string Short(string s) => s.Length <= 40 ? s : s[..40] + "…";
        private static string? Blank(string? s) => string.IsNullOrWhiteSpace(s) ? null : s;
        private static string Inv(FormattableString s) => FormattableString.Invariant(s);
    }
}
