using HandoffBridge.Connectors.Onboarding.Folder;
using HandoffBridge.Connectors.Onboarding.Redmine;
using HandoffBridge.Connectors.Onboarding.Webhook;
using HandoffBridge.Settings;

namespace HandoffBridge.Connectors.Onboarding;

/// <summary>The onboarding systems' door.</summary>
public static class OnboardingSetup
{
    /// <summary>Registers the targets that the settings name.</summary>
    public static IServiceCollection AddOnboarding(this IServiceCollection services, IConfiguration configuration)
    {
        var options = services.AddSettings<OnboardingOptions>(configuration);
        services.AddSettings<FolderTargetOptions>(configuration);
        var redmine = services.AddSettings<RedmineOptions>(configuration);
        if (options.Target.Contains(OnboardingTargetKind.Folder)) services.AddSingleton<IOnboardingTarget, FolderTarget>();
        if (options.Target.Contains(OnboardingTargetKind.Redmine))
        {
            if (redmine.Url.Length == 0) throw new SettingsException("Onboarding:Redmine:Url is missing; with Onboarding:Target=Redmine write the address of Redmine.");
            if (redmine.ApiKey.Length == 0) throw new SettingsException("Onboarding:Redmine:ApiKey is missing; write an API access key of Redmine.");
            services.AddSingleton<IOnboardingTarget>(s =>
            {
                // Disposed with the process; the handler renews its connections itself.
                var http = new HttpClient(new UpstreamHandler(s.GetRequiredService<TimeProvider>()))
                {
                    BaseAddress = new Uri(redmine.Url.TrimEnd('/') + "/"),
                    Timeout = TimeSpan.FromSeconds(30),
                    MaxResponseContentBufferSize = UpstreamHandler.MaxAnswer,
                };
                http.DefaultRequestHeaders.Add("X-Redmine-API-Key", redmine.ApiKey);
                return new RedmineTarget(new RedmineClient(http), redmine, s.GetRequiredService<TimeProvider>());
            });
        }

        var webhook = services.AddSettings<WebhookOptions>(configuration);
        if (options.Target.Contains(OnboardingTargetKind.Webhook))
        {
            if (webhook.Url.Length == 0) throw new SettingsException("Onboarding:Webhook:Url is missing; with Onboarding:Target=Webhook write the receiver's address.");
            if (webhook.Secret.Length == 0) throw new SettingsException("Onboarding:Webhook:Secret is missing; make one with: echo whsec_$(openssl rand -base64 32).");
            services.AddSingleton<IOnboardingTarget>(s => new WebhookTarget(
                new HttpClient(new UpstreamHandler(s.GetRequiredService<TimeProvider>())) { Timeout = TimeSpan.FromSeconds(20), MaxResponseContentBufferSize = 64 * 1024 }, webhook, s.GetRequiredService<TimeProvider>()));
        }

        return services;
    }
}
