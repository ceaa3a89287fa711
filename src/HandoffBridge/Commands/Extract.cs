using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using HandoffBridge.Extraction.Signals;
using HandoffBridge.Stages.Signals;

namespace HandoffBridge.Commands;

/// <summary>Offline: deal files to signals, one JSON object a line.</summary>
internal static class Extract
{
    public static Command Command(string[] settings)
    {
        var paths = new Argument<string[]>("PATH") { Description = "Deal files, folders of them, or - for standard input.", Arity = ArgumentArity.OneOrMore };
        var output = new Option<string?>("--output") { Description = "File to write; standard output without it." };
        var provider = new Option<string>("--provider") { Description = "builtin (offline, same input gives same bytes) or openai.", DefaultValueFactory = _ => "builtin" };
        provider.AcceptOnlyFromAmong("builtin", "openai");
        var command = new Command("extract", "Offline: deal files to signals, one JSON object a line.") { paths, output, provider };
        command.SetAction((p, ct) => RunAsync(settings, p.GetValue(paths)!, p.GetValue(output), p.GetValue(provider)!, ct));
        return command;
    }

    private static async Task<int> RunAsync(string[] settings, string[] paths, string? output, string provider, CancellationToken cancellationToken)
    {
        await using var app = provider == "openai" ? HandoffBridgeHost.Build([.. settings, "--Extraction:Provider=OpenAI"], serving: false) : null;
        var extract = app is null ? new BuiltInProvider(new SignalEngine()) : app.Services.GetRequiredService<ISignalProvider>();
        var broken = 0;
        await using var stream = output is null ? Console.OpenStandardOutput() : new FileStream(output, FileMode.Create, FileAccess.Write);
        using var buffered = new BufferedStream(stream, 1 << 16);
        await foreach (var deal in DealFiles.ReadAsync(paths, sentence =>
        {
            broken++;
            Console.Error.WriteLine(sentence);
        }))
        {
            var result = await extract.ExtractAsync(deal, cancellationToken);
            foreach (var remark in result.Remarks) await Console.Error.WriteLineAsync($"{deal.Deal.Id} {remark.DocumentId}: {remark.Text}");
            foreach (var signal in result.Signals) Write(buffered, signal);
        }

        await buffered.FlushAsync(cancellationToken);
        return broken > 0 ? 1 : 0;
    }

    private static void Write(Stream stream, Signal signal)
    {
        using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteString("dealId", signal.DealId);
            json.WriteString("documentId", signal.DocumentId);
            json.WriteString("kind", signal.Kind.Wire());
            json.WriteString("quote", signal.Quote);
            json.WriteNumber("start", signal.Start);
            json.WriteNumber("end", signal.End);
            if (signal.Due is not null) json.WriteString("due", signal.Due);
            if (signal.Person is not null) json.WriteString("person", signal.Person);
            if (signal.Stance is not null) json.WriteString("stance", signal.Stance);
            if (signal.Scope is { } scope) json.WriteBoolean("scoped", scope.Status == ScopeStatus.Scoped);
            json.WriteNumber("confidence", Math.Round(signal.Confidence, 4));
            json.WriteEndObject();
        }

        stream.WriteByte((byte)'\n');
    }
}
