namespace HandoffBridge.Extraction.Scopes;

/// <summary>What stands around a promise; it helps where the promise says only "we do, all of them".</summary>
/// <param name="Before">The text before the quote in the same document, its last sentence or two; null where unknown.</param>
/// <param name="Side">"seller" or "customer": who wrote it; null where unknown.</param>
/// <param name="DocumentType">note, email, call, meeting, chat or task; null where unknown.</param>
public sealed record ScopeFrame(string? Before = null, string? Side = null, string? DocumentType = null)
{
    /// <summary>The frame of the quote at an offset of a document's visible text.</summary>
    public static ScopeFrame Of(Deals.Document document, string visibleText, int start)
    {
        ArgumentNullException.ThrowIfNull(document);
        ArgumentNullException.ThrowIfNull(visibleText);
        const int Reach = 220;
        var from = Math.Max(0, start - Reach);
        return new ScopeFrame(start <= 0 ? null : visibleText[from..Math.Min(start, visibleText.Length)], document.Author?.Side, document.Type);
    }
}
