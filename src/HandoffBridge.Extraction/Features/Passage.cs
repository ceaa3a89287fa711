namespace HandoffBridge.Extraction.Features;

/// <summary>The part of a document a passage belongs to.</summary>
internal enum Place : byte
{
    /// <summary>What the author wrote here.</summary>
    Body,
    /// <summary>Gives no signals: quoted history, signature, header, disclaimer, heading.</summary>
    Silent,
}

/// <summary>How a passage stands on the page.</summary>
internal enum Layout : byte
{
    /// <summary>Running text.</summary>
    Sentence,
    /// <summary>An item of a list.</summary>
    Bullet,
    /// <summary>What one speaker said.</summary>
    Turn,
    /// <summary>A heading.</summary>
    Heading,
    /// <summary>A row of a table.</summary>
    Row,
}

/// <summary>Which side a voice belongs to.</summary>
internal enum Voice : byte
{
    /// <summary>Not known.</summary>
    Unknown,
    /// <summary>Ours.</summary>
    Seller,
    /// <summary>The customer's.</summary>
    Customer,
}

/// <summary>One candidate for a quote: a sentence, a bullet or a part of a turn, without its bullet mark or speaker label.</summary>
[System.Runtime.InteropServices.StructLayout(System.Runtime.InteropServices.LayoutKind.Auto)]
internal struct Passage
{
    /// <summary>Offset of the first character in the visible text.</summary>
    public int Start;
    /// <summary>Offset after the last character.</summary>
    public int End;
    /// <summary>Whether it may give signals.</summary>
    public Place Place;
    /// <summary>How it stands on the page.</summary>
    public Layout Layout;
    /// <summary>Whose words these are, where the page says so.</summary>
    public Voice Voice;
    /// <summary>Index of the passage that is its heading; -1 where none.</summary>
    public int Heading;
    /// <summary>Line of the visible text, from 0.</summary>
    public int Line;
    /// <summary>Which sentence of its line it is, from 0.</summary>
    public int Order;
    /// <summary>First token in the document's token list.</summary>
    public int FirstToken;
    /// <summary>Token after the last.</summary>
    public int LastToken;
}
