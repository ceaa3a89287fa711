using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using Npgsql;

namespace HandoffBridge.Data;

/// <summary>PostgreSQL: timestamptz in UTC, numeric money, advisory locks, tsvector search.</summary>
internal sealed class PostgresEngine(StorageOptions options) : IDatabaseEngine
{
    /// <summary>Any number, as long as it is ours alone in this database.</summary>
    private const long SchemaLock = 4711203;

    public string Scripts => "Postgres";

    public string ConnectionString => options.ConnectionString;

    public void Configure(DbContextOptionsBuilder options) => options.UseNpgsql(ConnectionString);

    public void Conventions(ModelConfigurationBuilder conventions)
    {
        conventions.Properties<DateTimeOffset>().HaveConversion<Utc>();
        conventions.Properties<decimal>().HavePrecision(18, 4);
    }

    public async Task<DbConnection> OpenAsync(CancellationToken cancellationToken)
    {
        var connection = new NpgsqlConnection(ConnectionString);
        await connection.OpenAsync(cancellationToken);
        return connection;
    }

    public async Task LockSchemaAsync(DbConnection connection, DbTransaction transaction, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = $"select pg_advisory_xact_lock({SchemaLock})";
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public bool IsDuplicate(Exception exception) =>
        exception is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation }
        || (exception.InnerException is { } inner && IsDuplicate(inner));

    public Task IndexAsync(BridgeDb db, string handoffId, string text, CancellationToken cancellationToken) =>
        db.Database.ExecuteSqlAsync(
            $"insert into brief_search(handoff_id, body) values ({handoffId}, {text}) on conflict (handoff_id) do update set body = excluded.body, number = excluded.number",
            cancellationToken);

    public async Task<(IReadOnlyList<SearchHit> Hits, int Total)> SearchAsync(BridgeDb db, string words, IReadOnlyCollection<string>? among, int skip, int take, CancellationToken cancellationToken)
    {
        var query = string.Join(" & ", words.Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(12).Select(Word).Where(w => w.Length > 0));
        if (query.Length == 0 || among is { Count: 0 }) return ([], 0);
        var (all, ids) = (among is null, among?.ToArray() ?? []);
        var rows = await db.Database.SqlQuery<Found>(
            $"""
             with asked as (select to_tsquery('simple', {query}) as words),
             hits as materialized (select h.handoff_id, h.number from asked, brief_hits(asked.words) h where {all} or h.handoff_id in (select unnest({ids}))),
             best as (
                 select b.handoff_id, b.body, b.number, ts_rank(b.vector, asked.words) as rank
                 from (select handoff_id from hits order by number desc limit {IDatabaseEngine.MostRanked}) newest join brief_search b using (handoff_id), asked
                 order by rank desc, number desc limit {take} offset {skip})
             select (select count(*)::int from hits) as "Total", best.handoff_id as "HandoffId", best.body as "Body"
             from asked left join best on true order by best.rank desc, best.number desc
             """).ToListAsync(cancellationToken);
        return ([.. rows.Where(r => r.HandoffId is not null).Select(r => new SearchHit(r.HandoffId!, Snippet.Of(r.Body!, words)))], rows[0].Total);
    }

    private static string Word(string w)
    {
        var clean = new string([.. w.Where(c => char.IsLetterOrDigit(c))]);
        return clean.Length == 0 ? "" : clean + ":*";
    }

    private sealed record Found(int Total, string? HandoffId, string? Body);

    private sealed class Utc() : ValueConverter<DateTimeOffset, DateTimeOffset>(v => v.ToUniversalTime(), v => v);
}
