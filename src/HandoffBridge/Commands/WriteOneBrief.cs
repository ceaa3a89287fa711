using System.CommandLine;
using System.Text.Json;
using HandoffBridge.Connectors.Crm;
using HandoffBridge.Extraction.Deals;
using HandoffBridge.Stages.Briefs;
using HandoffBridge.Stages.Deals;
using HandoffBridge.Stages.Findings;
using HandoffBridge.Stages.Signals;

namespace HandoffBridge.Commands;

/// <summary>Offline: one deal file to its brief.</summary>
internal static class WriteOneBrief
{
    public static Command Command(string[] settings)
    {
        var file = new Argument<string>("FILE") { Description = "A deal file, or - for standard input." };
        var format = new Option<string>("--format") { Description = "md, html or json.", DefaultValueFactory = _ => "md" };
        format.AcceptOnlyFromAmong("md", "html", "json");
        var template = new Option<string>("--template") { Description = "Name of a template beside the shipped one.", DefaultValueFactory = _ => "brief" };
        var command = new Command("brief", "Offline: one deal file to its brief, on standard output.") { file, format, template };
        command.SetAction((p, ct) => RunAsync(settings, p.GetValue(file)!, p.GetValue(format)!, p.GetValue(template)!, ct));
        return command;
    }

    private static async Task<int> RunAsync(string[] settings, string file, string format, string template, CancellationToken cancellationToken)
    {
        await using var app = HandoffBridgeHost.Build(settings, serving: false);
        string? broken = null;
        DealFile? deal = null;
        await foreach (var read in DealFiles.ReadAsync([file], sentence => broken = sentence)) deal ??= read;
        if (deal is null)
        {
            await Console.Error.WriteLineAsync(broken ?? $"{file} holds no deal file.");
            return 1;
        }

        var services = app.Services;
        var extraction = await services.GetRequiredService<ISignalProvider>().ExtractAsync(deal with { Signals = null }, cancellationToken);
        var references = services.GetRequiredService<ReferenceFiles>().Read();
        var findings = services.GetRequiredService<ReconcileSignals>().Reconcile(
            DealRow.IdOf(new CrmDealKey("folder", deal.Deal.Id)), deal, extraction, references.Register, references.Standard);
        // No clock: the brief of a file is the same tomorrow.
        var brief = services.GetRequiredService<WriteBrief>().Write(new BriefInput
        {
            Deal = deal,
            Findings = findings,
            Version = 1,
            CreatedAt = deal.Deal.WonAt.ToUniversalTime(),
            Engine = services.GetRequiredService<ISignalProvider>().Name,
        });
        var renderer = services.GetRequiredService<BriefRenderer>();
        var options = new RenderOptions { IncludeRestricted = true, Template = template };
        await using var output = new StreamWriter(Console.OpenStandardOutput(), new System.Text.UTF8Encoding(false)) { NewLine = "\n" };
        await output.WriteAsync(format switch
        {
            "html" => renderer.Html(brief, options),
            "json" => JsonSerializer.Serialize(brief, BriefJson.Default.Brief) + "\n",
            _ => renderer.Markdown(brief, options),
        });
        return 0;
    }
}
