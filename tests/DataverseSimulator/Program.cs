using System.Globalization;

namespace DataverseSimulator;

/// <summary>The simulator by itself: <c>serve [port [deals [documents]]]</c>.</summary>
internal static class SimulatorProgram
{
    private static async Task Main(string[] args)
    {
        int Number(int at, int otherwise) => args.Length > at ? int.Parse(args[at], CultureInfo.InvariantCulture) : otherwise;
        await using var server = await SimulatorServer.StartAsync(port: Number(1, 0));
        server.Journal.KeepBodies = false;
        for (var i = 0; i < Number(2, 5); i++) server.Seller.Win(server.Seller.Deal($"Deal {i}", documents: Number(3, 8)));
        Console.WriteLine(server.Url);
        await server.UntilStoppedAsync();
    }
}
