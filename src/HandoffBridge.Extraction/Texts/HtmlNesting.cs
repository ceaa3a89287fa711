namespace HandoffBridge.Extraction.Texts;

/// <summary>The open elements. Every element is pushed and popped once and sought no deeper than <see cref="Reach"/>, so that no nesting costs more than its length.</summary>
internal sealed class HtmlNesting
{
    /// <summary>How deep an implied end (a li before a li) is sought.</summary>
    private const int Reach = 64;

    private readonly List<(HtmlElement Element, HtmlRole Role)> _stack = [];
    private readonly int[] _counts = new int[HtmlElement.Count];
    private int _unseen;
    private int _quoted;
    private int _quotations;
    private int _signatures;
    private int _bold;
    private int _headings;
    private int _preformatted;

    /// <summary>Whether text is shown here.</summary>
    public bool Seen => _unseen == 0;

    /// <summary>How many lists are open.</summary>
    public int ListDepth { get; private set; }

    /// <summary>What holds for text here.</summary>
    public HtmlTextState Traits => new(
        Bold: _bold > 0, Heading: _headings > 0, Quoted: _quoted > 0, Quotation: _quotations > 0, Signature: _signatures > 0, Preformatted: _preformatted > 0);

    public bool Has(HtmlElement element) => _counts[element.Index] > 0;

    public void Push(HtmlElement element, HtmlRole role)
    {
        if (element.Is(HtmlTraits.EndsItself)) EndSibling(element);
        else if (element.Is(HtmlTraits.Block | HtmlTraits.Paragraph)) EndParagraph();
        if (element.Is(HtmlTraits.Item | HtmlTraits.Row)) EndParagraph();
        _stack.Add((element, role));
        Count(element, role, 1);
    }

    public void Pop(HtmlElement element)
    {
        while (_stack.Count > 0)
        {
            var (top, role) = _stack[^1];
            _stack.RemoveAt(_stack.Count - 1);
            Count(top, role, -1);
            if (top.Index == element.Index) return;
        }
    }

    private void Count(HtmlElement element, HtmlRole role, int by)
    {
        _counts[element.Index] += by;
        if (element.Is(HtmlTraits.Unseen) || (role & HtmlRole.Hidden) != HtmlRole.None) _unseen += by;
        if ((role & HtmlRole.Quoted) != HtmlRole.None) _quoted += by;
        if ((role & HtmlRole.Signature) != HtmlRole.None) _signatures += by;
        if (element.Is(HtmlTraits.Quotation)) _quotations += by;
        if (element.Is(HtmlTraits.Bold)) _bold += by;
        if (element.Is(HtmlTraits.Heading)) _headings += by;
        if (element.Is(HtmlTraits.Preformatted)) _preformatted += by;
        if (element.Is(HtmlTraits.List)) ListDepth += by;
    }

    /// <summary>A li ends an open li of the same list, a td an open td of the same row, a p an open p.</summary>
    private void EndSibling(HtmlElement element)
    {
        if (!Has(element)) return;
        for (var i = _stack.Count - 1; i >= Math.Max(0, _stack.Count - Reach); i--)
        {
            var open = _stack[i].Element;
            if (open.Index == element.Index) { Pop(element); return; }
            if (open.Is(HtmlTraits.List) || open.Name is "table" or "div" or "blockquote" || (open.Is(HtmlTraits.Cell) && !element.Is(HtmlTraits.Cell | HtmlTraits.Row))) return;
        }
    }

    private void EndParagraph()
    {
        if (Has(HtmlElement.Paragraph)) EndSibling(HtmlElement.Paragraph);
    }
}

/// <summary>What holds for the text at a place.</summary>
internal readonly record struct HtmlTextState(bool Bold, bool Heading, bool Quoted, bool Quotation, bool Signature, bool Preformatted);
