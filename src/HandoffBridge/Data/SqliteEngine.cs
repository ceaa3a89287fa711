using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace HandoffBridge.Data;

/// <summary>SQLite: one file in write-ahead mode, times as UTC ticks, money as ten-thousandths so that it sorts and sums exactly.</summary>
internal sealed class SqliteEngine : IDatabaseEngine
{
    public SqliteEngine(StorageOptions options)
    {
        if (options.ConnectionString.Length == 0) Directory.CreateDirectory(options.Directory);
        var builder = new SqliteConnectionStringBuilder(
            options.ConnectionString.Length > 0 ? options.ConnectionString : $"Data Source={Path.Combine(options.Directory, "handoffbridge.db")}")
        {
            DefaultTimeout = 30,
            ForeignKeys = true,
        };
        ConnectionString = builder.ToString();
    }

    public string Scripts => "Sqlite";

    public string ConnectionString { get; }

    public void Configure(DbContextOptionsBuilder options) => options.UseSqlite(ConnectionString);

    public void Conventions(ModelConfigurationBuilder conventions)
    {
        conventions.Properties<DateTimeOffset>().HaveConversion<UtcTicks>();
        conventions.Properties<decimal>().HaveConversion<TenThousandths>();
    }

    public async Task<DbConnection> OpenAsync(CancellationToken cancellationToken)
    {
        var connection = new SqliteConnection(ConnectionString);
        await connection.OpenAsync(cancellationToken);
        // The file remembers the mode; Quartz, which opens it too, is three to four times faster with it.
        await using var command = connection.CreateCommand();
        command.CommandText = "pragma journal_mode=wal; pragma synchronous=normal;";
        await command.ExecuteNonQueryAsync(cancellationToken);
        return connection;
    }

    // The driver begins transactions immediately: the write lock is the schema lock.
    public Task LockSchemaAsync(DbConnection connection, DbTransaction transaction, CancellationToken cancellationToken) => Task.CompletedTask;

    public bool IsDuplicate(Exception exception) =>
        exception is SqliteException { SqliteExtendedErrorCode: 1555 or 2067 }
        || (exception.InnerException is { } inner && IsDuplicate(inner));

    public async Task IndexAsync(BridgeDb db, string handoffId, string text, CancellationToken cancellationToken)
    {
        await db.Database.ExecuteSqlAsync($"delete from brief_search where handoff_id = {handoffId}", cancellationToken);
        await db.Database.ExecuteSqlAsync($"insert into brief_search(handoff_id, body) values ({handoffId}, {text})", cancellationToken);
    }

    public async Task<(IReadOnlyList<SearchHit> Hits, int Total)> SearchAsync(BridgeDb db, string words, IReadOnlyCollection<string>? among, int skip, int take, CancellationToken cancellationToken)
    {
        var query = string.Join(' ', words.Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(12).Where(w => w.Any(char.IsLetterOrDigit)).Select(w => "\"" + w.Replace("\"", "", StringComparison.Ordinal) + "\"*"));
        if (query.Length == 0 || among is { Count: 0 }) return ([], 0);
        // Two sentences, so that the common case is not slowed by a filter that leaves everything in.
        if (among is null)
        {
            var all = await db.Database.SqlQuery<int>($"select count(*) as Value from brief_search where brief_search match {query}").SingleAsync(cancellationToken);
            return (await db.Database.SqlQuery<SearchHit>($"select handoff_id as HandoffId, snippet(brief_search, 1, '‹', '›', '…', 16) as Snippet from brief_search where brief_search match {query} order by rank limit {take} offset {skip}").ToListAsync(cancellationToken), all);
        }

        var ids = System.Text.Json.JsonSerializer.Serialize(among);
        var total = await db.Database.SqlQuery<int>($"select count(*) as Value from brief_search where brief_search match {query} and handoff_id in (select value from json_each({ids}))").SingleAsync(cancellationToken);
        return (await db.Database.SqlQuery<SearchHit>($"select handoff_id as HandoffId, snippet(brief_search, 1, '‹', '›', '…', 16) as Snippet from brief_search where brief_search match {query} and handoff_id in (select value from json_each({ids})) order by rank limit {take} offset {skip}").ToListAsync(cancellationToken), total);
    }

    private sealed class UtcTicks() : ValueConverter<DateTimeOffset, long>(v => v.UtcTicks, v => new DateTimeOffset(v, TimeSpan.Zero));

    private sealed class TenThousandths() : ValueConverter<decimal, long>(v => (long)decimal.Round(v * 10000m), v => v / 10000m);
}
