using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;

namespace HandoffBridge.Extraction.Texts;

/// <summary>How a piece of text was written down.</summary>
public enum UnitKind
{
    /// <summary>A sentence of running text.</summary>
    Sentence,
    /// <summary>A sentence of a list item.</summary>
    Bullet,
    /// <summary>A sentence of a speaker's turn in a call, meeting or chat.</summary>
    Turn,
    /// <summary>A heading, or a label before a colon: it governs what follows.</summary>
    Heading,
    /// <summary>A sentence of a table cell.</summary>
    TableRow,
}

/// <summary>Which part of a document a piece of text stands in. Only <see cref="Body"/> and <see cref="Forwarded"/> speak for this document.</summary>
public enum Zone
{
    /// <summary>What the author wrote.</summary>
    Body,
    /// <summary>A forwarded or pasted message: somebody else's words, new to this document.</summary>
    Forwarded,
    /// <summary>History below or between a reply: said, and labelled, elsewhere.</summary>
    Quoted,
    /// <summary>Closing formula, name, title, telephone.</summary>
    Signature,
    /// <summary>From, Sent, To, "On … wrote:", rules between messages.</summary>
    Header,
    /// <summary>Legal notice.</summary>
    Disclaimer,
    /// <summary>"Dear Ms Suzuki,".</summary>
    Greeting,
}

/// <summary>Whose words they are.</summary>
public enum Side
{
    /// <summary>Not known.</summary>
    Unknown,
    /// <summary>Our side.</summary>
    Seller,
    /// <summary>The customer's side.</summary>
    Customer,
}

/// <summary>A half-open range of the visible text, in UTF-16 characters.</summary>
/// <param name="Start">Offset of the first character.</param>
/// <param name="End">Offset after the last character.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct TextRange(int Start, int End)
{
    /// <summary>Number of characters.</summary>
    public int Length => End - Start;
}

/// <summary>The smallest piece of a document that can state a fact: a sentence, or what stands for one.</summary>
public sealed class Unit
{
    /// <summary>Offset of the first character: no list mark, speaker or white space before it.</summary>
    public required int Start { get; init; }
    /// <summary>Offset after the last character.</summary>
    public required int End { get; init; }
    /// <summary>How it was written down.</summary>
    public required UnitKind Kind { get; init; }
    /// <summary>The part of the document.</summary>
    public required Zone Zone { get; init; }
    /// <summary>Index of the nearest governing heading or label in <see cref="Structure.Units"/>; headings have headings too. Null where none.</summary>
    public int? Heading { get; init; }
    /// <summary>Who says it, as written: the turn's speaker, else the author; null where unknown.</summary>
    public string? Speaker { get; init; }
    /// <summary>The speaker's side; for notes the author's, who reports.</summary>
    public Side SpeakerSide { get; init; }
    /// <summary>0-based line of the visible text where it starts.</summary>
    public int Line { get; init; }
    /// <summary>Depth of the list item, 1 for the outermost; 0 outside lists.</summary>
    public int Level { get; init; }
    /// <summary>Index of the paragraph, list item, cell or turn it belongs to: neighbours with one number were written in one breath.</summary>
    public int Block { get; init; }
    /// <summary>The range of the visible text.</summary>
    public TextRange Range => new(Start, End);
}

/// <summary>A document's visible text and its units in reading order; they do not overlap.</summary>
[SuppressMessage("Naming", "CA1716:Identifiers should not match keywords", Justification = "It is the word for it; no other language reads this assembly.")]
public sealed class Structure
{
    /// <summary>The text every offset refers to.</summary>
    public required string Visible { get; init; }
    /// <summary>In reading order, without overlap.</summary>
    public required IReadOnlyList<Unit> Units { get; init; }
    /// <summary>The most units of a document: what stands behind is not read, and the reader is told.</summary>
    public const int MaxUnits = 200_000;

    /// <summary>True where the document was longer than <see cref="VisibleText.MaxLength"/> or <see cref="MaxUnits"/> and only its beginning was read.</summary>
    public bool Shortened { get; init; }

    /// <summary>The characters of a unit.</summary>
    public ReadOnlySpan<char> TextOf(Unit unit)
    {
        ArgumentNullException.ThrowIfNull(unit);
        return Visible.AsSpan(unit.Start, unit.End - unit.Start);
    }
}
