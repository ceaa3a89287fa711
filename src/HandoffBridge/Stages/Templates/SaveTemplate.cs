using System.Text;
using HandoffBridge.Stages.Briefs;

namespace HandoffBridge.Stages.Templates;

/// <summary>Saves a template that passes its check into the templates directory, or goes back to the shipped one.</summary>
public sealed class SaveTemplate(BriefTemplates templates, BriefsOptions options)
{
    /// <summary>Every template there is: shipped ones and own ones, by name.</summary>
    public IReadOnlyList<TemplateFile> List()
    {
        var shipped = BriefTemplates.Shipped();
        var own = Directory.Exists(options.Templates) ? Directory.EnumerateFiles(options.Templates).Select(f => Path.GetFileName(f)!).Where(f => f.EndsWith(".hbs", StringComparison.Ordinal) || f.EndsWith(".css", StringComparison.Ordinal)) : [];
        return [.. shipped.Keys.Concat(own).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Select(n => new TemplateFile(n, shipped.ContainsKey(n), Own(n) is { } text && text != shipped.GetValueOrDefault(n)))];
    }

    /// <summary>Source of a template as the editor shows it; null where there is none of this name.</summary>
    public string? Source(string name) => List().Any(t => t.Name == name) ? Own(name) ?? templates.Source(name) ?? BriefTemplates.Shipped().GetValueOrDefault(name) : null;

    /// <summary>Saves.</summary>
    /// <exception cref="TemplateException">It does not pass the check: nothing is saved.</exception>
    /// <exception cref="IOException">The directory cannot be written.</exception>
    public void Save(string name, string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (List().All(t => t.Name != name)) throw new TemplateException($"There is no template {name}.");
        if (name.EndsWith(".hbs", StringComparison.Ordinal)) templates.Preview(name, text);
        else if (TemplateCheck.Source(name, text) is { Count: > 0 } faults) throw new TemplateException(string.Join('\n', faults));
        Directory.CreateDirectory(options.Templates);
        var path = Path.Combine(options.Templates, name);
        // Whole or not at all: a rendering must never see half a template.
        File.WriteAllText(path + ".tmp", text.ReplaceLineEndings("\n"), new UTF8Encoding(false));
        File.Move(path + ".tmp", path, overwrite: true);
    }

    /// <summary>Goes back to the shipped template.</summary>
    public void Restore(string name)
    {
        if (List().Any(t => t.Name == name && t.Shipped)) File.Delete(Path.Combine(options.Templates, name));
    }

    private string? Own(string name)
    {
        var path = Path.Combine(options.Templates, Path.GetFileName(name));
        return File.Exists(path) ? File.ReadAllText(path).ReplaceLineEndings("\n") : null;
    }
}

/// <summary>A template.</summary>
/// <param name="Name">File name.</param>
/// <param name="Shipped">Whether the program has a copy to go back to.</param>
/// <param name="Changed">Whether a file of the directory stands instead.</param>
public sealed record TemplateFile(string Name, bool Shipped, bool Changed);
