using System.Text;

namespace HandoffBridge.Extraction.Texts;

/// <summary>Writes visible text line by line: white space collapsed, at most one empty line, a mark for each line.</summary>
internal sealed class HtmlLineWriter
{
    private const string CellMark = " | ";

    private readonly StringBuilder _text = new();
    private readonly List<LineMark> _lines = [];
    private int _lineStart;
    private LineTraits _traits;
    private int _level;
    private bool _plain;
    private bool _empty = true;
    private int _breaks;
    private bool _blank;
    private bool _cell;
    private bool _tag;
    private bool _item;
    private bool _row;
    private int _itemLevel;
    private char _last = '\n';

    /// <summary>What holds for the text that is written next.</summary>
    public HtmlTextState State { get; set; }

    /// <summary>True once the limit of visible text is reached.</summary>
    public bool Full { get; private set; }

    /// <summary>A tag stood here: two words it parts stay two words.</summary>
    public void Tag() => _tag = true;

    /// <summary>The line ends here; two ends leave an empty line.</summary>
    /// <param name="lines">1 to end the line, 2 for an empty line after it.</param>
    /// <param name="forced">True where each call counts (br); false where breaks of nested blocks fall together.</param>
    public void Break(int lines, bool forced = false)
    {
        _breaks = forced ? Math.Min(2, _breaks + lines) : Math.Max(_breaks, lines);
        _blank = false;
        _cell = false;
    }

    /// <summary>A list item starts on the next line.</summary>
    public void Item(int level)
    {
        _item = true;
        _itemLevel = Math.Max(1, level);
    }

    /// <summary>A table row starts on the next line.</summary>
    public void Row() => _row = true;

    /// <summary>A table cell starts.</summary>
    public void Cell() => _cell = true;

    public void Write(ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            if (State.Preformatted && c == '\n') Break(1, forced: true);
            else if (IsBlank(c) && !(State.Preformatted && c is ' ' or '\t')) _blank = true;
            else Put(c);
            if (Full) return;
        }
    }

    public MarkedText Finish()
    {
        if (!_empty) EndLine();
        var cut = _text.Length;
        while (cut > 0 && (IsBlank(_text[cut - 1]) || char.IsHighSurrogate(_text[cut - 1]))) cut--;
        return new MarkedText(_text.ToString(0, cut), _lines, Full);
    }

    private void Put(char c)
    {
        if (_breaks > 0 && _text.Length > 0)
        {
            EndLine();
            _text.Append('\n');
            if (_breaks > 1)
            {
                _lines.Add(new LineMark(_text.Length, LineTraits.None, 0));
                _text.Append('\n');
            }

            _lineStart = _text.Length;
            _last = '\n';
        }

        if (_empty) StartLine();
        else if (_cell) Append(CellMark);
        else if (_blank || (_tag && Joins(_last) && Joins(c))) Append(" ");
        _breaks = 0;
        _blank = _cell = _tag = false;
        if (!State.Bold) _plain = true;
        _text.Append(c);
        _last = c;
        if (_text.Length >= VisibleText.MaxLength) Full = true;
    }

    private void Append(string text)
    {
        _text.Append(text);
        _last = ' ';
    }

    private void StartLine()
    {
        _empty = false;
        _plain = false;
        _traits = LineTraits.None;
        if (_item) _traits |= LineTraits.Item;
        if (_row) _traits |= LineTraits.Row;
        if (State.Heading) _traits |= LineTraits.Heading;
        if (State.Quoted) _traits |= LineTraits.Quoted;
        if (State.Quotation) _traits |= LineTraits.Quotation;
        if (State.Signature) _traits |= LineTraits.Signature;
        _level = _item ? _itemLevel : 0;
        _item = _row = false;
    }

    private void EndLine()
    {
        if (!_plain) _traits |= LineTraits.Bold;
        _lines.Add(new LineMark(_lineStart, _traits, _level));
        _empty = true;
    }

    // Letters, digits and apostrophes: what a word is made of.
    private static bool Joins(char c) => char.IsLetterOrDigit(c) || c is '\'' or '’' || char.IsSurrogate(c);

    private static bool IsBlank(char c) => c <= ' ' || c is '\u007F' or '\u00A0' or '\u0085' or '\u2028' or '\u2029';
}
