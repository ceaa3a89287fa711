using System.CommandLine;
using HandoffBridge.Settings;

namespace HandoffBridge.Commands;

/// <summary>The verbs. Settings ("--Section:Key=value") may stand anywhere; all else is the verb's own.</summary>
public static class CommandLine
{
    /// <summary>Runs a verb. 0: done, 1: the work failed, 2: wrong usage or settings.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        var (verbArgs, settings) = Split(args);
        var root = Root(settings);
        var parsed = root.Parse(verbArgs);
        if (parsed.Errors.Count > 0)
        {
            await Console.Error.WriteLineAsync($"{OneLine(parsed.Errors[0].Message)}; run with --help to see what there is.");
            return 2;
        }

        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
        }
        catch (SettingsException e)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return 2;
        }
        catch (Exception e) when (e is UsageException)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return 2;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            await Console.Error.WriteLineAsync(e.Message.ReplaceLineEndings(" "));
            return 1;
        }
    }

    /// <summary>Tells settings from the verb's own arguments: a setting's name has a colon, or is one of the host's.</summary>
    public static (string[] Verb, string[] Settings) Split(string[] args)
    {
        ArgumentNullException.ThrowIfNull(args);
        var verb = new List<string>();
        var settings = new List<string>();
        for (var i = 0; i < args.Length; i++)
        {
            var name = args[i].Split('=', 2)[0];
            var isSetting = name.StartsWith("--", StringComparison.Ordinal)
                && (name.Contains(':', StringComparison.Ordinal) || name.Contains("__", StringComparison.Ordinal) || name is "--Urls" or "--urls" or "--environment" or "--contentRoot" or "--applicationName");
            if (!isSetting) verb.Add(args[i]);
            else if (args[i].Contains('=', StringComparison.Ordinal)) settings.Add(args[i].Replace("__", ":", StringComparison.Ordinal));
            else settings.Add(args[i].Replace("__", ":", StringComparison.Ordinal) + "=" + (i + 1 < args.Length ? args[++i] : ""));
        }

        return ([.. verb], [.. settings]);
    }

    private static string OneLine(string message) => string.Join(' ', message.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)).TrimEnd('.');

    private static RootCommand Root(string[] settings)
    {
        var root = new RootCommand("HandoffBridge turns a won deal into a brief with a proof for every claim. Without a verb it serves.");
        root.SetAction((_, ct) => Serve.RunAsync(settings, ct));
        root.Add(Verb("serve", "Web pages, API and background jobs.", (_, ct) => Serve.RunAsync(settings, ct)));
        root.Add(Verb("check", "Tests settings, database, CRM, onboarding, mail and templates; changes nothing.", (_, ct) => Check.RunAsync(settings, ct)));
        root.Add(Verb("migrate", "Brings the database schema up to date.", (_, ct) => Migrate.RunAsync(settings, ct)));
        root.Add(Extract.Command(settings));
        root.Add(WriteOneBrief.Command(settings));
        root.Add(Backfill.Command(settings));
        root.Add(Explain.Command(settings));
        root.Add(Replay.Command(settings));
        root.Add(SettingsExample.Command());
        root.Add(SchemaDraft.Command(settings));
        return root;
    }

    private static Command Verb(string name, string help, Func<ParseResult, CancellationToken, Task<int>> action)
    {
        var command = new Command(name, help);
        command.SetAction(action);
        return command;
    }
}

/// <summary>Wrong usage: exit code 2.</summary>
public sealed class UsageException(string message) : Exception(message);
