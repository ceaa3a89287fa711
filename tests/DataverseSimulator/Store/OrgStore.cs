using DataverseSimulator.Model;

namespace DataverseSimulator.Store;

/// <summary>A reference to a row.</summary>
public readonly record struct Ref(string Table, Guid Id);

/// <summary>One environment's rows, in memory. All calls lock; the clock stamps rows in whole seconds as the service does.</summary>
public sealed class OrgStore(TimeProvider clock)
{
    private readonly Dictionary<string, Dictionary<Guid, Row>> _tables = Schema.Sales.Tables.Keys.ToDictionary(t => t, _ => new Dictionary<Guid, Row>(), StringComparer.Ordinal);
    private readonly Dictionary<(string Table, string Column), Dictionary<Guid, HashSet<Row>>> _index = [];
    private readonly List<(long Version, string Table, Guid Id)> _deleted = [];

    /// <summary>Guards everything.</summary>
    public Lock Gate { get; } = new();

    /// <summary>The organisation's id.</summary>
    public Guid OrganisationId { get; set; } = Guid.Parse("c0ffee00-0000-4000-8000-00000000b0b0");

    /// <summary>The application user.</summary>
    public Guid UserId { get; } = Guid.Parse("a1a1a1a1-0000-4000-8000-000000000001");

    /// <summary>The version given last.</summary>
    public long Version { get; private set; } = 1000;

    /// <summary>The service's time, in whole seconds.</summary>
    public DateTimeOffset Now => new(clock.GetUtcNow().Ticks / TimeSpan.TicksPerSecond * TimeSpan.TicksPerSecond, TimeSpan.Zero);

    /// <summary>Rows of a table.</summary>
    public IReadOnlyCollection<Row> Rows(string table) => _tables[table].Values;

    /// <summary>One row; null where there is none.</summary>
    public Row? Find(string table, Guid id) => _tables[table].GetValueOrDefault(id);

    /// <summary>Rows whose lookup points to an id.</summary>
    public IReadOnlyCollection<Row> By(string table, string lookupColumn, Guid id) =>
        _index.TryGetValue((table, lookupColumn), out var index) && index.TryGetValue(id, out var rows) ? rows : [];

    /// <summary>What was deleted after a version.</summary>
    public IEnumerable<(long Version, string Table, Guid Id)> DeletedSince(long version) => _deleted.Where(d => d.Version > version);

    /// <summary>Creates or changes a row. Lookups are given as <see cref="Ref"/> under their logical name.</summary>
    public Row Put(string table, Guid id, params ReadOnlySpan<(string Column, object? Value)> values)
    {
        lock (Gate)
        {
            var schema = Schema.Sales.Tables[table];
            var created = !_tables[table].TryGetValue(id, out var row);
            row ??= new Row(table, id);
            row.Values[schema.Key] = id;
            if (created)
            {
                Default(row, schema, "createdon", Now);
                Default(row, schema, "statecode", 0);
                if (schema.IsActivity) row.Values["activitytypecode"] = table;
                if (schema.Columns.ContainsKey("_createdby_value")) (row.Values["_createdby_value"], row.Targets["_createdby_value"]) = (UserId, "systemuser");
            }

            if (schema.Columns.ContainsKey("modifiedon")) row.Values["modifiedon"] = Now;
            foreach (var (column, value) in values) Set(row, schema, column, value);
            row.Version = ++Version;
            row.Values["versionnumber"] = row.Version;
            _tables[table][id] = row;
            // An activity is one row seen through two tables.
            if (schema.IsActivity)
            {
                _tables["activitypointer"][id] = row;
                foreach (var (column, value) in row.Values.ToList()) if (value is Guid g && column.StartsWith('_')) Index("activitypointer", column, g, row);
            }

            return row;
        }
    }

    /// <summary>Deletes a row and what goes with it.</summary>
    public bool Delete(string table, Guid id)
    {
        lock (Gate)
        {
            if (!_tables[table].Remove(id, out var row)) return false;
            var schema = Schema.Sales.Tables[table];
            foreach (var (column, value) in row.Values) if (value is Guid g && column.StartsWith('_')) Unindex(table, column, g, row);
            if (schema.IsActivity) _tables["activitypointer"].Remove(id);
            _deleted.Add((++Version, table, id));
            foreach (var (parent, child, lookup) in Schema.Sales.Cascades)
                if (parent == table) foreach (var gone in By(child, $"_{lookup}_value", id).ToList()) Delete(child, gone.Id);
            return true;
        }
    }

    private static void Default(Row row, Table schema, string column, object value)
    {
        if (schema.Columns.ContainsKey(column)) row.Values[column] = value;
    }

    private void Set(Row row, Table schema, string column, object? value)
    {
        var name = schema.Columns.ContainsKey(column) ? column : $"_{column}_value";
        if (!schema.Columns.ContainsKey(name)) throw new ArgumentException($"{schema.Name} has no column {column}.");
        if (row.Values.GetValueOrDefault(name) is Guid old && name.StartsWith('_')) Unindex(schema.Name, name, old, row);
        if (value is Ref to)
        {
            (row.Values[name], row.Targets[name]) = (to.Id, to.Table);
            Index(schema.Name, name, to.Id, row);
        }
        else row.Values[name] = value;
    }

    private void Index(string table, string column, Guid id, Row row)
    {
        if (!_index.TryGetValue((table, column), out var index)) _index[(table, column)] = index = [];
        if (!index.TryGetValue(id, out var rows)) index[id] = rows = [];
        rows.Add(row);
    }

    private void Unindex(string table, string column, Guid id, Row row)
    {
        foreach (var t in (string[])[table, "activitypointer"])
            if (_index.TryGetValue((t, column), out var index) && index.TryGetValue(id, out var rows)) rows.Remove(row);
    }
}
