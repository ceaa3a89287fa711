using System.Data.Common;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using SQLitePCL;

namespace HandoffBridge.Data;

/// <summary>SQLite: one file in write-ahead mode, times as UTC ticks, money as ten-thousandths so that it sorts and sums exactly.</summary>
internal sealed class SqliteEngine : IDatabaseEngine
{
    /// <summary>Seconds to wait for another writer.</summary>
    private const int Timeout = 30;

    public SqliteEngine(StorageOptions options)
    {
        if (options.ConnectionString.Length == 0) Directory.CreateDirectory(options.Directory);
        var builder = new SqliteConnectionStringBuilder(
            options.ConnectionString.Length > 0 ? options.ConnectionString : $"Data Source={Path.Combine(options.Directory, "handoffbridge.db")}")
        {
            DefaultTimeout = Timeout,
            ForeignKeys = true,
        };
        ConnectionString = builder.ToString();
    }

    public string Scripts => "Sqlite";

    public string ConnectionString { get; }

    public void Configure(DbContextOptionsBuilder options) => options.UseSqlite(ConnectionString).AddInterceptors(new Patience());

    public void Conventions(ModelConfigurationBuilder conventions)
    {
        conventions.Properties<DateTimeOffset>().HaveConversion<UtcTicks>();
        conventions.Properties<decimal>().HaveConversion<TenThousandths>();
    }

    public async Task<DbConnection> OpenAsync(CancellationToken cancellationToken)
    {
        var connection = new SqliteConnection(ConnectionString);
        await connection.OpenAsync(cancellationToken);
        Patience.Give(connection);
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
        await db.Database.ExecuteSqlAsync($"delete from brief_search where rowid = (select number from brief_search_numbers where handoff_id = {handoffId})", cancellationToken);
        await db.Database.ExecuteSqlAsync($"insert or replace into brief_search_numbers(handoff_id, number) select {handoffId}, coalesce(max(number), 0) + 1 from brief_search_numbers", cancellationToken);
        await db.Database.ExecuteSqlAsync($"insert into brief_search(rowid, handoff_id, body) select number, handoff_id, {text} from brief_search_numbers where handoff_id = {handoffId}", cancellationToken);
    }

    public async Task<(IReadOnlyList<SearchHit> Hits, int Total)> SearchAsync(BridgeDb db, string words, IReadOnlyCollection<string>? among, int skip, int take, CancellationToken cancellationToken)
    {
        var query = string.Join(' ', words.Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(12).Where(w => w.Any(char.IsLetterOrDigit)).Select(w => "\"" + w.Replace("\"", "", StringComparison.Ordinal) + "\"*"));
        if (query.Length == 0 || among is { Count: 0 }) return ([], 0);
        var (all, ids) = (among is null, JsonSerializer.Serialize(among));
        var total = await db.Database.SqlQuery<int>(
            $"select count(*) as Value from brief_search where brief_search match {query} and ({all} or rowid in (select number from brief_search_numbers where handoff_id in (select value from json_each({ids}))))").SingleAsync(cancellationToken);
        var numbers = await db.Database.SqlQuery<long>(
            $"""
             select number as Value from (
                 select rowid as number, bm25(brief_search) as score from brief_search
                 where brief_search match {query} and ({all} or rowid in (select number from brief_search_numbers where handoff_id in (select value from json_each({ids}))))
                 order by rowid desc limit {IDatabaseEngine.MostRanked})
             order by score, number desc limit {take} offset {skip}
             """).ToListAsync(cancellationToken);
        var wanted = JsonSerializer.Serialize(numbers);
        var found = await db.Database.SqlQuery<Found>($"select rowid as Number, handoff_id as HandoffId, body as Body from brief_search where rowid in (select value from json_each({wanted}))").ToDictionaryAsync(f => f.Number, cancellationToken);
        return ([.. numbers.Where(found.ContainsKey).Select(n => new SearchHit(found[n].HandoffId, Snippet.Of(found[n].Body, words)))], total);
    }

    private sealed record Found(long Number, string HandoffId, string Body);

    /// <summary>Waits for the write lock inside SQLite, which looks again after milliseconds; the driver by itself sleeps 150 ms between looks.</summary>
    private sealed class Patience : DbConnectionInterceptor
    {
        public static void Give(DbConnection connection) => raw.sqlite3_busy_timeout(((SqliteConnection)connection).Handle, Timeout * 1000);

        public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData) => Give(connection);

        public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
        {
            Give(connection);
            return Task.CompletedTask;
        }
    }

    private sealed class UtcTicks() : ValueConverter<DateTimeOffset, long>(v => v.UtcTicks, v => new DateTimeOffset(v, TimeSpan.Zero));

    private sealed class TenThousandths() : ValueConverter<decimal, long>(v => (long)decimal.Round(v * 10000m), v => v / 10000m);
}
