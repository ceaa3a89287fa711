using HandoffBridge.Settings;

namespace HandoffBridge.Web;

/// <summary>Pages and API of this node.</summary>
[Settings("Web")]
public sealed class WebOptions
{
    /// <summary>Whether this node serves pages.</summary>
    [Meaning("false: a worker-only node without pages.")]
    public bool Enabled { get; set; } = true;

    /// <summary>Address people reach the pages under.</summary>
    [Meaning("Address people reach the pages under, for links in mails and work items; empty: the first of Urls.")]
    public string PublicUrl { get; set; } = "";

    /// <summary>Language of briefs and mails where nobody's own language is known.</summary>
    [Meaning("Language of briefs and mails where the reader's own is not known: en or de.")]
    public string Language { get; set; } = "en";
}

/// <summary>Deep links: they show nothing without signing in.</summary>
public sealed class Links(WebOptions options, IConfiguration configuration)
{
    private readonly string _root = (options.PublicUrl.Length > 0 ? options.PublicUrl : (configuration["Urls"] ?? "http://127.0.0.1:5080").Split(';')[0]).TrimEnd('/');

    /// <summary>The brief's page.</summary>
    public Uri Handoff(string handoffId) => new($"{_root}/handoffs/{handoffId}");

    /// <summary>The AE's form.</summary>
    public Uri Form(string handoffId) => new($"{_root}/handoffs/{handoffId}/form");

    /// <summary>Any page.</summary>
    public Uri Page(string path) => new(_root + path);
}
