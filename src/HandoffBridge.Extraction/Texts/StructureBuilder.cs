using HandoffBridge.Extraction.Deals;

namespace HandoffBridge.Extraction.Texts;

/// <summary>Turns zoned lines into units, one line or joined paragraph after the other.</summary>
internal sealed class StructureBuilder
{
    private readonly Document _document;
    private readonly string _text;
    private readonly List<TextLine> _lines;
    private readonly Zone[] _zones;
    private readonly Transcript _transcript;
    private readonly LineWrap _wrap;
    private readonly List<Unit> _units;
    private readonly List<TextRange> _sentences = [];
    private readonly HeadingStack _headings = new();
    private string? _speaker;
    private Side _side;
    private int _block;

    public StructureBuilder(Document document, DealPeople people, string text, List<TextLine> lines, Zone[] zones)
    {
        (_document, _text, _lines, _zones) = (document, text, lines, zones);
        _transcript = new Transcript(document, people, text, lines);
        _wrap = new LineWrap(text, lines, zones);
        _units = new List<Unit>(lines.Count + (text.Length / 100));
    }

    /// <summary>True once as many units are read as are read at most.</summary>
    public bool IsFull => _units.Count >= Structure.MaxUnits;

    public List<Unit> Build()
    {
        Author();
        var i = 0;
        while (i < _lines.Count && !IsFull)
        {
            if (_lines[i].IsEmpty)
            {
                _headings.EmptyLine();
                i++;
            }
            else
            {
                i = Block(i);
            }
        }

        return _units;
    }

    private void Author()
    {
        _speaker = _document.Author?.Name;
        _side = DealPeople.SideOf(_document.Author);
    }

    /// <summary>Reads the paragraph, item, row, heading or turn that starts at a line; gives the line behind it.</summary>
    private int Block(int i)
    {
        var line = _lines[i];
        var zone = _zones[i];
        _block++;
        if (zone is not (Zone.Body or Zone.Forwarded))
        {
            Add(line.Text, line.End, i, UnitKind.Sentence, null);
            return i + 1;
        }

        _headings.Line(line.Level);
        var isTurn = _transcript.TryTurn(i, out var turn);
        if ((!isTurn || line.Has(LineTraits.Heading)) && Headings.Is(_text, _lines, i))
        {
            AddHeading(Headings.Words(_text, line), i, line.Level);
            return i + 1;
        }

        var start = line.Text;
        var kind = line.Mark == ListMark.None ? UnitKind.Sentence : UnitKind.Bullet;
        if (isTurn)
        {
            kind = UnitKind.Turn;
            start += turn.Prefix;
            (_speaker, _side) = (turn.Speaker ?? _speaker, turn.Speaker is null ? _side : turn.Side);
            if (start >= line.End) return i + 1;
        }
        else if (_transcript.Runs) kind = _speaker is null ? kind : UnitKind.Turn;

        if (kind != UnitKind.Turn && Cells.Are(_text.AsSpan(start, line.End - start)))
        {
            Row(start, i);
            return i + 1;
        }

        var last = i;
        while (_wrap.GoesOn(last, line)) last++;
        var end = _lines[last].End;
        if (zone == Zone.Body && _document.Type == "email" && IsFirst(i))
        {
            var greeting = Closings.GreetingLength(_text.AsSpan(start, end - start));
            if (greeting > 0) _units.Add(Unit(start, start + greeting, i, UnitKind.Sentence, null, Zone.Greeting));
            start += greeting;
            while (start < end && Characters.IsBlank(_text[start])) start++;
        }

        var label = kind == UnitKind.Turn ? 0 : Headings.LabelLength(_text.AsSpan(start, end - start));
        int? heading = null;
        if (label > 0)
        {
            heading = _units.Count;
            _units.Add(Unit(start, Trimmed(start, start + label), i, UnitKind.Heading, null, zone));
            start += label + 1;
        }

        Add(start, end, i, kind, heading);
        if (!_transcript.Runs && turn.Prefix > 0) Author();
        return last + 1;
    }

    private bool IsFirst(int i)
    {
        for (var j = i - 1; j >= 0; j--)
        {
            if (!_lines[j].IsEmpty) return false;
        }

        return true;
    }

    private void AddHeading(TextRange words, int line, int level)
    {
        if (words.Length <= 0) return;
        _units.Add(Unit(words.Start, words.End, line, UnitKind.Heading, null, _zones[line]));
        _headings.Put(_units.Count - 1, level, strong: !Headings.IsColon(_text, _lines[line]));
    }

    private void Row(int start, int i)
    {
        int? label = null;
        var at = start;
        var end = _lines[i].End;
        while (!IsFull && Cells.Next(_text, ref at, end, out var cell, out var isLast))
        {
            if (Cells.IsLabel(_text.AsSpan(cell.Start, cell.Length)) && !isLast)
            {
                var heading = _units.Count;
                _units.Add(Unit(cell.Start, cell.End, i, UnitKind.Heading, label, _zones[i]));
                label = heading;
            }
            else
            {
                Add(cell.Start, cell.End, i, UnitKind.TableRow, label);
            }
        }
    }

    private void Add(int start, int end, int line, UnitKind kind, int? heading)
    {
        _sentences.Clear();
        Sentences.Split(_text, start, end, _sentences);
        foreach (var sentence in _sentences)
        {
            if (IsFull) return;
            while (line + 1 < _lines.Count && _lines[line + 1].Start <= sentence.Start) line++;
            _units.Add(Unit(sentence.Start, sentence.End, line, kind, heading, _zones[line]));
        }
    }

    private Unit Unit(int start, int end, int line, UnitKind kind, int? heading, Zone zone) => new()
    {
        Start = start,
        End = end,
        Kind = kind,
        Zone = zone,
        Heading = heading ?? _headings.Current,
        Speaker = zone == Zone.Quoted ? null : _speaker,
        SpeakerSide = zone == Zone.Quoted ? Side.Unknown : _side,
        Line = _lines[line].Number,
        Level = _lines[line].Level,
        Block = _block,
    };

    private int Trimmed(int start, int end)
    {
        while (end > start && Characters.IsBlank(_text[end - 1])) end--;
        return end;
    }
}
