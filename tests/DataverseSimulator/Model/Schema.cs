using System.Text.Json;

namespace DataverseSimulator.Model;

/// <summary>A column: its type letter as in schema.json.</summary>
public sealed record Column(string Name, char Type, int? Max, int? Precision, bool ShownAsDate, IReadOnlyDictionary<int, string> Options, IReadOnlyList<string> Targets)
{
    /// <summary>The logical name: of a lookup without the underscore and "_value".</summary>
    public string LogicalName => Type == 'l' ? Name[1..^6] : Name;
}

/// <summary>A table with its columns and navigation properties.</summary>
public sealed record Table(
    string Name, string Set, string Key, string? PrimaryName, int TypeCode, bool Tracked, bool IsActivity, IReadOnlyDictionary<string, Column> Columns,
    IReadOnlyDictionary<string, (string Lookup, string Target)> Parents, IReadOnlyDictionary<string, (string Child, string Lookup)> Children,
    IReadOnlyDictionary<string, (string Other, string Through, string Mine, string Theirs)> Many);

/// <summary>The metadata the simulator answers by.</summary>
public sealed class Schema
{
    private Schema(Dictionary<string, Table> tables, List<(string, string, string)> cascades)
    {
        Tables = tables;
        Sets = tables.Values.ToDictionary(t => t.Set, StringComparer.Ordinal);
        Cascades = cascades;
    }

    /// <summary>Tables by logical name.</summary>
    public IReadOnlyDictionary<string, Table> Tables { get; }

    /// <summary>Tables by entity set.</summary>
    public IReadOnlyDictionary<string, Table> Sets { get; }

    /// <summary>Deleting the first deletes the second, by the lookup.</summary>
    public IReadOnlyList<(string Parent, string Child, string Lookup)> Cascades { get; }

    /// <summary>The schema of schema.json.</summary>
    public static Schema Sales { get; } = Load();

    private static Schema Load()
    {
        using var stream = typeof(Schema).Assembly.GetManifestResourceStream("schema.json")!;
        using var json = JsonDocument.Parse(stream);
        var tables = new Dictionary<string, Table>(StringComparer.Ordinal);
        foreach (var entity in json.RootElement.GetProperty("entities").EnumerateObject())
        {
            var v = entity.Value;
            var columns = new Dictionary<string, Column>(StringComparer.Ordinal);
            foreach (var a in v.GetProperty("attrs").EnumerateObject()) columns[a.Name] = ColumnOf(a.Name, a.Value);
            // Customers' own columns, for tests of the mapping.
            if (entity.Name == "opportunity")
            {
                foreach (var (name, type) in ((string, char)[])[("new_whynow", 'e'), ("new_dealkind", 's'), ("new_termmonths", 'i')])
                    columns[name] = new Column(name, type, 2000, null, false, new Dictionary<int, string>(), []);
            }

            tables[entity.Name] = new Table(
                entity.Name, v.GetProperty("set").GetString()!, v.GetProperty("pk").GetString()!, v.GetProperty("name").GetString(), v.GetProperty("otc").GetInt32(),
                v.GetProperty("ct").GetBoolean(), v.GetProperty("act").GetBoolean(), columns,
                v.GetProperty("n1").EnumerateObject().ToDictionary(n => n.Name, n => (n.Value[0].GetString()!, n.Value[1].GetString()!), StringComparer.Ordinal),
                v.GetProperty("c").EnumerateObject().ToDictionary(n => n.Name, n => (n.Value[0].GetString()!, n.Value[1].GetString()!), StringComparer.Ordinal),
                v.GetProperty("nn").EnumerateObject().ToDictionary(n => n.Name, n => (n.Value[0].GetString()!, n.Value[1].GetString()!, n.Value[2].GetString()!, n.Value[3].GetString()!), StringComparer.Ordinal));
        }

        var cascades = json.RootElement.GetProperty("cascade").EnumerateArray().Select(c => (c[0].GetString()!, c[1].GetString()!, c[2].GetString()!)).ToList();
        return new Schema(tables, cascades);
    }

    private static Column ColumnOf(string name, JsonElement a)
    {
        var options = new Dictionary<int, string>();
        if (a.TryGetProperty("o", out var list)) foreach (var o in list.EnumerateArray()) options[o[0].GetInt32()] = o[1].GetString() ?? "";
        return new Column(
            name, a.GetProperty("t").GetString()![0], a.TryGetProperty("max", out var max) ? max.GetInt32() : null, a.TryGetProperty("pr", out var pr) ? pr.GetInt32() : null,
            a.TryGetProperty("do", out _), options, a.TryGetProperty("to", out var to) ? [.. to.EnumerateArray().Select(t => t.GetString()!)] : []);
    }
}
