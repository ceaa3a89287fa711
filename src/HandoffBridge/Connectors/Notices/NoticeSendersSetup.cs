using HandoffBridge.Settings;

namespace HandoffBridge.Connectors.Notices;

/// <summary>The door of the ways to reach people.</summary>
public static class NoticeSendersSetup
{
    /// <summary>Registers the ways the settings name; none is fine: notices are then shown in the app.</summary>
    public static IServiceCollection AddNoticeSenders(this IServiceCollection services, IConfiguration configuration)
    {
        var mail = services.AddSettings<MailOptions>(configuration);
        var notices = services.AddSettings<NoticesOptions>(configuration);
        if (mail.Host.Length > 0) services.AddSingleton<INoticeSender, SmtpSender>();
        if (notices.SlackUrl.Length > 0) services.AddSingleton<INoticeSender>(s => Channel(s, ChannelSender.Slack, notices.SlackUrl));
        if (notices.TeamsUrl.Length > 0) services.AddSingleton<INoticeSender>(s => Channel(s, ChannelSender.Teams, notices.TeamsUrl));
        return services;
    }

    private static ChannelSender Channel(IServiceProvider services, string name, string url) =>
        new(name, new HttpClient(new UpstreamHandler(services.GetRequiredService<TimeProvider>())) { BaseAddress = new Uri(url), Timeout = TimeSpan.FromSeconds(20) });
}
