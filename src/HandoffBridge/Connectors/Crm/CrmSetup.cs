using HandoffBridge.Connectors.Crm.Dataverse;
using HandoffBridge.Connectors.Crm.Folder;
using HandoffBridge.Settings;

namespace HandoffBridge.Connectors.Crm;

/// <summary>The CRM's door.</summary>
public static class CrmSetup
{
    /// <summary>Registers the CRM that the settings name.</summary>
    public static IServiceCollection AddCrm(this IServiceCollection services, IConfiguration configuration)
    {
        var options = services.AddSettings<CrmOptions>(configuration);
        services.AddSettings<FolderCrmOptions>(configuration);
        if (options.Source == CrmSource.Folder) services.AddSingleton<ICrm, FolderCrm>().AddSingleton<IRecordLinks, NoRecordLinks>();
        else services.AddDataverse(configuration);
        return services;
    }
}
