using HandoffBridge.Settings;

namespace HandoffBridge.Connectors.Onboarding;

/// <summary>Which onboarding system.</summary>
public enum OnboardingTargetKind
{
    /// <summary>Files in a folder.</summary>
    Folder,
    /// <summary>Redmine.</summary>
    Redmine,
    /// <summary>A signed webhook (Standard Webhooks).</summary>
    Webhook,
}

/// <summary>Where briefs go.</summary>
[Settings("Onboarding")]
public sealed class OnboardingOptions
{
    /// <summary>One or several targets.</summary>
    [Meaning("Folder, Redmine or Webhook; several as a list.")]
    public IReadOnlyList<OnboardingTargetKind> Target { get; set; } = [OnboardingTargetKind.Folder];
}
