using HandoffBridge.Extraction.Deals;
using HandoffBridge.Extraction.Signals;

namespace HandoffBridge.Extraction.Scopes;

/// <summary>
/// Compares promises with the signed paper of one deal: order lines and statements of work. Built once per deal; pure and deterministic.
/// A logistic model over the features of <see cref="ScopeFeatures"/> decides, its weights are <see cref="ScopeWeights"/>.
/// </summary>
public sealed class ScopeMatcher
{
    private readonly List<PaperItem> items;
    private readonly ScopeFeatures features;
    private readonly IReadOnlyDictionary<string, string> texts;

    /// <summary>Reads the signed paper of a deal.</summary>
    /// <param name="deal">The deal.</param>
    /// <param name="visibleTexts">Visible text of each document by id.</param>
    public ScopeMatcher(DealFile deal, IReadOnlyDictionary<string, string> visibleTexts)
    {
        ArgumentNullException.ThrowIfNull(deal);
        ArgumentNullException.ThrowIfNull(visibleTexts);
        texts = visibleTexts;
        items = SignedPaper.Read(deal, visibleTexts);
        features = new ScopeFeatures(items, deal, visibleTexts);
    }

    /// <summary>Whether the signed paper covers a promise, and which line or sentence says so.</summary>
    /// <param name="quote">The promise, verbatim.</param>
    /// <param name="due">Its resolved calendar time; null where it gives none.</param>
    /// <param name="at">The document's date.</param>
    /// <param name="frame">What stands around the promise; null where unknown.</param>
    public ScopeVerdict Decide(string quote, string? due, DateTimeOffset at, ScopeFrame? frame = null)
    {
        ArgumentNullException.ThrowIfNull(quote);
        var evidence = features.Read(quote, due, at, frame);
        var scoped = ScopeWeights.Probability(evidence.Values, ScopeWords.Of(evidence.Words)) >= ScopeWeights.Threshold;
        return ScopeReasons.Explain(scoped, evidence);
    }

    /// <summary>The same of the promise at an offset of one of the deal's documents, with what stands around it there.</summary>
    public ScopeVerdict Decide(string quote, string? due, Document document, int start)
    {
        ArgumentNullException.ThrowIfNull(document);
        return Decide(quote, due, document.At, ScopeFrame.Of(document, texts[document.Id], start));
    }

    /// <summary>The features of a promise, for training.</summary>
    internal double[] Features(string quote, string? due, DateTimeOffset at, ScopeFrame? frame) => features.Read(quote, due, at, frame).Values;

    /// <summary>Whether a word is a name of one of the deal's people: training learns no names.</summary>
    internal bool IsName(string word) => features.IsName(word);
}
