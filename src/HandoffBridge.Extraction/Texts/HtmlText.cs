using System.Buffers;

namespace HandoffBridge.Extraction.Texts;

/// <summary>
/// What a browser would show of an HTML text: one scan forward, no tree, linear in the length of the input
/// whatever it nests or leaves open. What nobody can see (styles, scripts, comments, hidden elements) is left out.
/// </summary>
internal sealed class HtmlText(string html)
{
    private static readonly SearchValues<char> Markup = SearchValues.Create("<&");

    private readonly HtmlLineWriter _out = new();
    private readonly HtmlNesting _open = new();
    private int _at;
    private bool _quotesBroken;
    private bool _commentsBroken;

    public MarkedText Read()
    {
        while (_at < html.Length && !_out.Full)
        {
            var rest = html.AsSpan(_at);
            var next = rest.IndexOfAny(Markup);
            if (next != 0)
            {
                var text = next < 0 ? rest : rest[..next];
                Show(text);
                _at += text.Length;
            }
            else if (rest[0] == '&') Reference(rest);
            else if (rest.Length > 1 && (char.IsAsciiLetter(rest[1]) || (rest[1] == '/' && rest.Length > 2 && char.IsAsciiLetter(rest[2])))) Tag();
            else if (rest.Length > 1 && rest[1] is '!' or '?' or '/') Declaration(rest);
            else
            {
                Show("<");
                _at++;
            }
        }

        return _out.Finish();
    }

    private void Show(ReadOnlySpan<char> text)
    {
        if (_open.Seen) _out.Write(text);
    }

    private void Reference(ReadOnlySpan<char> rest)
    {
        var rune = HtmlEntities.Read(rest, out var length);
        if (length == 0)
        {
            Show("&");
            _at++;
            return;
        }

        _at += length;
        if (rune is not { } shown) return;
        Span<char> chars = stackalloc char[2];
        Show(chars[..shown.EncodeToUtf16(chars)]);
    }

    /// <summary>Comments, doctypes, CDATA and processing instructions: nothing of them is seen.</summary>
    private void Declaration(ReadOnlySpan<char> rest)
    {
        _out.Tag();
        if (rest.StartsWith("<!--") && !_commentsBroken)
        {
            if (rest.StartsWith("<!-->")) { _at += 5; return; }
            if (rest.StartsWith("<!--->")) { _at += 6; return; }
            var end = rest[4..].IndexOf("-->");
            _commentsBroken = end < 0;
            _at = end < 0 ? html.Length : _at + 4 + end + 3;
            return;
        }

        if (rest.StartsWith("<![CDATA["))
        {
            var end = rest.IndexOf("]]>");
            if (end >= 0) { _at += end + 3; return; }
        }

        Past(rest.IndexOf('>'));
    }

    private void Past(int end) => _at = end < 0 ? html.Length : _at + end + 1;

    private void Tag()
    {
        var closing = html[_at + 1] == '/';
        var nameAt = _at + (closing ? 2 : 1);
        var nameEnd = nameAt;
        while (nameEnd < html.Length && !IsNameEnd(html[nameEnd])) nameEnd++;
        var tagEnd = TagEnd(nameEnd);
        var name = html.AsSpan(nameAt, nameEnd - nameAt);
        var attributes = html.AsSpan(nameEnd, Math.Min(tagEnd, html.Length) - nameEnd);
        _at = Math.Min(tagEnd + 1, html.Length);
        _out.Tag();
        if (!HtmlElement.TryFind(name, out var element)) return;
        if (closing) Close(element);
        else Open(element, attributes);
    }

    private static bool IsNameEnd(char c) => c is '>' or '/' or ' ' or '\t' or '\n' or '\r' or '\f';

    /// <summary>Where the tag's closing bracket is; a quote that never ends is no quote.</summary>
    private int TagEnd(int from)
    {
        for (var i = from; ;)
        {
            var step = html.AsSpan(i).IndexOfAny('>', '"', '\'');
            if (step < 0) return html.Length;
            i += step;
            if (html[i] == '>') return i;
            if (!_quotesBroken && OpensValue(i, from))
            {
                var close = html.IndexOf(html[i], i + 1);
                if (close >= 0) { i = close + 1; continue; }
                _quotesBroken = true;
            }

            i++;
        }
    }

    private bool OpensValue(int quote, int from)
    {
        var i = quote - 1;
        while (i >= from && html[i] is ' ' or '\t' or '\n' or '\r') i--;
        return i >= from && html[i] == '=';
    }

    private void Open(HtmlElement element, ReadOnlySpan<char> attributes)
    {
        Break(element, opening: true);
        if (element.Is(HtmlTraits.Void))
        {
            if (element.Name == "br" && _open.Seen) _out.Break(1, forced: true);
            return;
        }

        if (element.Is(HtmlTraits.Raw))
        {
            SkipRaw(element.Name);
            return;
        }

        _open.Push(element, HtmlAttributes.Read(attributes));
        if (element.Is(HtmlTraits.Item) && _open.Seen) _out.Item(_open.ListDepth);
        if (element.Is(HtmlTraits.Row) && _open.Seen) _out.Row();
        _out.State = _open.Traits;
    }

    private void Close(HtmlElement element)
    {
        if (element.Name == "br") { _out.Break(1, forced: true); return; }
        if (element.Name == "p" && !_open.Has(element)) { Break(element, opening: true); return; }
        if (!_open.Has(element)) return;
        Break(element, opening: false);
        _open.Pop(element);
        _out.State = _open.Traits;
    }

    private void Break(HtmlElement element, bool opening)
    {
        if (!_open.Seen) return;
        if (element.Is(HtmlTraits.Cell)) { if (opening) _out.Cell(); }
        else if (element.Is(HtmlTraits.Paragraph) && !(element.Is(HtmlTraits.List) && _open.ListDepth > (opening ? 0 : 1))) _out.Break(2);
        else if (element.Is(HtmlTraits.Block | HtmlTraits.Paragraph)) _out.Break(1);
    }

    private void SkipRaw(string name)
    {
        while (_at < html.Length)
        {
            var next = html.AsSpan(_at).IndexOf("</");
            if (next < 0) { _at = html.Length; return; }
            _at += next + 2;
            if (!html.AsSpan(_at).StartsWith(name, StringComparison.OrdinalIgnoreCase)) continue;
            var after = _at + name.Length;
            if (after < html.Length && !IsNameEnd(html[after])) continue;
            Past(html.AsSpan(_at).IndexOf('>'));
            return;
        }
    }
}
