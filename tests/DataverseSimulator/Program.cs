using System.Globalization;

namespace DataverseSimulator;

/// <summary>The simulator by itself: <c>serve [port]</c>.</summary>
internal static class SimulatorProgram
{
    private static async Task Main(string[] args)
    {
        await using var server = await SimulatorServer.StartAsync(port: args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 0);
        for (var i = 0; i < 5; i++) server.Seller.Win(server.Seller.Deal($"Deal {i}", documents: 8));
        Console.WriteLine(server.Url);
        await server.UntilStoppedAsync();
    }
}
