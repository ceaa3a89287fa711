using System.Reflection;
using HandlebarsDotNet;
using HandoffBridge.Connectors.Notices;
using HandoffBridge.Stages.Briefs;

namespace HandoffBridge.Stages.Notices;

/// <summary>
/// The words of mails: templates/notices/NAME.LANGUAGE.subject|txt|html.hbs, edited without compiling. A file in the directory wins over
/// the copy in the program and is taken at the next mail; one that does not pass the check is left out.
/// </summary>
public sealed class NoticeTemplates(NoticesOptions options, TimeProvider time)
{
    private const string Prefix = "templates/notices/";
    private readonly Lock _gate = new();
    private volatile Loaded? _loaded;

    /// <summary>Files that did not pass the check, each in one sentence.</summary>
    public IReadOnlyList<string> Faults => Current().Faults;

    /// <summary>Renders subject, text and HTML.</summary>
    /// <param name="name">"notice" or "code".</param>
    /// <param name="language">"en", "de"; English where there is no such file.</param>
    /// <param name="model">What the template may show.</param>
    /// <exception cref="TemplateException">A template failed.</exception>
    public (string Subject, string Text, string Html) Render(string name, string language, IReadOnlyDictionary<string, object?> model)
    {
        var now = Current();
        return (MimeText.OneLine(Part("subject")), Part("txt").Trim() + "\n", Part("html"));

        string Part(string part)
        {
            var file = $"{name}.{language}.{part}";
            if (!now.Templates.ContainsKey(file)) file = $"{name}.en.{part}";
            return now.Templates.TryGetValue(file, out var template) ? TemplateLimits.Run(file, template, model, time) : throw new TemplateException($"There is no template {file}.hbs in {options.Templates}.");
        }
    }

    private Loaded Current()
    {
        var stamp = Directory.Exists(options.Templates)
            ? string.Join('|', new DirectoryInfo(options.Templates).EnumerateFiles("*.hbs").OrderBy(f => f.Name, StringComparer.Ordinal).Select(f => $"{f.Name}:{f.LastWriteTimeUtc.Ticks}:{f.Length}"))
            : "";
        if (_loaded is { } now && now.Stamp == stamp) return now;
        lock (_gate) return _loaded is { } other && other.Stamp == stamp ? other : _loaded = Load(stamp);
    }

    private Loaded Load(string stamp)
    {
        var faults = new List<string>();
        var templates = new Dictionary<string, HandlebarsTemplate<TextWriter, object, object>>(StringComparer.Ordinal);
        foreach (var (file, text) in Shipped()) Compile(file, text);
        if (stamp.Length > 0)
        {
            foreach (var path in Directory.EnumerateFiles(options.Templates, "*.hbs").Order(StringComparer.Ordinal)) Compile(Path.GetFileName(path), File.ReadAllText(path).ReplaceLineEndings("\n"));
        }

        return new(stamp, templates, faults);

        void Compile(string file, string text)
        {
            if (TemplateCheck.Source(file, text) is { Count: > 0 } found)
            {
                faults.AddRange(found);
                return;
            }

            try
            {
                using var reader = new StringReader(text);
                templates[file[..^4]] = Engine(file).Compile(reader);
            }
            catch (HandlebarsException e)
            {
                faults.Add($"{file}: {e.Message}");
            }
        }
    }

    // Plain text needs no escaping; HTML always does.
    private static IHandlebars Engine(string file) =>
        Handlebars.Create(new HandlebarsConfiguration { TextEncoder = new HtmlEncoder(), NoEscape = !file.EndsWith(".html.hbs", StringComparison.Ordinal) });

    private static IEnumerable<(string File, string Text)> Shipped()
    {
        var assembly = Assembly.GetExecutingAssembly();
        foreach (var name in assembly.GetManifestResourceNames().Where(n => n.StartsWith(Prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            yield return (name[Prefix.Length..], reader.ReadToEnd().ReplaceLineEndings("\n"));
        }
    }

    private sealed record Loaded(string Stamp, Dictionary<string, HandlebarsTemplate<TextWriter, object, object>> Templates, IReadOnlyList<string> Faults);
}
