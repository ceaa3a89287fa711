namespace DataverseSimulator.Store;

/// <summary>One stored row. Values are typed as their columns; a lookup's table is kept beside it.</summary>
public sealed class Row(string table, Guid id)
{
    /// <summary>Logical name of the table.</summary>
    public string Table { get; } = table;

    /// <summary>Primary key.</summary>
    public Guid Id { get; } = id;

    /// <summary>Columns by name.</summary>
    public Dictionary<string, object?> Values { get; } = new(StringComparer.Ordinal);

    /// <summary>Where lookups point.</summary>
    public Dictionary<string, string> Targets { get; } = new(StringComparer.Ordinal);

    /// <summary>The version of the row.</summary>
    public long Version { get; set; }

    /// <summary>A column's value; null where it has none.</summary>
    public object? this[string column] => Values.GetValueOrDefault(column);

    /// <summary>A lookup's value.</summary>
    public Guid? Lookup(string column) => Values.GetValueOrDefault(column) as Guid?;
}
