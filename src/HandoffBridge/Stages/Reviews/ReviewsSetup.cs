using HandoffBridge.Settings;
using Quartz;

namespace HandoffBridge.Stages.Reviews;

/// <summary>This room's door.</summary>
public static class ReviewsSetup
{
    /// <summary>Registers the operating review. Its stages are registered by the host, where they stand in the flow.</summary>
    public static IServiceCollection AddReviews(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSettings<ReviewsOptions>(configuration);
        services.AddSingleton<IDeliveryRecord, DeliveryRecords>();
        services.AddSingleton<RecheckHandoffs>();
        services.AddSingleton<CountFacts>();
        services.AddSingleton<ReadReview>();
        services.AddSingleton<ReadExposure>();
        services.AddSingleton<ReadDistances>();
        services.AddSingleton<SetTarget>();
        services.AddSingleton<MailReview>();
        services.AddQuartz(q => q.ScheduleJob<MailReviewJob>(t => t.WithIdentity("mail-review").WithSimpleSchedule(s => s.WithInterval(TimeSpan.FromHours(1)).RepeatForever())));
        return services;
    }
}
