using HandoffBridge.Settings;

namespace HandoffBridge.Stages.Reviews;

/// <summary>This room's door.</summary>
public static class ReviewsSetup
{
    /// <summary>Registers the operating review. Its stages are registered by the host, where they stand in the flow.</summary>
    public static IServiceCollection AddReviews(this IServiceCollection services, IConfiguration configuration, bool run)
    {
        services.AddSettings<ReviewsOptions>(configuration);
        services.AddSingleton<IDeliveryRecord, NoDeliveryRecord>();
        services.AddSingleton<RecheckHandoffs>();
        services.AddSingleton<CountFacts>();
        services.AddSingleton<ReadReview>();
        services.AddSingleton<ReadExposure>();
        services.AddSingleton<ReadDistances>();
        services.AddSingleton<SetTarget>();
        services.AddSingleton<MailReview>();
        if (run) services.AddHostedService<MailReviewLoop>();
        return services;
    }
}
