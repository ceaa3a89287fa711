using HandoffBridge.Extraction.Deals;
using HandoffBridge.Extraction.Texts;

namespace HandoffBridge.Extraction.Features;

/// <summary>One document as the model sees it: visible text, passages, tokens, word classes. Buffers are reused.</summary>
internal sealed class DocumentReading
{
    private ulong[] _classes = new ulong[1024];

    public Document Document { get; private set; } = null!;
    public string Text { get; private set; } = "";
    public bool Shortened { get; private set; }
    public List<Passage> Passages { get; } = [];
    public TokenList Tokens { get; } = new();

    public ReadOnlySpan<Token> TokensOf(in Passage p) => Tokens.Span[p.FirstToken..p.LastToken];
    public ReadOnlySpan<ulong> ClassesOf(in Passage p) => _classes.AsSpan(p.FirstToken, p.LastToken - p.FirstToken);

    /// <summary>Reads a document; what was read before is forgotten.</summary>
    public void Read(Document document, RoleNames roles, DealPeople people)
    {
        Document = document;
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

        foreach (ref var t in Tokens.Span) t.Vector = t.Shape == TokenShape.Word ? WordVectors.Shared.Find(t.Word) : -1;
        roles.Mark(Tokens.Span);
        if (_classes.Length < Tokens.Count) _classes = new ulong[Tokens.Count * 2];
        foreach (ref var p in passages) Lexicon.Shared.Mark(Tokens.Span[p.FirstToken..p.LastToken], _classes.AsSpan(p.FirstToken));
    }
}
