using System.Collections;
using System.CommandLine;
using System.Globalization;
using System.Text;
using HandoffBridge.Settings;

namespace HandoffBridge.Commands;

/// <summary>Writes appsettings.example.json from the settings classes: a test holds the file in the repository against it.</summary>
internal static class SettingsExample
{
    public static Command Command()
    {
        var command = new Command("settings", "Prints every setting with its default and meaning: appsettings.example.json.");
        command.SetAction(_ => Console.Out.Write(Text()));
        return command;
    }

    public static string Text()
    {
        var b = new StringBuilder("// Every setting with its default. Copy what you change into appsettings.json beside the program,\n// or set it in the environment (Section__Key) or on the command line (--Section:Key=value).\n{\n");
        b.Append("  // Addresses the pages are served on, separated by semicolons.\n  \"Urls\": \"http://127.0.0.1:5080\"");
        var open = new List<string>();
        foreach (var group in SettingsCatalogue.All().GroupBy(s => s.Key[..s.Key.LastIndexOf(':')], StringComparer.Ordinal))
        {
            var path = group.Key.Split(':');
            var shared = 0;
            while (shared < open.Count && shared < path.Length && open[shared] == path[shared]) shared++;
            for (var i = open.Count; i > shared; i--) b.Append('\n').Append(' ', 2 * i).Append('}');
            open.RemoveRange(shared, open.Count - shared);
            for (var i = shared; i < path.Length; i++)
            {
                b.Append(",\n").Append(' ', 2 * (i + 1)).Append('"').Append(path[i]).Append("\": {");
                open.Add(path[i]);
            }

            var first = shared < path.Length;
            foreach (var (key, property, meaning, value) in group)
            {
                if (!first) b.Append(',');
                first = false;
                var indent = new string(' ', 2 * (open.Count + 1));
                b.Append('\n').Append(indent).Append("// ").Append(meaning);
                if (property.GetCustomAttributes(typeof(MeaningAttribute), false) is [MeaningAttribute { Secret: true }]) b.Append(' ').Append(property.Name).Append("File names a file that holds it.");
                b.Append('\n').Append(indent).Append('"').Append(property.Name).Append("\": ").Append(Json(value));
            }
        }

        for (var i = open.Count; i > 0; i--) b.Append('\n').Append(' ', 2 * i).Append('}');
        return b.Append("\n}\n").ToString().Replace("{,\n", "{\n", StringComparison.Ordinal);
    }

    private static string Json(object? value) => value switch
    {
        null => "null",
        string s => "\"" + s.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal) + "\"",
        bool f => f ? "true" : "false",
        TimeSpan t => "\"" + t.ToString("c", CultureInfo.InvariantCulture) + "\"",
        int or long or decimal or double => Convert.ToString(value, CultureInfo.InvariantCulture)!,
        DateTimeOffset d => "\"" + d.ToString("O", CultureInfo.InvariantCulture) + "\"",
        DateOnly d => "\"" + d.ToString("O", CultureInfo.InvariantCulture) + "\"",
        Enum e => "\"" + e + "\"",
        IDictionary { Count: 0 } => "{}",
        IEnumerable e => "[" + string.Join(", ", e.Cast<object?>().Select(Json)) + "]",
        _ => "{}",
    };
}
