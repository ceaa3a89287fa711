using System.Globalization;
using System.IO.Compression;
using System.Text;
using DataverseSimulator.Http;
using DataverseSimulator.Store;
using Microsoft.AspNetCore.Connections.Features;

namespace DataverseSimulator.Faults;

/// <summary>Answers gone wrong.</summary>
internal sealed class FaultyAnswers(Limits limits, OrgStore store, string authority)
{
    /// <summary>Faults that take the answer's place.</summary>
    public async Task<bool> InsteadAsync(HttpContext context, Fault fault, Action<int> note)
    {
        switch (fault.Kind)
        {
            case FaultKind.TooMany or FaultKind.Unavailable:
                var status = fault.Kind == FaultKind.TooMany ? 429 : 503;
                note(status);
                var busy = Reply.Error(status, "0x80072322", "Number of requests exceeded the limit of 6000 over time window of 300 seconds.");
                if (fault.Text is { } after)
                {
                    busy.Headers["Retry-After"] = after;
                    if (int.TryParse(after, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)) limits.Close(TimeSpan.FromSeconds(seconds));
                    else if (DateTimeOffset.TryParse(after, CultureInfo.InvariantCulture, out var date)) limits.Close(date - store.Now);
                }

                await SimulatorServer.SendAsync(context, busy);
                return true;
            case FaultKind.Status:
                note(fault.Number);
                await SimulatorServer.SendAsync(context, new Reply(fault.Number, Encoding.UTF8.GetBytes("<html><body>Bad</body></html>"), "text/html"));
                return true;
            case FaultKind.Reset:
                note(0);
                context.Features.Get<IConnectionLifetimeFeature>()?.Abort();
                context.Abort();
                return true;
            case FaultKind.LoginPage:
                note(200);
                await SimulatorServer.SendAsync(context, new Reply(200, Encoding.UTF8.GetBytes("<!DOCTYPE html><html><head><title>Sign in to your account</title></head><body></body></html>"), "text/html; charset=utf-8"));
                return true;
            case FaultKind.Hang:
                note(0);
                await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
                return true;
            case FaultKind.Stall:
                note(200);
                context.Response.ContentType = "application/json";
                await context.Response.WriteAsync("{\"value\":[");
                await context.Response.Body.FlushAsync();
                await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
                return true;
            case FaultKind.Redirect:
                note(302);
                context.Response.StatusCode = 302;
                context.Response.Headers.Location = fault.Text ?? "https://login.example/";
                return true;
            case FaultKind.HugePage or FaultKind.GzipBomb:
                note(200);
                await HugeAsync(context, fault.Kind == FaultKind.GzipBomb);
                return true;
            case FaultKind.DeepJson:
                note(200);
                await SimulatorServer.SendAsync(context, new Reply(200, Encoding.UTF8.GetBytes(new string('[', 1000) + new string(']', 1000))));
                return true;
            case FaultKind.EndlessPages:
                note(200);
                var next = $"{authority}{Executor.Root}opportunities?$select=opportunityid&$skiptoken={Guid.NewGuid():N}";
                await SimulatorServer.SendAsync(context, new Reply(200, Encoding.UTF8.GetBytes($$"""{"value":[],"@odata.nextLink":"{{next}}"}""")));
                return true;
            default:
                return false;
        }
    }

    /// <summary>Faults that change the answer.</summary>
    public Reply Spoil(Reply reply, Fault fault) => fault.Kind switch
    {
        FaultKind.CutJson => reply with { Body = reply.Body[..(int)(reply.Body.Length * (long)fault.Number / 100)] },
        FaultKind.ForeignNextLink => reply with { Body = Encoding.UTF8.GetBytes(reply.Text[..reply.Text.LastIndexOf('}')] + ",\"@odata.nextLink\":\"http://127.0.0.2:9/api/data/v9.2/opportunities\"}") },
        FaultKind.CircleNextLink => reply with { Body = Encoding.UTF8.GetBytes(reply.Text[..reply.Text.LastIndexOf('}')] + $",\"@odata.nextLink\":\"{authority}{Executor.Root}opportunities?circle=1\"}}") },
        FaultKind.DoubledNames => reply with { Body = Encoding.UTF8.GetBytes(reply.Text[..reply.Text.LastIndexOf('}')] + ",\"value\":[]}") },
        _ => reply,
    };

    private static async Task HugeAsync(HttpContext context, bool packed)
    {
        context.Response.ContentType = "application/json";
        var piece = Encoding.UTF8.GetBytes(new string(' ', 1024 * 1024));
        try
        {
            if (packed)
            {
                context.Response.Headers.ContentEncoding = "gzip";
                await using var gzip = new GZipStream(context.Response.Body, CompressionLevel.Fastest);
                for (var i = 0; i < 10_240 && !context.RequestAborted.IsCancellationRequested; i++) await gzip.WriteAsync(piece, context.RequestAborted);
            }
            else
            {
                await context.Response.WriteAsync("{\"value\":[");
                for (var i = 0; i < 300 && !context.RequestAborted.IsCancellationRequested; i++) await context.Response.Body.WriteAsync(piece, context.RequestAborted);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            // the client had enough
        }
    }
}
