using HandoffBridge.Extraction.Deals;
using HandoffBridge.Extraction.Texts;

namespace HandoffBridge.Extraction.Features;

/// <summary>One document as the model sees it: visible text, passages, tokens, word classes. Buffers are reused.</summary>
internal sealed class DocumentReading
{
    private readonly WordCache _words = new();
    private ulong[] _classes = new ulong[1024];
    // meanings of the first passages are kept; those of very long documents are found when they are asked for
    private const int MostKept = 4_096;
    private readonly float[] _meaning = new float[Meaning.Length];
    private float[] _meanings = [];
    private int _kept;

    public Document Document { get; private set; } = null!;
    public RoleNames Roles { get; private set; } = null!;
    public string Text { get; private set; } = "";
    public bool Shortened { get; private set; }
    public List<Passage> Passages { get; } = [];
    public TokenList Tokens { get; } = new();
    private readonly TokenList _subject = new();
    public ReadOnlySpan<Token> Subject => _subject.Span;

    public ReadOnlySpan<Token> TokensOf(in Passage p) => Tokens.Span[p.FirstToken..p.LastToken];
    public ReadOnlySpan<ulong> ClassesOf(in Passage p) => _classes.AsSpan(p.FirstToken, p.LastToken - p.FirstToken);

    /// <summary>The meaning of a passage, until the next is asked for; see <see cref="Meaning"/>.</summary>
    public ReadOnlySpan<float> MeaningOf(int index)
    {
        if (index < _kept) return _meanings.AsSpan(index * Meaning.Length, Meaning.Length);
        Meaning.Read(TokensOf(Passages[index]), _meaning);
        return _meaning;
    }

    /// <summary>Reads a document; what was read before is forgotten.</summary>
    public void Read(Document document, RoleNames roles, DealPeople people)
    {
        Document = document;
        Roles = roles;
        var structure = DocumentStructure.Of(document, people);
        Text = structure.Visible;
        Shortened = structure.Shortened;
        Tokens.Clear();
        Outline.Read(structure, Passages);
        var passages = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(Passages);
        foreach (ref var p in passages)
        {
            p.FirstToken = Tokens.Count;
            Tokenizer.Read(Text, p.Start, p.End, Tokens);
            p.LastToken = Tokens.Count;
        }

        if (_classes.Length < Tokens.Count) _classes = new ulong[Tokens.Count * 2];
        foreach (ref var p in passages) _words.Mark(Tokens.Span[p.FirstToken..p.LastToken], _classes.AsSpan(p.FirstToken));
        _subject.Clear();
        if (document.Subject is { Length: > 0 } subject) Tokenizer.Read(subject, 0, subject.Length, _subject);
        roles.Mark(_subject.Span);
        roles.Mark(Tokens.Span);
        _kept = Math.Min(MostKept, passages.Length);
        if (_meanings.Length < _kept * Meaning.Length) _meanings = new float[Math.Min(MostKept, _kept * 2) * Meaning.Length];
        for (var i = 0; i < _kept; i++) Meaning.Read(TokensOf(passages[i]), _meanings.AsSpan(i * Meaning.Length, Meaning.Length));
    }
}
