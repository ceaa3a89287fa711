namespace HandoffBridge.Stages.Deals;

/// <summary>This room's door.</summary>
public static class DealsSetup
{
    /// <summary>Registers the watcher and the place for hints.</summary>
    public static IServiceCollection AddDeals(this IServiceCollection services) => services
        .AddSingleton<WatchDeals>()
        .AddSingleton<Connectors.Crm.ICrmHints, StoreHints>();
}
