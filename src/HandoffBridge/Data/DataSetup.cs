using HandoffBridge.Settings;
using Microsoft.EntityFrameworkCore;

namespace HandoffBridge.Data;

/// <summary>The database's door.</summary>
public static class DataSetup
{
    /// <summary>Registers the engine, contexts and the migrator.</summary>
    public static IServiceCollection AddData(this IServiceCollection services, IConfiguration configuration)
    {
        var options = services.AddSettings<StorageOptions>(configuration);
        IDatabaseEngine engine = options.Provider == StorageProvider.Postgres ? new PostgresEngine(options) : new SqliteEngine(options);
        services.AddSingleton(engine);
        services.AddSingleton<Migrator>();
        services.AddSingleton(_ =>
        {
            var builder = new DbContextOptionsBuilder<BridgeDb>();
            engine.Configure(builder);
            // The tests run both engines in one process: each engine has a model of its own.
            builder.ReplaceService<Microsoft.EntityFrameworkCore.Infrastructure.IModelCacheKeyFactory, ModelPerEngine>();
            return builder.Options;
        });
        services.AddSingleton<IDbContextFactory<BridgeDb>, BridgeDbFactory>();
        services.AddScoped(s => s.GetRequiredService<IDbContextFactory<BridgeDb>>().CreateDbContext());
        return services;
    }

    private sealed class ModelPerEngine : Microsoft.EntityFrameworkCore.Infrastructure.IModelCacheKeyFactory
    {
        public object Create(DbContext context, bool designTime) => (context.GetType(), ((BridgeDb)context).Engine.Scripts, designTime);
    }
}
