using System.Runtime.InteropServices;
using HandoffBridge.Extraction.Deals;

namespace HandoffBridge.Extraction.Texts;

/// <summary>The text a person sees: what every quote and offset refers to.</summary>
public static class VisibleText
{
    /// <summary>The longest visible text kept, in UTF-16 characters. What stands behind is not read, and the reader is told.</summary>
    public const int MaxLength = 2_000_000;

    /// <summary>Visible text of a document: plain text as it is, HTML without markup (blocks break lines, entities decoded).</summary>
    public static string Of(Document document) => Read(document).Text;

    /// <summary>Visible text with what is known about its lines.</summary>
    internal static MarkedText Read(Document document)
    {
        ArgumentNullException.ThrowIfNull(document);
        if (document.Format == "html")
        {
            var read = new HtmlText(document.Text).Read();
            return read.Shortened ? read with { Text = read.Text[..CutAt(read.Text)] } : read;
        }

        var text = document.Text;
        if (text.Length <= MaxLength) return new MarkedText(text, null, Shortened: false);
        return new MarkedText(text[..CutAt(text)], null, Shortened: true);
    }

    /// <summary>Where too long a text ends: behind the last whole word.</summary>
    private static int CutAt(string text)
    {
        var end = Math.Min(text.Length, MaxLength);
        for (var i = end - 1; i > end - 400 && i > 0; i--)
        {
            if (Characters.IsBlank(text[i])) return i;
        }

        return char.IsHighSurrogate(text[end - 1]) ? end - 1 : end;
    }
}

/// <summary>Visible text and, where markup said so, the nature of its lines.</summary>
/// <param name="Text">The visible text.</param>
/// <param name="Lines">One mark for each line, in order; null for plain text.</param>
/// <param name="Shortened">True where the end was cut off.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct MarkedText(string Text, IReadOnlyList<LineMark>? Lines, bool Shortened);

/// <summary>What markup says about a line.</summary>
/// <param name="Start">Offset of the line's first character.</param>
/// <param name="Traits">What it is.</param>
/// <param name="Level">Depth of the list, 0 outside lists.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct LineMark(int Start, LineTraits Traits, int Level);

/// <summary>Traits of a line that only markup knows.</summary>
[Flags]
internal enum LineTraits
{
    None = 0,
    /// <summary>Starts a list item.</summary>
    Item = 1,
    /// <summary>Inside h1 to h6 or a caption.</summary>
    Heading = 2,
    /// <summary>Every visible character is bold.</summary>
    Bold = 4,
    /// <summary>Inside a quotation of an earlier message.</summary>
    Quoted = 8,
    /// <summary>Inside a blockquote.</summary>
    Quotation = 64,
    /// <summary>Inside an element that a mail program marks as signature.</summary>
    Signature = 16,
    /// <summary>A table row.</summary>
    Row = 32,
}
