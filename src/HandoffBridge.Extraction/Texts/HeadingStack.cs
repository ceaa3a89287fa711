namespace HandoffBridge.Extraction.Texts;

/// <summary>Which heading governs the next line: that of the section, or one that a list item opened.</summary>
internal sealed class HeadingStack
{
    private int? _section;
    private bool _strong;
    private int? _item;
    private int _itemLevel;
    private bool _afterEmpty;

    /// <summary>Index of the governing heading's unit; null where none.</summary>
    public int? Current => _item ?? _section;

    public void EmptyLine() => _afterEmpty = true;

    /// <summary>A line of a list level starts: an item's heading ends with its item, "Some points:" with its list.</summary>
    public void Line(int level)
    {
        if (_item is not null && level <= _itemLevel) _item = null;
        if (_afterEmpty && !_strong && level == 0 && _listed) _section = null;
        _listed |= level > 0;
        _afterEmpty = false;
    }

    private bool _listed;

    /// <param name="unit">Index of the heading's unit.</param>
    /// <param name="level">List level of its line.</param>
    /// <param name="strong">True where it governs until the next one; false for "Some points:".</param>
    public void Put(int unit, int level, bool strong)
    {
        if (level > 0)
        {
            (_item, _itemLevel) = (unit, level);
            return;
        }

        (_section, _strong, _item, _listed) = (unit, strong, null, false);
    }
}
