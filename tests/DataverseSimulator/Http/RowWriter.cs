using System.Globalization;
using System.Text.Json;
using DataverseSimulator.Model;
using DataverseSimulator.Store;

namespace DataverseSimulator.Http;

/// <summary>What of a row is asked for.</summary>
/// <param name="Columns">Selected columns; null for all.</param>
/// <param name="Expands">Expanded navigation properties.</param>
internal sealed record Shape(IReadOnlyList<string>? Columns, IReadOnlyList<(string Navigation, Shape Shape, Func<Row, bool>? Filter)> Expands)
{
    /// <summary>True where an expanded row expands in turn: then other rules hold.</summary>
    public bool Nested => Expands.Any(e => e.Shape.Expands.Count > 0);
}

/// <summary>Writes rows as the Web API does: padded decimals, annotations only when asked for, absent columns absent.</summary>
internal sealed class RowWriter(OrgStore store, string root, string annotations)
{
    private readonly bool _labels = annotations.Contains('*') || annotations.Contains("FormattedValue", StringComparison.OrdinalIgnoreCase);
    private readonly bool _lookups = annotations.Contains('*') || annotations.Contains("lookuplogicalname", StringComparison.OrdinalIgnoreCase);

    public void Write(Utf8JsonWriter json, Table table, Row row, Shape shape, bool etag = true)
    {
        json.WriteStartObject();
        if (etag) json.WriteString("@odata.etag", $"W/\"{row.Version}\"");
        var written = new HashSet<string>(StringComparer.Ordinal);
        foreach (var name in shape.Columns ?? [.. table.Columns.Keys])
        {
            var column = table.Columns[name];
            if (shape.Columns is null && (column.Type == 'B' || name == "documentbody" || name == "body")) continue;
            Column(json, column, row, written);
            // Money brings its currency.
            if (column.Type == 'm' && table.Columns.TryGetValue("_transactioncurrencyid_value", out var currency)) Column(json, currency, row, written);
        }

        Column(json, table.Columns[table.Key], row, written);
        foreach (var (navigation, inner, filter) in shape.Expands) Expand(json, table, row, navigation, inner, filter);
        json.WriteEndObject();
    }

    private void Column(Utf8JsonWriter json, Column column, Row row, HashSet<string> written)
    {
        if (!written.Add(column.Name)) return;
        var value = row[column.Name];
        if (value is not null)
        {
            if (_lookups && column.Type == 'l' && row.Targets.TryGetValue(column.Name, out var target))
            {
                json.WriteString(column.Name + "@Microsoft.Dynamics.CRM.associatednavigationproperty", Navigation(row.Table, column, target));
                json.WriteString(column.Name + "@Microsoft.Dynamics.CRM.lookuplogicalname", target);
            }

            if (_labels && Label(column, value, row) is { } label) json.WriteString(column.Name + "@OData.Community.Display.V1.FormattedValue", label);
        }

        json.WritePropertyName(column.Name);
        switch (value)
        {
            case null: json.WriteNullValue(); break;
            case string s: json.WriteStringValue(s); break;
            case bool b: json.WriteBooleanValue(b); break;
            case int i: json.WriteNumberValue(i); break;
            case long l: json.WriteNumberValue(l); break;
            case double d: json.WriteNumberValue(d); break;
            case decimal m: json.WriteRawValue(m.ToString(column.Precision == 12 ? "F12" : "F10", CultureInfo.InvariantCulture)); break;
            case Guid g: json.WriteStringValue(g.ToString("D")); break;
            case DateOnly day: json.WriteStringValue(day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)); break;
            case DateTimeOffset t: json.WriteStringValue(t.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)); break;
            default: throw new InvalidOperationException($"{column.Name} holds a {value.GetType()}.");
        }
    }

    private static string Navigation(string table, Column column, string target) =>
        Schema.Sales.Tables[table].Parents.FirstOrDefault(p => p.Value.Lookup == column.LogicalName && (p.Value.Target == target || p.Value.Target == "owner")).Key ?? column.LogicalName;

    // The application user's language is German here: whoever parses labels will notice.
    private string? Label(Column column, object value, Row row) => column.Type switch
    {
        'p' => column.Options.TryGetValue((int)value, out var label) ? "de:" + label : null,
        'b' => "de:" + (column.Options.TryGetValue((bool)value ? 1 : 0, out var yes) ? yes : value.ToString()),
        'l' => row.Targets.TryGetValue(column.Name, out var target) && Schema.Sales.Tables.TryGetValue(target, out var other) && other.PrimaryName is { } name
            ? store.Find(target, (Guid)value)?[name] as string : null,
        'm' or 'd' => value is decimal d ? d.ToString("N2", CultureInfo.GetCultureInfo("de-DE")) + (column.Type == 'm' ? " €" : "") : null,
        't' or 'x' => value is DateTimeOffset t ? t.ToOffset(TimeSpan.FromHours(1)).ToString("dd.MM.yyyy HH:mm", CultureInfo.InvariantCulture) : null,
        'D' => value is DateOnly day ? day.ToString("dd.MM.yyyy", CultureInfo.InvariantCulture) : null,
        _ => null,
    };

    private void Expand(Utf8JsonWriter json, Table table, Row row, string navigation, Shape inner, Func<Row, bool>? filter)
    {
        json.WritePropertyName(navigation);
        if (table.Parents.TryGetValue(navigation, out var parent))
        {
            var id = row.Lookup($"_{parent.Lookup}_value");
            if (id is { } to && row.Targets.GetValueOrDefault($"_{parent.Lookup}_value") == parent.Target && store.Find(parent.Target, to) is { } one) Write(json, Schema.Sales.Tables[parent.Target], one, inner);
            else json.WriteNullValue();
            return;
        }

        IEnumerable<Row> rows;
        Table other;
        if (table.Children.TryGetValue(navigation, out var child))
        {
            other = Schema.Sales.Tables[child.Child];
            rows = store.By(child.Child, $"_{child.Lookup}_value", row.Id);
        }
        else
        {
            var many = table.Many[navigation];
            other = Schema.Sales.Tables[many.Other];
            rows = store.Rows(many.Through).Where(t => t.Lookup(many.Mine) == row.Id).Select(t => store.Find(many.Other, t.Lookup(many.Theirs) ?? default)).OfType<Row>();
        }

        json.WriteStartArray();
        foreach (var r in rows.Where(r => filter?.Invoke(r) ?? true).OrderBy(r => r.Id).Take(5000)) Write(json, other, r, inner, etag: !inner.Expands.Any());
        json.WriteEndArray();
        // Present even where the collection is complete: following it reads everything once more.
        json.WriteString(navigation + "@odata.nextLink", $"{root}{table.Set}({row.Id:D})/{navigation}?$select={table.Key}");
    }
}
