using System.Data.Common;
using System.Globalization;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;

namespace HandoffBridge.Data;

/// <summary>Brings the schema up to date by numbered scripts, each once, under a lock; a changed script is refused.</summary>
public sealed partial class Migrator(IDatabaseEngine engine, TimeProvider time, ILogger<Migrator> logger)
{
    /// <summary>Applies what is missing. Safe to call from many processes at once.</summary>
    /// <returns>Names of the scripts applied now; empty where the schema was up to date.</returns>
    /// <exception cref="InvalidOperationException">The database was made by a newer program, or a script was changed after it ran.</exception>
    public async Task<IReadOnlyList<string>> MigrateAsync(CancellationToken cancellationToken)
    {
        await using var connection = await engine.OpenAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await engine.LockSchemaAsync(connection, transaction, cancellationToken);
        await ExecuteAsync(connection, transaction, "create table if not exists schema_version(version text primary key, sha256 text not null, applied_at text not null)", cancellationToken);
        var applied = await AppliedAsync(connection, transaction, cancellationToken);
        var done = new List<string>();
        var scripts = Scripts();
        if (applied.Keys.Except(scripts.Select(s => s.Name), StringComparer.Ordinal).FirstOrDefault() is { } newer)
            throw new InvalidOperationException($"The database holds schema {newer}, which this program does not know; start the newer program, or restore the backup made before the upgrade.");
        foreach (var (name, sql) in scripts)
        {
            var sha = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(sql.ReplaceLineEndings("\n"))));
            if (applied.TryGetValue(name, out var before))
            {
                if (before != sha) throw new InvalidOperationException($"Script {name} was changed after it ran; put the change into a new script.");
                continue;
            }

            await ExecuteAsync(connection, transaction, sql, cancellationToken);
            await RecordAsync(connection, transaction, name, sha, cancellationToken);
            done.Add(name);
            Log.Applied(logger, name);
        }

        await transaction.CommitAsync(cancellationToken);
        return done;
    }

    /// <summary>Scripts this program has and the database lacks.</summary>
    public async Task<IReadOnlyList<string>> PendingAsync(CancellationToken cancellationToken)
    {
        await using var connection = await engine.OpenAsync(cancellationToken);
        Dictionary<string, string> applied;
        try
        {
            applied = await AppliedAsync(connection, null, cancellationToken);
        }
        catch (DbException)
        {
            applied = [];
        }

        return [.. Scripts().Select(s => s.Name).Where(n => !applied.ContainsKey(n))];
    }

    private List<(string Name, string Sql)> Scripts()
    {
        var assembly = typeof(Migrator).Assembly;
        var prefix = $"sql/{engine.Scripts}/";
        return [.. assembly.GetManifestResourceNames()
            .Where(n => n.StartsWith(prefix, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(n => (n[prefix.Length..], Read(assembly, n)))];
    }

    private static string Read(Assembly assembly, string name)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }

    private static async Task<Dictionary<string, string>> AppliedAsync(DbConnection connection, DbTransaction? transaction, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = "select version, sha256 from schema_version";
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var applied = new Dictionary<string, string>(StringComparer.Ordinal);
        while (await reader.ReadAsync(cancellationToken)) applied.Add(reader.GetString(0), reader.GetString(1));
        return applied;
    }

    private async Task RecordAsync(DbConnection connection, DbTransaction transaction, string name, string sha, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = "insert into schema_version(version, sha256, applied_at) values (@v, @s, @a)";
        foreach (var (key, value) in new[] { ("@v", name), ("@s", sha), ("@a", time.GetUtcNow().ToString("O", CultureInfo.InvariantCulture)) })
        {
            var p = command.CreateParameter();
            (p.ParameterName, p.Value) = (key, value);
            command.Parameters.Add(p);
        }

        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static async Task ExecuteAsync(DbConnection connection, DbTransaction transaction, string sql, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "Schema script {Script} applied")]
        public static partial void Applied(ILogger logger, string script);
    }
}
