using System.Globalization;
using System.Text.RegularExpressions;
using HandlebarsDotNet;

namespace HandoffBridge.Stages.Briefs;

/// <summary>
/// Checks a template before it is used: size, nesting, raw output only of the program's own drawings and style,
/// blocks that close, then a trial rendering. Each fault is one sentence with the line.
/// </summary>
public static class TemplateCheck
{
    /// <summary>Largest source, in characters.</summary>
    public const int MaxSource = 64 * 1024;
    /// <summary>Deepest nesting of blocks.</summary>
    public const int MaxDepth = 32;
    /// <summary>Deepest nesting of repeating blocks: four over a brief of 200 items is 1.6 billion rows, three is enough for any layout.</summary>
    public const int MaxRepeat = 3;

    private static readonly string[] RawAllowed = ["drawings.scope", "drawings.urgency", "drawings.people", "drawings.journey", "style", "@root.drawings.scope", "@root.drawings.urgency", "@root.drawings.people", "@root.drawings.journey", "@root.style"];

    private static readonly Regex Tag = new(@"\{\{(?<raw>\{|~?&)?(?<body>[^{}]*)\}?\}\}", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture);

    /// <summary>Checks the source and renders it with a sample: empty where it may be used.</summary>
    /// <param name="file">Such as "brief.md.hbs".</param>
    /// <param name="text">The source.</param>
    /// <param name="time">For the limit on time.</param>
    public static IReadOnlyList<string> Whole(string file, string text, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(file);
        var faults = Source(file, text);
        if (faults.Count > 0 || !file.EndsWith(".hbs", StringComparison.Ordinal)) return faults;
        var sources = BriefTemplates.Shipped();
        sources[file] = text;
        return Try(file, text, sources, time);
    }

    /// <summary>Compiles and renders a template of these sources with the sample brief.</summary>
    internal static IReadOnlyList<string> Try(string file, string text, IReadOnlyDictionary<string, string> sources, TimeProvider time)
    {
        try
        {
            var engine = BriefTemplates.Engine(file.EndsWith(".md.hbs", StringComparison.Ordinal) ? "md" : "html", sources);
            using var reader = new StringReader(text);
            TemplateLimits.Run(file[..^4], engine.Compile(reader), SampleBrief.ModelFor(file), time);
            return [];
        }
        catch (HandlebarsException e)
        {
            return [Sentence(file, text, e)];
        }
        catch (TemplateException e)
        {
            return [e.InnerException is HandlebarsException inner ? Sentence(file, text, inner) : e.Message];
        }
    }

    /// <summary>Checks what can be seen without rendering.</summary>
    public static IReadOnlyList<string> Source(string file, string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length > MaxSource) return [$"{file} is larger than 64 KB and is left out; make it smaller."];
        if (!file.EndsWith(".hbs", StringComparison.Ordinal)) return text.Contains("</", StringComparison.Ordinal) ? [$"{file}, line {Line(text, text.IndexOf("</", StringComparison.Ordinal))}: a style sheet cannot hold tags."] : [];
        var faults = new List<string>();
        var open = new Stack<(string Name, int Line)>();
        foreach (Match tag in Tag.Matches(text))
        {
            var line = Line(text, tag.Index);
            var body = tag.Groups["body"].Value.Trim('~', ' ', '\t', '\n');
            if (tag.Groups["raw"].Success && !RawAllowed.Contains(body.TrimStart('&').Trim(), StringComparer.Ordinal))
                faults.Add($"{file}, line {line}: {{{{{{{body}}}}}}} would write without escaping; only drawings and style may do that, so write {{{{{body}}}}}.");
            if (body.StartsWith('!') || body.Length == 0) continue;
            if (body[0] is '#' or '^') Open(file, body, line, open, faults);
            else if (body[0] == '/') Close(file, body[1..].Trim(), line, open, faults);
            if (faults.Count >= 20) return faults;
        }

        faults.AddRange(open.Select(o => $"{file}, line {o.Line}: the block {o.Name} is never closed; write {{{{/{o.Name}}}}}."));
        return faults;
    }

    internal static string Sentence(string file, string text, HandlebarsException e)
    {
        // Within a partial the reason lies deeper; the outer message only says that there is one.
        while (e.InnerException is HandlebarsException deeper) e = deeper;
        // The engine gives a place for some errors only; elsewhere the name it could not resolve leads to the line.
        var name = Quoted.Match(e.Message) is { Success: true } m ? m.Groups["n"].Value : null;
        var at = name is null ? -1 : text.IndexOf(name, StringComparison.Ordinal);
        return at < 0 ? $"{file}: {e.Message}" : $"{file}, line {Line(text, at)}: {e.Message}";
    }

    private static readonly Regex Quoted = new("'(?<n>[^']{1,60})'", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture);

    private static void Open(string file, string body, int line, Stack<(string Name, int Line)> open, List<string> faults)
    {
        if (body is "^") return;
        if (body.StartsWith("#*", StringComparison.Ordinal))
        {
            faults.Add($"{file}, line {line}: decorators are not allowed here.");
            return;
        }

        var name = body[1..].TrimStart('>', ' ').Split([' ', '\n', '\t'], 2)[0];
        open.Push((name, line));
        if (open.Count > MaxDepth) faults.Add($"{file}, line {line}: blocks are nested more than {MaxDepth.ToString(CultureInfo.InvariantCulture)} deep.");
        if (name == "each" && open.Count(o => o.Name == "each") > MaxRepeat) faults.Add($"{file}, line {line}: more than {MaxRepeat.ToString(CultureInfo.InvariantCulture)} repeating blocks within each other.");
    }

    private static void Close(string file, string name, int line, Stack<(string Name, int Line)> open, List<string> faults)
    {
        if (open.Count == 0) faults.Add($"{file}, line {line}: {{{{/{name}}}}} closes nothing.");
        else if (open.Pop() is var last && last.Name != name) faults.Add($"{file}, line {line}: {{{{/{name}}}}} closes the block {last.Name} of line {last.Line}; write {{{{/{last.Name}}}}}.");
    }

    private static int Line(string text, int at) => 1 + text.AsSpan(0, at).Count('\n');
}
