using HandoffBridge.Data;
using HandoffBridge.Settings;
using Microsoft.Data.Sqlite;
using Npgsql;
using Quartz;

namespace HandoffBridge.Jobs;

/// <summary>The scheduler's door: Quartz with its store in the same database, clustered on PostgreSQL.</summary>
public static class JobsSetup
{
    /// <summary>Registers the work and, on nodes that work, the scheduler and the watcher.</summary>
    public static IServiceCollection AddJobs(this IServiceCollection services, IConfiguration configuration, bool run)
    {
        var options = services.AddSettings<JobsOptions>(configuration);
        var storage = SettingsCatalogue.Read<StorageOptions>(configuration);
        services.AddSingleton<Leases>();
        services.AddSingleton<AdvanceHandoff>();
        services.AddSingleton<SweepWork>();
        services.AddQuartz(q =>
        {
            q.ConfigureScheduler(s =>
            {
                s.InstanceName = "HandoffBridge";
                s.IdleWaitTime = TimeSpan.FromSeconds(2);
            });
            q.UseDefaultThreadPool(options.Workers + 2);
            q.UsePersistentStore(s =>
            {
                if (storage.Provider == StorageProvider.Postgres)
                {
                    s.UsePostgres(NpgsqlFactory.Instance, storage.ConnectionString);
                    s.UseClustering(c =>
                    {
                        c.CheckinInterval = TimeSpan.FromSeconds(5);
                        c.CheckinMisfireThreshold = TimeSpan.FromSeconds(20);
                    });
                }
                else
                {
                    s.UseSqlite(SqliteFactory.Instance, new SqliteEngine(storage).ConnectionString);
                }

                s.ProvisionSchema();
            });
            q.ScheduleJob<SweepJob>(t => t.WithIdentity("sweep").WithSimpleSchedule(s => s.WithInterval(TimeSpan.FromSeconds(5)).RepeatForever()));
        });
        if (run && options.Enabled)
        {
            services.AddQuartzHostedService(o => o.WaitForJobsToComplete = true);
            services.AddSingleton<WatchLoop>();
            services.AddHostedService(s => s.GetRequiredService<WatchLoop>());
        }

        return services;
    }
}
