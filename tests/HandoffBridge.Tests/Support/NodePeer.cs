using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace HandoffBridge.Tests.Support;

/// <summary>A real program of tests/peers/node on a free port; ends with the test.</summary>
public sealed class NodePeer : IAsyncDisposable
{
    private static readonly string Folder = Path.Combine(SampleDeals.Root, "tests", "peers", "node");
    private static readonly Lazy<Task> Installed = new(InstallAsync);
    private readonly Process _process;
    private readonly List<string> _lines = [];

    private NodePeer(Process process, int port) => (_process, Port) = (process, port);

    /// <summary>Whether Node.js is there.</summary>
    public static bool Possible { get; } = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(d => File.Exists(Path.Combine(d, "node")));

    public int Port { get; }

    /// <summary>What it printed so far.</summary>
    public IReadOnlyList<string> Lines
    {
        get
        {
            lock (_lines) return [.. _lines];
        }
    }

    /// <summary>Starts a script; {port} and {port2} in arguments are free ports.</summary>
    public static async Task<NodePeer> StartAsync(string arguments, IReadOnlyDictionary<string, string>? environment = null, Func<NodePeer, Task<bool>>? ready = null)
    {
        await Installed.Value;
        var port = FreePort();
        var start = new ProcessStartInfo("node", arguments.Replace("{port}", port.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)) { WorkingDirectory = Folder, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["PORT"] = port.ToString(CultureInfo.InvariantCulture);
        foreach (var (key, value) in environment ?? new Dictionary<string, string>(StringComparer.Ordinal)) start.Environment[key] = value;
        var peer = new NodePeer(Process.Start(start)!, port);
        peer._process.OutputDataReceived += (_, e) => peer.Take(e.Data);
        peer._process.ErrorDataReceived += (_, e) => peer.Take(e.Data);
        peer._process.BeginOutputReadLine();
        peer._process.BeginErrorReadLine();
        ready ??= p => Task.FromResult(p.Lines.Contains("ready"));
        await WaitAsync(async () => await ready(peer), () => $"{arguments} did not start: {string.Join('\n', peer.Lines)}");
        return peer;
    }

    /// <summary>A mailbox: SMTP on <see cref="Port"/>, its mails over HTTP on <paramref name="web"/>.</summary>
    public static Task<NodePeer> MailboxAsync(out int web)
    {
        var port = web = FreePort();
        var folder = Directory.CreateTempSubdirectory("handoffbridge-mail-").FullName;
        return StartAsync($"node_modules/maildev/bin/maildev --ip 127.0.0.1 --web-ip 127.0.0.1 -s {{port}} -w {port} --mail-directory {folder}", ready: async _ =>
        {
            using var http = new HttpClient();
            try
            {
                return (await http.GetAsync(new Uri($"http://127.0.0.1:{port}/healthz"))).IsSuccessStatusCode;
            }
            catch (HttpRequestException)
            {
                return false;
            }
        });
    }

    /// <summary>Waits for something outside the program's clock.</summary>
    public static async Task WaitAsync(Func<Task<bool>> until, Func<string> otherwise)
    {
        var patience = Stopwatch.StartNew();
        while (!await until())
        {
            if (patience.Elapsed > TimeSpan.FromSeconds(60)) throw new TimeoutException(otherwise());
            await Task.Delay(50);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private void Take(string? line)
    {
        if (line is null) return;
        lock (_lines) _lines.Add(line);
    }

    private static async Task InstallAsync()
    {
        if (Directory.Exists(Path.Combine(Folder, "node_modules", "oidc-provider")) && Directory.Exists(Path.Combine(Folder, "node_modules", "maildev"))) return;
        using var npm = Process.Start(new ProcessStartInfo("npm", "ci --no-audit --no-fund --loglevel=error") { WorkingDirectory = Folder })!;
        await npm.WaitForExitAsync();
        if (npm.ExitCode != 0) throw new InvalidOperationException("npm ci failed in tests/peers/node.");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}

/// <summary>A test that needs Node.js; skipped only where there is none.</summary>
public sealed class NodeFactAttribute : FactAttribute
{
    public NodeFactAttribute()
    {
        if (!NodePeer.Possible) Skip = "Node.js is not installed.";
    }
}
