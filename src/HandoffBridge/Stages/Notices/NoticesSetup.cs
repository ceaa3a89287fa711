using HandoffBridge.Settings;
using Quartz;

namespace HandoffBridge.Stages.Notices;

/// <summary>This room's door.</summary>
public static class NoticesSetup
{
    /// <summary>Registers the clock, the outbox and the pass that serves both every minute.</summary>
    public static IServiceCollection AddNotices(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSettings<ClockOptions>(configuration);
        services.AddSingleton<BusinessCalendar>();
        services.AddSingleton<NoticeTemplates>();
        services.AddSingleton<Escalation>();
        services.AddSingleton<OpenForms>();
        services.AddSingleton<WriteNotice>();
        services.AddSingleton<SendNotices>();
        services.AddSingleton<RemindPeople>();
        services.AddSingleton<Commands.IHealthLine, NoticesHealth>();
        services.AddQuartz(q => q.ScheduleJob<RemindJob>(t => t.WithIdentity("remind").WithSimpleSchedule(s => s.WithInterval(TimeSpan.FromMinutes(1)).RepeatForever())));
        return services;
    }
}
