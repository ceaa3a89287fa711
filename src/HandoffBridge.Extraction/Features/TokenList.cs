namespace HandoffBridge.Extraction.Features;

/// <summary>A growing array of tokens, kept between documents so that nothing is allocated for a token.</summary>
internal sealed class TokenList
{
    private Token[] _items = new Token[1024];

    /// <summary>How many tokens there are.</summary>
    public int Count { get; private set; }

    /// <summary>All tokens.</summary>
    public Span<Token> Span => _items.AsSpan(0, Count);

    /// <summary>Forgets all tokens.</summary>
    public void Clear() => Count = 0;

    /// <summary>A new token to be written.</summary>
    public ref Token Add()
    {
        if (Count == _items.Length) Array.Resize(ref _items, _items.Length * 2);
        return ref _items[Count++];
    }
}
