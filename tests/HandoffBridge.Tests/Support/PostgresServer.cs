using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace HandoffBridge.Tests.Support;

/// <summary>One PostgreSQL for the whole run: started from the installed binaries on a free port as an unprivileged user, gone with the process.</summary>
public static class PostgresServer
{
    private const string Binaries = "/usr/lib/postgresql/15/bin";
    private static readonly Lazy<string> Server = new(Start, LazyThreadSafetyMode.ExecutionAndPublication);
    private static int _databases;

    /// <summary>Connection string of a new, empty database.</summary>
    public static string NewDatabase()
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"test_{Interlocked.Increment(ref _databases)}");
        using var connection = new NpgsqlConnection(Server.Value + ";Database=postgres");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"create database {name}";
        command.ExecuteNonQuery();
        return Server.Value + ";Database=" + name + ";Maximum Pool Size=20";
    }

    private static string Start()
    {
        if (!File.Exists(Path.Combine(Binaries, "initdb"))) throw new InvalidOperationException("PostgreSQL 15 is not installed; run tests/install.sh.");
        var folder = Directory.CreateTempSubdirectory("handoffbridge-pg-").FullName;
        var port = FreePort();
        var data = Path.Combine(folder, "data");
        if (Environment.UserName == "root") Run("chown", $"postgres:postgres {folder}");
        Run("initdb", $"-N -D {data} -U test -A trust -E UTF8 --locale=C.UTF-8");
        Watch(folder, data, port);
        var server = string.Create(CultureInfo.InvariantCulture, $"Host=127.0.0.1;Port={port};Username=test");
        for (var i = 0; ; i++)
        {
            try
            {
                using var connection = new NpgsqlConnection(server + ";Database=postgres;Pooling=false");
                connection.Open();
                return server;
            }
            catch (NpgsqlException) when (i < 300)
            {
                Thread.Sleep(100);
            }
        }
    }

    /// <summary>The server is a child of a shell that outlives even a killed test run by a second, and takes the server with it.</summary>
    private static void Watch(string folder, string data, int port)
    {
        var own = Environment.UserName == "root" ? "setpriv --reuid postgres --regid postgres --init-groups " : "";
        var script = string.Create(CultureInfo.InvariantCulture, $$"""
            {{own}}{{Binaries}}/postgres -D {{data}} -c listen_addresses=127.0.0.1 -c port={{port}} -c unix_socket_directories= -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=300 >{{folder}}/server.log 2>&1 &
            while kill -0 {{Environment.ProcessId}} 2>/dev/null; do sleep 1; done
            kill -QUIT $!; wait; rm -rf {{folder}}
            """);
        Process.Start(new ProcessStartInfo("bash", ["-c", script]) { WorkingDirectory = "/" });
    }

    private static void Run(string program, string arguments)
    {
        // initdb refuses to run as root.
        var own = Environment.UserName == "root" && program != "chown";
        var path = program == "chown" ? "chown" : Path.Combine(Binaries, program);
        var start = new ProcessStartInfo(own ? "setpriv" : path, own ? $"--reuid postgres --regid postgres --init-groups {path} {arguments}" : arguments) { RedirectStandardOutput = program == "initdb", WorkingDirectory = "/" };
        using var process = Process.Start(start)!;
        if (program == "initdb") process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0) throw new InvalidOperationException($"{program} failed with {process.ExitCode}.");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
