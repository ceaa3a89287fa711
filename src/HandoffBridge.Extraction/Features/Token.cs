namespace HandoffBridge.Extraction.Features;

/// <summary>What a token looks like.</summary>
internal enum TokenShape : byte
{
    /// <summary>Letters, perhaps with digits or an apostrophe.</summary>
    Word,
    /// <summary>Digits.</summary>
    Number,
    /// <summary>One mark.</summary>
    Mark,
}

/// <summary>A person's or company's part in the deal, which stands for the name in every feature.</summary>
internal enum Role : byte
{
    /// <summary>No known name.</summary>
    None,
    /// <summary>One of the customer's people.</summary>
    CustomerPerson,
    /// <summary>One of the seller's people.</summary>
    SellerPerson,
    /// <summary>The customer's company.</summary>
    Customer,
    /// <summary>The seller's company.</summary>
    Seller,
    /// <summary>What was sold.</summary>
    Product,
    /// <summary>A first name the deal does not know.</summary>
    OtherPerson,
}

/// <summary>One token of a unit: where it is, and the hashes every feature is made of.</summary>
[System.Runtime.InteropServices.StructLayout(System.Runtime.InteropServices.LayoutKind.Auto)]
internal struct Token
{
    /// <summary>Offset in the visible text.</summary>
    public int Start;
    /// <summary>Offset after the last character.</summary>
    public int End;
    /// <summary>Hash of the folded word, of its role where it is a name, of its shape where it is a number.</summary>
    public uint Hash;
    /// <summary>Hash of the folded word itself, whatever its role.</summary>
    public uint Word;
    /// <summary>Hash of the first five letters.</summary>
    public uint Stem;
    /// <summary>Hash of the last three letters.</summary>
    public uint Tail;
    /// <summary>Row of the word vectors; -1 where the word has none.</summary>
    public int Vector;
    /// <summary>Word, number or mark.</summary>
    public TokenShape Shape;
    /// <summary>Whose name it is.</summary>
    public Role Role;
    /// <summary>Starts with a capital.</summary>
    public bool Capital;
    /// <summary>The character of a mark; '\0' on words.</summary>
    public char Mark;
}
