using System.Text.Json;
using System.Text.Json.Serialization;
using HandoffBridge.Data;
using HandoffBridge.Extraction.Deals;
using HandoffBridge.Extraction.Signals;
using HandoffBridge.Jobs;
using HandoffBridge.Stages.Dossiers;
using Microsoft.EntityFrameworkCore;

namespace HandoffBridge.Stages.Signals;

/// <summary>Extracts the signals of the newest snapshot.</summary>
public sealed class ExtractSignals(IDbContextFactory<BridgeDb> contexts, ISignalProvider provider, TimeProvider time) : IStage
{
    /// <inheritdoc/>
    public string Name => "signals";

    /// <inheritdoc/>
    public async Task<StageResult> RunAsync(string handoffId, Lease lease, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(lease);
        await using var db = contexts.CreateDbContext();
        var number = await db.Set<DossierRow>().Where(d => d.HandoffId == handoffId).MaxAsync(d => (int?)d.Number, cancellationToken);
        if (number is null) return StageResult.Waiting("The paper trail is not collected yet.");
        if (await db.Set<SignalSetRow>().AnyAsync(s => s.HandoffId == handoffId && s.DossierNumber == number, cancellationToken)) return StageResult.UpToDate;
        var json = await db.Set<DossierRow>().Where(d => d.HandoffId == handoffId && d.Number == number).Select(d => d.Json).SingleAsync(cancellationToken);
        var deal = JsonSerializer.Deserialize(json, DealFileJson.Default.DealFile)!;
        var result = await provider.ExtractAsync(deal, cancellationToken);
        await lease.CheckAsync(cancellationToken);
        db.Add(new SignalSetRow
        {
            HandoffId = handoffId,
            DossierNumber = number.Value,
            Engine = provider.Name,
            Json = JsonSerializer.Serialize(result.Signals, SignalSetJson.Default.IReadOnlyListSignal),
            Remarks = JsonSerializer.Serialize(result.Remarks, SignalSetJson.Default.IReadOnlyListExtractionRemark),
            At = time.GetUtcNow(),
        });
        await db.SaveChangesAsync(cancellationToken);
        return StageResult.Written;
    }

    /// <inheritdoc/>
    public async Task ForgetAsync(string handoffId, CancellationToken cancellationToken)
    {
        await using var db = contexts.CreateDbContext();
        await db.Set<SignalSetRow>().Where(s => s.HandoffId == handoffId).ExecuteDeleteAsync(cancellationToken);
    }
}

/// <summary>Stored signals.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(IReadOnlyList<Signal>))]
[JsonSerializable(typeof(IReadOnlyList<ExtractionRemark>))]
internal sealed partial class SignalSetJson : JsonSerializerContext;
