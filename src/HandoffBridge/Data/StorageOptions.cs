using System.ComponentModel.DataAnnotations;
using HandoffBridge.Settings;

namespace HandoffBridge.Data;

/// <summary>Which database engine.</summary>
public enum StorageProvider
{
    /// <summary>One file under <see cref="StorageOptions.Directory"/>: one process, nothing to install.</summary>
    Sqlite,
    /// <summary>PostgreSQL 15 or later: several nodes.</summary>
    Postgres,
}

/// <summary>Where everything is kept.</summary>
[Settings("Storage")]
public sealed class StorageOptions : IValidatableObject
{
    /// <summary>The engine.</summary>
    [Meaning("Sqlite (one file, one process) or Postgres (several nodes).")]
    public StorageProvider Provider { get; set; } = StorageProvider.Sqlite;

    /// <summary>Connection string; empty means a file under <see cref="Directory"/>.</summary>
    [Meaning("Connection string; empty with Sqlite means handoffbridge.db under Storage:Directory.", Secret = true)]
    public string ConnectionString { get; set; } = "";

    /// <summary>Folder for the SQLite file and the keys that protect cookies.</summary>
    [Meaning("Folder for the SQLite file and the keys that protect cookies.")]
    public string Directory { get; set; } = "data/";

    /// <summary>Whether <c>serve</c> brings the schema up to date.</summary>
    [Meaning("true: serve brings the schema up to date; false: run the migrate verb yourself.")]
    public bool MigrateOnStart { get; set; } = true;

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Provider == StorageProvider.Postgres && ConnectionString.Length == 0)
            yield return new("is missing; with Storage:Provider=Postgres write Host=…;Database=…;Username=…;Password=….", [nameof(ConnectionString)]);
    }
}
