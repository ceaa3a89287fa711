using HandoffBridge.Data;
using HandoffBridge.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;

namespace HandoffBridge.Tests.Data;

/// <summary>The scripts make what the model says: a model change without a script fails here.</summary>
public sealed class SchemaTests
{
    [Theory, ClassData(typeof(Engines))]
    public async Task The_scripts_make_the_schema_of_the_model(Engine engine)
    {
        var (byScripts, byModel) = (Database(engine), Database(engine));
        await new Migrator(byScripts, TimeProvider.System, NullLogger<Migrator>.Instance).MigrateAsync(CancellationToken.None);
        await using (var db = Context(byModel)) await db.Database.EnsureCreatedAsync();
        (await ColumnsAsync(byScripts, engine)).ShouldBe(await ColumnsAsync(byModel, engine));
        (await IndexesAsync(byScripts, engine)).ShouldBe(await IndexesAsync(byModel, engine));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Four_at_once_apply_each_script_once(Engine engine)
    {
        var database = Database(engine);
        var runs = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => new Migrator(database, TimeProvider.System, NullLogger<Migrator>.Instance).MigrateAsync(CancellationToken.None))));
        runs.Count(r => r.Count > 0).ShouldBe(1);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_script_changed_after_it_ran_is_refused(Engine engine)
    {
        var database = Database(engine);
        await new Migrator(database, TimeProvider.System, NullLogger<Migrator>.Instance).MigrateAsync(CancellationToken.None);
        await using (var db = Context(database)) await db.Database.ExecuteSqlRawAsync("update schema_version set sha256 = 'x' where version = '0001_core.sql'");
        (await Should.ThrowAsync<InvalidOperationException>(() => new Migrator(database, TimeProvider.System, NullLogger<Migrator>.Instance).MigrateAsync(CancellationToken.None)))
            .Message.ShouldBe("Script 0001_core.sql was changed after it ran; put the change into a new script.");
    }

    [Fact]
    public async Task A_writer_on_SQLite_waits_inside_the_database_for_the_one_before()
    {
        var database = Database(Engine.Sqlite);
        await using var db = Context(database);
        (await db.Database.SqlQueryRaw<int>("select timeout as Value from pragma_busy_timeout").SingleAsync()).ShouldBe(30000);
    }

    private static IDatabaseEngine Database(Engine engine) => engine == Engine.Postgres
        ? new PostgresEngine(new StorageOptions { Provider = StorageProvider.Postgres, ConnectionString = PostgresServer.NewDatabase() })
        : new SqliteEngine(new StorageOptions { Directory = Directory.CreateTempSubdirectory("handoffbridge-schema-").FullName });

    private static BridgeDb Context(IDatabaseEngine engine)
    {
        var builder = new DbContextOptionsBuilder<BridgeDb>();
        engine.Configure(builder);
        builder.EnableServiceProviderCaching(false);
        return new BridgeDb(builder.Options, engine);
    }

    private static Task<List<string>> ColumnsAsync(IDatabaseEngine database, Engine engine) => QueryAsync(database, engine == Engine.Postgres
        ? "select table_name || '.' || column_name || ' ' || data_type || ' ' || is_nullable from information_schema.columns where table_schema = 'public' and table_name not in ('schema_version', 'brief_search') and table_name not like 'qrtz%' order by 1"
        : "select m.name || '.' || p.name || ' ' || p.type || ' ' || p.\"notnull\" from sqlite_master m join pragma_table_info(m.name) p where m.type = 'table' and m.name not in ('schema_version', 'sqlite_sequence') and m.name not like 'brief_search%' and m.name not like 'QRTZ%' order by 1");

    private static Task<List<string>> IndexesAsync(IDatabaseEngine database, Engine engine) => QueryAsync(database, engine == Engine.Postgres
        ? "select tablename || ' ' || regexp_replace(indexdef, '^.* USING ', '') || case when indexdef like 'CREATE UNIQUE%' then ' unique' else '' end from pg_indexes where schemaname = 'public' and tablename not in ('schema_version', 'brief_search') and tablename not like 'qrtz%' order by 1"
        : "select m.name || ' ' || i.\"unique\" || ' ' || (select group_concat(name, ',') from pragma_index_info(i.name)) from sqlite_master m join pragma_index_list(m.name) i where m.type = 'table' and m.name not in ('schema_version', 'sqlite_sequence') and m.name not like 'brief_search%' and m.name not like 'QRTZ%' order by 1");

    private static async Task<List<string>> QueryAsync(IDatabaseEngine database, string sql)
    {
        await using var connection = await database.OpenAsync(CancellationToken.None);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string>();
        while (await reader.ReadAsync()) rows.Add(reader.GetString(0));
        return rows;
    }
}
