using System.Net;
using System.Text.RegularExpressions;

namespace HandoffBridge.Extraction.Features;

/// <summary>Stands in until the real reader of HTML is merged.</summary>
internal static partial class ProvisionalHtml
{
    public static string Read(string html) =>
        WebUtility.HtmlDecode(Tag().Replace(Block().Replace(html, "\n"), ""));

    [GeneratedRegex(@"<\s*/?\s*(?:br|p|li|ul|ol|div|tr|table|h\d)\b[^>]*>", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Block();

    [GeneratedRegex(@"<[^>]+>", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Tag();
}
