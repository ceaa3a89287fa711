using System.Text.Json;
using HandoffBridge.Connectors.Crm;
using HandoffBridge.Connectors.Crm.Folder;
using HandoffBridge.Data;
using HandoffBridge.Stages.Findings;
using HandoffBridge.Stages.Roadmap;
using HandoffBridge.Stages.StandardDeals;
using Microsoft.EntityFrameworkCore;

namespace HandoffBridge.Stages.Findings;

/// <summary>
/// The first start: what References:* name becomes the register and the standard deal; with the sample deals their own do.
/// Once anything was kept on the pages, files are not looked at again.
/// </summary>
public sealed class LoadReferences(
    IDbContextFactory<BridgeDb> contexts, ReferencesOptions files, CrmOptions crm, FolderCrmOptions folder, ReferenceFiles reader, ChangeRegister register, ChangeStandard standard)
{
    /// <summary>Who did it, in the history.</summary>
    public const string By = "first start";

    /// <summary>Loads what was never kept.</summary>
    /// <exception cref="Settings.SettingsException">A file cannot be read.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await using var db = contexts.CreateDbContext();
        var samples = crm.Source == CrmSource.Folder && folder.Path.Length == 0;
        if (!await db.Set<FeatureChangeRow>().AnyAsync(cancellationToken))
        {
            var features = files.Roadmap.Length > 0 ? reader.Read().Register.Features : samples ? RoadmapRegister.Read(Sample("roadmap.json")).Features : [];
            Check((await register.RunAsync([.. features.Select(f => new FeatureChange(null, f))], By, null, cancellationToken)).Problem, "References:Roadmap");
        }

        if (!await db.Set<LimitRow>().AnyAsync(cancellationToken))
        {
            var limits = files.StandardDeal.Length > 0 ? reader.Read().Standard.Limits : samples ? StandardDeal.Read(Sample("standard-deal.json")).Limits : [];
            Check((await standard.ReplaceAsync(limits, By, By, cancellationToken)).Problem, "References:StandardDeal");
        }
    }

    private static byte[] Sample(string name)
    {
        var path = Path.Combine(AppContext.BaseDirectory, "samples", name);
        return File.Exists(path) ? File.ReadAllBytes(path) : "{}"u8.ToArray();
    }

    private static void Check(Problem? problem, string setting)
    {
        if (problem is not null) throw new Settings.SettingsException($"{setting} cannot be loaded: {problem.Say(Web.UiTexts.Of(System.Globalization.CultureInfo.InvariantCulture))}");
    }
}
