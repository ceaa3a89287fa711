using System.CommandLine;
using HandoffBridge.Data;
using Microsoft.EntityFrameworkCore;

namespace HandoffBridge.Commands;

/// <summary>For developers: the whole schema of the model as SQL, from which the next numbered script is cut.</summary>
internal static class SchemaDraft
{
    public static Command Command(string[] settings)
    {
        var command = new Command("schema", "Prints the model's whole schema as SQL, a draft for the next numbered script.") { Hidden = true };
        command.SetAction(async (_, _) =>
        {
            await using var app = HandoffBridgeHost.Build(settings, serving: false);
            await using var db = app.Services.GetRequiredService<IDbContextFactory<BridgeDb>>().CreateDbContext();
            Console.Write(db.Database.GenerateCreateScript());
        });
        return command;
    }
}
