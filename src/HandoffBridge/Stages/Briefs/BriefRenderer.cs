using HandoffBridge.Languages;

namespace HandoffBridge.Stages.Briefs;

/// <summary>A brief as Markdown, as a whole HTML page and as a fragment for the site's own page.</summary>
public sealed class BriefRenderer(BriefTemplates templates)
{
    /// <summary>Markdown that reads well as plain text, in Redmine and on GitHub.</summary>
    /// <exception cref="TemplateException">A template is missing, fails or goes beyond a limit.</exception>
    public string Markdown(Brief brief, RenderOptions options) => Tidied(Render(brief, options, "md"));

    /// <summary>A page that stands alone: its style inside, no script, nothing fetched.</summary>
    /// <exception cref="TemplateException">A template is missing, fails or goes beyond a limit.</exception>
    public string Html(Brief brief, RenderOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var model = BriefModel.Of(brief, options);
        model["style"] = templates.Text("brief.css");
        return templates.Render(options.Template == "brief" ? "page.html" : options.Template + "-page.html", model);
    }

    /// <summary>The same without the page around it; classes are those of the site's style sheet.</summary>
    /// <exception cref="TemplateException">A template is missing, fails or goes beyond a limit.</exception>
    public string HtmlFragment(Brief brief, RenderOptions options) => Render(brief, options, "html");

    /// <summary>"What we heard" for the customer, as Markdown.</summary>
    public string Markdown(WhatWeHeard heard) => Tidied(templates.Render("what-we-heard.md", WhatWeHeardModel.Of(heard)));

    /// <summary>"What we heard" for the customer, as a page that stands alone.</summary>
    public string Html(WhatWeHeard heard)
    {
        var model = WhatWeHeardModel.Of(heard);
        model["style"] = templates.Text("brief.css");
        return templates.Render("what-we-heard-page.html", model);
    }

    /// <summary>"What we heard" without the page around it.</summary>
    public string HtmlFragment(WhatWeHeard heard) => templates.Render("what-we-heard.html", WhatWeHeardModel.Of(heard));

    private string Render(Brief brief, RenderOptions options, string format)
    {
        ArgumentNullException.ThrowIfNull(options);
        return templates.Render($"{options.Template}.{format}", BriefModel.Of(brief, options));
    }

    // Blocks that render nothing leave blank lines: at most one stays, and the text ends with one line break.
    private static string Tidied(string markdown)
    {
        var lines = markdown.Split('\n').Select(l => l.TrimEnd());
        var result = new List<string>();
        foreach (var line in lines)
        {
            if (line.Length > 0 || (result.Count > 0 && result[^1].Length > 0)) result.Add(line);
        }

        return string.Join('\n', result).TrimEnd('\n') + "\n";
    }
}
