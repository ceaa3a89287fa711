using System.Buffers;
using System.Text;

namespace HandoffBridge.Extraction.Texts;

/// <summary>Writes visible text line by line: white space collapsed, at most one empty line, a mark for each line.</summary>
internal sealed class HtmlLineWriter
{
    private const string CellMark = " | ";

    // Controls, no-break space, and what else would end a line.
    private const string BlankCharacters =
        "\0\u0001\u0002\u0003\u0004\u0005\u0006\u0007\b\t\n\v\f\r\u000E\u000F\u0010\u0011\u0012\u0013\u0014\u0015\u0016\u0017\u0018\u0019\u001A\u001B\u001C\u001D\u001E\u001F \u007F\u0085\u00A0\u2028\u2029";

    private static readonly SearchValues<char> Blanks = SearchValues.Create(BlankCharacters);

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
        if (State.Preformatted)
        {
            WriteAsIs(text);
            return;
        }

        while (!text.IsEmpty && !Full)
        {
            var run = text.IndexOfAny(Blanks);
            if (run == 0)
            {
                _blank = true;
                run = text.IndexOfAnyExcept(Blanks);
                if (run < 0) return;
                text = text[run..];
                continue;
            }

            if (run < 0) run = text.Length;
            Put(text[0]);
            var rest = text[1..Math.Max(1, Math.Min(run, 1 + VisibleText.MaxLength - _text.Length))];
            if (!rest.IsEmpty) Put(rest);
            text = text[run..];
        }
    }

    private void WriteAsIs(ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            if (c == '\n') Break(1, forced: true);
            else if (IsBlank(c) && c is not ' ' and not '\t') _blank = true;
            else Put(c);
            if (Full) return;
        }
    }

    private void Put(ReadOnlySpan<char> rest)
    {
        _text.Append(rest);
        _last = rest[^1];
        Full = _text.Length >= VisibleText.MaxLength;
    }

    public MarkedText Finish()
    {
        if (!_empty) EndLine();
        var cut = Math.Min(_text.Length, VisibleText.MaxLength);
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

    private static bool IsBlank(char c) => Blanks.Contains(c);
}
