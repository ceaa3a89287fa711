using System.Runtime.InteropServices;

namespace HandoffBridge.Extraction.Texts;

/// <summary>What a token is.</summary>
public enum TokenKind
{
    /// <summary>Letters and digits with inner apostrophes.</summary>
    Word,
    /// <summary>7,200 · 3.5 · 12/15 · 16:20 · 31st · 40k.</summary>
    Number,
    /// <summary>$64,000 · 12 EUR · 5k€.</summary>
    Money,
    /// <summary>15% · 2,5 %.</summary>
    Percent,
    /// <summary>One sign, or a run of the same sign.</summary>
    Punct,
    /// <summary>An address of the web.</summary>
    Url,
    /// <summary>An address of mail.</summary>
    Email,
}

/// <summary>A token of the visible text.</summary>
/// <param name="Start">Offset of its first character.</param>
/// <param name="Length">Number of characters.</param>
/// <param name="Kind">What it is.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Token(int Start, int Length, TokenKind Kind)
{
    /// <summary>Offset after its last character.</summary>
    public int End => Start + Length;
}
