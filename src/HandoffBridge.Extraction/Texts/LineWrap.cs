namespace HandoffBridge.Extraction.Texts;

/// <summary>
/// Whether a line goes on in the next one. A document is hard-wrapped where the first word of the next line would
/// not have fitted into the width of the longest line, nearly everywhere; else each line stands for itself.
/// </summary>
internal sealed class LineWrap
{
    private const int Narrowest = 45;
    private const int Widest = 100;

    private readonly string _text;
    private readonly List<TextLine> _lines;
    private readonly Zone[] _zones;
    private readonly int _width;
    private readonly bool _wrapped;

    public LineWrap(string text, List<TextLine> lines, Zone[] zones)
    {
        (_text, _lines, _zones) = (text, lines, zones);
        for (var i = 0; i < lines.Count; i++)
        {
            if (zones[i] is Zone.Body or Zone.Forwarded) _width = Math.Max(_width, lines[i].End - lines[i].Start);
        }

        if (_width is < Narrowest or > Widest) return;
        var pairs = 0;
        var full = 0;
        for (var i = 0; i + 1 < lines.Count; i++)
        {
            if (!AreNeighbours(i)) continue;
            pairs++;
            if (IsFull(i)) full++;
        }

        _wrapped = full >= 2 && full * 10 >= pairs * 7;
    }

    /// <summary>Whether the line behind <paramref name="i"/> belongs to the block that <paramref name="first"/> starts.</summary>
    public bool GoesOn(int i, TextLine first)
    {
        if (!AreNeighbours(i)) return false;
        if (_wrapped && IsFull(i)) return true;
        var next = _lines[i + 1];
        return first.Mark != ListMark.None && next.Indent > first.Indent && Characters.IsLower(_text[next.First]) && !IsStop(_text[_lines[i].End - 1]);
    }

    private bool AreNeighbours(int i) =>
        i + 1 < _lines.Count && !_lines[i].IsEmpty && !_lines[i + 1].IsEmpty && _zones[i] == _zones[i + 1] && _lines[i + 1].Mark == ListMark.None
        && _lines[i].Traits == LineTraits.None && _lines[i + 1].Traits == LineTraits.None;

    private bool IsFull(int i)
    {
        var next = _text.AsSpan(_lines[i + 1].First, _lines[i + 1].End - _lines[i + 1].First);
        var word = next.IndexOfAny(' ', '\t');
        return _lines[i].End - _lines[i].Start + 1 + (word < 0 ? next.Length : word) > _width;
    }

    private static bool IsStop(char c) => c is '.' or '!' or '?' or ':' or ';';
}
