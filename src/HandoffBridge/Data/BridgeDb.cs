using System.Text;
using Microsoft.EntityFrameworkCore;

namespace HandoffBridge.Data;

/// <summary>The one model on both engines. Each stage configures its own tables beside their rows.</summary>
public sealed class BridgeDb(DbContextOptions<BridgeDb> options, IDatabaseEngine engine) : DbContext(options)
{
    /// <summary>Which engine this context speaks to.</summary>
    public IDatabaseEngine Engine { get; } = engine;

    /// <inheritdoc/>
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) => Engine.Conventions(configurationBuilder);

    /// <inheritdoc/>
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(BridgeDb).Assembly);
        foreach (var entity in modelBuilder.Model.GetEntityTypes())
        {
            foreach (var property in entity.GetProperties()) property.SetColumnName(Snake(property.Name));
        }
    }

    /// <summary>WonAt → won_at.</summary>
    internal static string Snake(string name)
    {
        var b = new StringBuilder(name.Length + 4);
        for (var i = 0; i < name.Length; i++)
        {
            if (char.IsUpper(name[i]) && i > 0) b.Append('_');
            b.Append(char.ToLowerInvariant(name[i]));
        }

        return b.ToString();
    }
}

/// <summary>Makes contexts where there is no request scope: jobs, verbs, singletons.</summary>
public sealed class BridgeDbFactory(DbContextOptions<BridgeDb> options, IDatabaseEngine engine) : IDbContextFactory<BridgeDb>
{
    /// <inheritdoc/>
    public BridgeDb CreateDbContext() => new(options, engine);
}
