using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Text;
using DataverseSimulator.Faults;
using DataverseSimulator.Http;
using DataverseSimulator.Store;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;

namespace DataverseSimulator;

/// <summary>A Dataverse environment on loopback: as unkind as the real one, and unkinder on request.</summary>
public sealed class SimulatorServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly TimeProvider _clock;
    private Limits _limits = null!;
    private Executor _executor = null!;
    private FaultyAnswers _faulty = null!;

    private SimulatorServer(WebApplication app, TimeProvider clock)
    {
        (_app, _clock) = (app, clock);
        Store = new OrgStore(clock);
        Seller = new Seller(Store).WithBasics();
    }

    /// <summary>The rows.</summary>
    public OrgStore Store { get; }

    /// <summary>The people who work in the CRM.</summary>
    public Seller Seller { get; }

    /// <summary>How the environment is set up.</summary>
    public Options Options { get; } = new();

    /// <summary>What goes wrong.</summary>
    public FaultPlan Faults { get; } = new();

    /// <summary>What arrived.</summary>
    public Journal Journal { get; } = new();

    /// <summary>The environment's address.</summary>
    public Uri Url { get; private set; } = null!;

    /// <summary>The token that is accepted.</summary>
    public static string Token => "simulated-token";

    /// <summary>Most requests seen at a time.</summary>
    public int MostAtOnce => _limits.MostAtOnce;

    /// <summary>Starts an environment; port 0 takes a free one.</summary>
    public static async Task<SimulatorServer> StartAsync(TimeProvider? clock = null, int port = 0)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(k => { k.Listen(IPAddress.Loopback, port); k.Limits.MaxRequestLineSize = 70_000; k.Limits.MaxRequestBufferSize = 4 * 1024 * 1024; k.Limits.MaxRequestHeadersTotalSize = 128 * 1024; k.AddServerHeader = false; });
        var app = builder.Build();
        var server = new SimulatorServer(app, clock ?? TimeProvider.System);
        app.Run(server.HandleAsync);
        await app.StartAsync();
        server.Url = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        server._limits = new Limits(server.Options, server._clock);
        server._executor = new Executor(server.Store, server.Options, server.Url.GetLeftPart(UriPartial.Authority));
        server._faulty = new FaultyAnswers(server._limits, server.Store, server.Url.GetLeftPart(UriPartial.Authority));
        server.Options.Tokens.Add(Token);
        return server;
    }

    /// <summary>Waits until the process is told to stop.</summary>
    public Task UntilStoppedAsync() => _app.WaitForShutdownAsync();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private async Task HandleAsync(HttpContext context)
    {
        var target = context.Features.Get<IHttpRequestFeature>()!.RawTarget;
        if (target == "/_journal")
        {
            var entries = Journal.Entries;
            await context.Response.WriteAsync($"requests {entries.Count}, refused {entries.Count(e => e.Status == 429)}, while told to wait {entries.Count(e => e.WhileTold)}, operations {entries.Sum(e => e.Operations)}, most at once {MostAtOnce}");
            return;
        }

        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        var told = _limits.Closed(_clock.GetUtcNow());
        var method = context.Request.Method;
        void Note(int status, int operations) => Journal.Add(new(_clock.GetUtcNow(), method, target, status, operations, told, Journal.KeepBodies ? Encoding.UTF8.GetString(body.ToArray()) : ""));
        context.Response.Headers.Date = Store.Now.ToString("R", CultureInfo.InvariantCulture);
        context.Response.Headers["OData-Version"] = "4.0";
        if (_limits.Enter() is { } refused)
        {
            Note(refused.Status, 0);
            await SendAsync(context, refused);
            return;
        }

        var spent = Stopwatch.StartNew();
        var operations = 1;
        try
        {
            if (Options.Latency > TimeSpan.Zero) await Task.Delay(Options.Latency);
            if (Options.Tokens.Count > 0 && !Options.Tokens.Contains(context.Request.Headers.Authorization.ToString().Replace("Bearer ", "", StringComparison.Ordinal)))
            {
                Note(401, 1);
                context.Response.Headers.WWWAuthenticate = "Bearer authorization_uri=https://login.microsoftonline.com/common";
                await SendAsync(context, Reply.Empty(401));
                return;
            }

            var fault = Faults.For(method, target);
            if (fault is not null && await _faulty.InsteadAsync(context, fault, status => Note(status, 1))) return;
            var headers = context.Request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase);
            var reply = headers.GetValueOrDefault("OData-Version") is not ("4.0" or null) ? Reply.Error(400, "0x0", "OData-Version must be 4.0.") : _executor.Execute(new Call(method, target, headers, body.ToArray()));
            operations = reply.Operations;
            Note(reply.Status, operations);
            await SendAsync(context, fault is null ? reply : _faulty.Spoil(reply, fault), fault?.Kind == FaultKind.ResetInBody ? 50 : 100);
        }
        finally
        {
            _limits.Leave(spent.Elapsed + (Options.CostPerOperation * operations));
        }
    }

    internal static async Task SendAsync(HttpContext context, Reply reply, int percent = 100)
    {
        context.Response.StatusCode = reply.Status;
        if (reply.ContentType is { } type) context.Response.ContentType = type;
        foreach (var (name, value) in reply.Headers) context.Response.Headers[name] = value;
        if (reply.Body.Length == 0) return;
        if (percent < 100)
        {
            context.Response.ContentLength = reply.Body.Length;
            await context.Response.Body.WriteAsync(reply.Body.AsMemory(0, reply.Body.Length * percent / 100));
            await context.Response.Body.FlushAsync();
            context.Abort();
            return;
        }

        if (reply.Body.Length > 2048 && context.Request.Headers.AcceptEncoding.ToString().Contains("gzip", StringComparison.OrdinalIgnoreCase))
        {
            context.Response.Headers.ContentEncoding = "gzip";
            await using var gzip = new GZipStream(context.Response.Body, CompressionLevel.Fastest);
            await gzip.WriteAsync(reply.Body);
            return;
        }

        await context.Response.Body.WriteAsync(reply.Body);
    }
}
