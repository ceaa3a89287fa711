namespace HandoffBridge.Extraction.Scopes;

/// <summary>All cues of several lists in one tree of letters, so that a text is walked once for all of them.</summary>
internal sealed class CueTrie
{
    private const int Letters = 64;

    // node after node, the next node for each letter; 0 is none
    private readonly List<ushort[]> _nodes = [new ushort[Letters]];
    // node after node, the cues that end there: list and place in it
    private readonly List<(byte List, byte Place)[]> _ends = [[]];

    public CueTrie(params string[][] lists)
    {
        for (var list = 0; list < lists.Length; list++)
        {
            for (var place = 0; place < lists[list].Length; place++) Add(lists[list][place], (byte)list, checked((byte)place));
        }
    }

    /// <summary>Writes for each list the place of the first of its cues that the text holds from the start of a word on; -1 where it holds none.</summary>
    public void Find(ReadOnlySpan<char> text, Span<int> first)
    {
        first.Fill(-1);
        for (var i = 0; i < text.Length; i++)
        {
            if (i > 0 && char.IsLetterOrDigit(text[i - 1])) continue;
            var node = 0;
            for (var j = i; j < text.Length; j++)
            {
                var letter = Letter(text[j]);
                if (letter < 0 || (node = _nodes[node][letter]) == 0) break;
                foreach (var (list, place) in _ends[node])
                {
                    if ((uint)place < (uint)first[list]) first[list] = place;
                }
            }
        }
    }

    private void Add(string cue, byte list, byte place)
    {
        var node = 0;
        foreach (var c in cue)
        {
            var letter = Letter(c);
            if (letter < 0) throw new ArgumentException("A cue is written in small letters and signs of ASCII: " + cue, nameof(cue));
            if (_nodes[node][letter] == 0)
            {
                _nodes[node][letter] = checked((ushort)_nodes.Count);
                _nodes.Add(new ushort[Letters]);
                _ends.Add([]);
            }

            node = _nodes[node][letter];
        }

        _ends[node] = [.. _ends[node], (list, place)];
    }

    /// <summary>Signs and figures as they are, letters whatever their case, apostrophes whatever their shape; -1 for what no cue holds.</summary>
    private static int Letter(char c) => c == '’' ? '\'' - ' ' : c is >= ' ' and < '`' ? c - ' ' : c is >= 'a' and <= 'z' ? c - 'a' + ('A' - ' ') : -1;
}
