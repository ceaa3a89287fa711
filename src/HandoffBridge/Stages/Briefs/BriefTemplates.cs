using System.Reflection;
using HandlebarsDotNet;

namespace HandoffBridge.Stages.Briefs;

/// <summary>
/// The templates an administrator edits without compiling. A file in the directory wins over the copy in the
/// program. A changed file is taken at the next rendering; one that does not pass the check is left out and the
/// last good version stays (see <see cref="Faults"/>).
/// </summary>
/// <param name="directory">Such as templates/briefs; it need not exist.</param>
/// <param name="time">For the limit on a rendering's duration.</param>
public sealed class BriefTemplates(string directory, TimeProvider time)
{
    private const string Prefix = "templates/briefs/";
    private readonly Lock gate = new();
    private volatile Loaded? loaded;

    /// <summary>Files that did not pass the check at the last look, each in one sentence; empty where all is well.</summary>
    public IReadOnlyList<string> Faults => Current().Faults;

    /// <summary>Names of the templates that can be rendered, such as "brief.md".</summary>
    public IReadOnlyList<string> Names => [.. Current().Templates.Keys.Order(StringComparer.Ordinal)];

    /// <summary>Renders a template.</summary>
    /// <exception cref="TemplateException">There is no such template, or it failed or went beyond a limit.</exception>
    public string Render(string name, IReadOnlyDictionary<string, object?> model)
    {
        var current = Current();
        if (!current.Templates.TryGetValue(name, out var template))
            throw new TemplateException($"There is no template {name}.hbs in {directory}; there are {string.Join(", ", current.Templates.Keys.Order(StringComparer.Ordinal))}.");
        return TemplateLimits.Run(name, template, model, time);
    }

    /// <summary>A text file beside the templates: the style of the whole page.</summary>
    public string Text(string name) => Current().Texts.GetValueOrDefault(name, "");

    private Loaded Current()
    {
        var stamp = Stamp();
        var now = loaded;
        if (now?.Stamp == stamp) return now;
        lock (gate)
        {
            now = loaded;
            return now?.Stamp == stamp ? now : loaded = Load(stamp, now);
        }
    }

    // Names, times and lengths: enough to see an edit, cheap enough to look each time.
    private string Stamp() =>
        Directory.Exists(directory)
            ? string.Join('|', new DirectoryInfo(directory).EnumerateFiles().OrderBy(f => f.Name, StringComparer.Ordinal).Select(f => $"{f.Name}:{f.LastWriteTimeUtc.Ticks}:{f.Length}"))
            : "";

    private Loaded Load(string stamp, Loaded? before)
    {
        var faults = new List<string>();
        var sources = Shipped();
        if (Directory.Exists(directory))
        {
            foreach (var file in Directory.EnumerateFiles(directory).Order(StringComparer.Ordinal))
            {
                var name = Path.GetFileName(file);
                if (!name.EndsWith(".hbs", StringComparison.Ordinal) && !name.EndsWith(".css", StringComparison.Ordinal)) continue;
                var text = Read(file, faults);
                if (text is null) continue;
                if (TemplateCheck.Source(name, text) is { Count: > 0 } found)
                {
                    faults.AddRange(found);
                    if (before?.Sources.TryGetValue(name, out var good) == true) sources[name] = good;
                }
                else
                {
                    sources[name] = text;
                }
            }
        }

        // A file may be well by itself and fail in its place (a partial, an unknown helper): then nothing of the new state is taken.
        var trial = sources.Where(s => s.Key.EndsWith(".hbs", StringComparison.Ordinal) && s.Key[0] != '_')
            .SelectMany(s => TemplateCheck.Try(s.Key, s.Value, sources, time)).Distinct(StringComparer.Ordinal).ToList();
        if (trial.Count > 0) sources = before?.Sources ?? Shipped();
        return Compile(stamp, sources, [.. faults, .. trial]);
    }

    /// <summary>Renders a template's source with a brief: the preview beside the editor.</summary>
    /// <param name="file">File name.</param>
    /// <param name="text">Its source.</param>
    /// <param name="brief">The brief; null: the invented sample.</param>
    /// <exception cref="TemplateException">It does not pass the check; the message holds every fault, one a line.</exception>
    public string Preview(string file, string text, Brief? brief = null)
    {
        ArgumentNullException.ThrowIfNull(file);
        if (TemplateCheck.Source(file, text) is { Count: > 0 } faults) throw new TemplateException(string.Join('\n', faults));
        var sources = new Dictionary<string, string>(Current().Sources, StringComparer.Ordinal) { [file] = text };
        if (TemplateCheck.Try(file, text, sources, time) is { Count: > 0 } failed) throw new TemplateException(string.Join('\n', failed));
        using var reader = new StringReader(text);
        return TemplateLimits.Run(file[..^4], Engine(file.EndsWith(".md.hbs", StringComparison.Ordinal) ? "md" : "html", sources).Compile(reader), Model(file, brief), time);
    }

    // The whole page shows its own style; everything else is seen in the site's.
    private Row Model(string file, Brief? brief)
    {
        var model = SampleBrief.ModelFor(file, brief);
        model["style"] = Text("brief.css");
        return model;
    }

    /// <summary>A template's source as it is in force; null where there is none of this name.</summary>
    public string? Source(string file) => Current().Sources.GetValueOrDefault(file);

    private static string? Read(string file, List<string> faults)
    {
        try
        {
            if (new FileInfo(file).Length <= TemplateCheck.MaxSource) return File.ReadAllText(file).ReplaceLineEndings("\n");
            faults.Add($"{Path.GetFileName(file)} is larger than 64 KB and is left out; make it smaller.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            faults.Add($"{Path.GetFileName(file)} cannot be read and is left out; check its permissions.");
        }

        return null;
    }

    private static Loaded Compile(string stamp, Dictionary<string, string> sources, List<string> faults)
    {
        var templates = new Dictionary<string, HandlebarsTemplate<TextWriter, object, object>>(StringComparer.Ordinal);
        foreach (var format in new[] { "md", "html" })
        {
            var engine = Engine(format, sources);
            foreach (var (name, text) in sources.Where(s => s.Key.EndsWith($".{format}.hbs", StringComparison.Ordinal) && s.Key[0] != '_'))
            {
                try
                {
                    using var reader = new StringReader(text);
                    templates[name[..^4]] = engine.Compile(reader);
                }
                catch (HandlebarsException e)
                {
                    faults.Add(TemplateCheck.Sentence(name, text, e));
                }
            }
        }

        return new(stamp, sources, templates, sources.Where(s => s.Key.EndsWith(".css", StringComparison.Ordinal)).ToDictionary(StringComparer.Ordinal), faults);
    }

    /// <summary>An engine of its own: swapping the reference is the whole of a reload.</summary>
    internal static IHandlebars Engine(string format, IReadOnlyDictionary<string, string> sources)
    {
        var engine = Handlebars.Create(new HandlebarsConfiguration { TextEncoder = format == "md" ? new MarkdownEncoder() : new HtmlEncoder(), NoEscape = false });
        foreach (var (name, text) in sources)
        {
            // Every template can stand within another: "_item.md.hbs" as {{> item}}, "brief.html.hbs" as {{> brief}}.
            if (name.EndsWith($".{format}.hbs", StringComparison.Ordinal)) engine.RegisterTemplate(name[..name.IndexOf('.', StringComparison.Ordinal)].TrimStart('_'), text);
        }

        return engine;
    }

    /// <summary>The copies in the program.</summary>
    internal static Dictionary<string, string> Shipped()
    {
        var assembly = Assembly.GetExecutingAssembly();
        var result = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var name in assembly.GetManifestResourceNames().Where(n => n.StartsWith(Prefix, StringComparison.Ordinal)))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            result[name[Prefix.Length..]] = reader.ReadToEnd().ReplaceLineEndings("\n");
        }

        return result;
    }

    private sealed record Loaded(
        string Stamp, Dictionary<string, string> Sources, Dictionary<string, HandlebarsTemplate<TextWriter, object, object>> Templates,
        Dictionary<string, string> Texts, IReadOnlyList<string> Faults);
}

/// <summary>A template that is missing, fails or goes beyond a limit. The message is one sentence for an administrator.</summary>
public sealed class TemplateException(string message, Exception? inner = null) : SentenceException(message, inner);
