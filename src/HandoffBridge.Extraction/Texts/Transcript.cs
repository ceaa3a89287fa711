using System.Runtime.InteropServices;
using HandoffBridge.Extraction.Deals;

namespace HandoffBridge.Extraction.Texts;

/// <summary>A turn of a transcript.</summary>
/// <param name="Prefix">Characters before the words that are said.</param>
/// <param name="Speaker">The name as written; null where only a time stands.</param>
/// <param name="Side">The speaker's side.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Turn(int Prefix, string? Speaker, Side Side);

/// <summary>Finds out whether a document is a transcript and who speaks in which line.</summary>
internal sealed class Transcript
{
    private static readonly WordSet OurSide = new("me us we rep ae se csm seller sales vendor myself i ours");
    private static readonly WordSet TheirSide = new("customer client cust prospect buyer them they cu");

    private readonly Document _document;
    private readonly DealPeople _people;
    private readonly string _text;
    private readonly List<TextLine> _lines;
    private readonly bool _spoken;
    private readonly Side _strangers;
    private readonly Dictionary<string, int> _names = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _byName;

    public Transcript(Document document, DealPeople people, string text, List<TextLine> lines)
    {
        (_document, _people, _text, _lines) = (document, people, text, lines);
        _byName = _names.GetAlternateLookup<ReadOnlySpan<char>>();
        _spoken = document.Type is "call" or "chat" or "meeting";
        if (!_spoken) return;
        var (turns, all) = (0, 0);
        for (var i = 0; i < lines.Count; i++)
        {
            if (lines[i].IsEmpty) continue;
            all++;
            if (!SpeakerTurns.TryRead(Words(i), out var prefix)) continue;
            var name = Words(i)[prefix.Name.Start..prefix.Name.End];
            if (name.IsEmpty || SpeakerTurns.IsSubject(name)) continue;
            _byName[name] = _byName.TryGetValue(name, out var count) ? count + 1 : 1;
            if (lines[i].Mark == ListMark.None) turns++;
        }

        Runs = turns >= 2 && turns * 2 >= all;
        _strangers = SideOfStrangers();
    }

    /// <summary>
    /// The CRM knows the customer's people better than our own: in a chat that one of us wrote down and where no
    /// customer speaks, strangers are colleagues.
    /// </summary>
    private Side SideOfStrangers()
    {
        if (_document.Type != "chat" || DealPeople.SideOf(_document.Author) != Side.Seller) return Side.Unknown;
        var ours = false;
        foreach (var name in _names.Keys)
        {
            if (!_people.TryFind(name, out var side)) continue;
            if (side == Side.Customer) return Side.Unknown;
            ours |= side == Side.Seller;
        }

        return ours ? Side.Seller : Side.Unknown;
    }

    /// <summary>True where a speaker goes on until the next one starts.</summary>
    public bool Runs { get; }

    /// <summary>The turn that starts at a line.</summary>
    public bool TryTurn(int i, out Turn turn)
    {
        turn = default;
        var words = Words(i);
        if (!SpeakerTurns.TryRead(words, out var prefix) || (prefix.Timed && !_spoken)) return false;
        if (prefix.Name.Length == 0)
        {
            turn = new Turn(prefix.Length, null, Side.Unknown);
            return _spoken;
        }

        var name = words[prefix.Name.Start..prefix.Name.End];
        if (!Accepts(name, prefix.Timed, out var side)) return false;
        turn = new Turn(prefix.Length, name.ToString(), side);
        return true;
    }

    private bool Accepts(ReadOnlySpan<char> name, bool timed, out Side side)
    {
        side = SideOfRole(name);
        if (side != Side.Unknown) return _spoken;
        if (!(name.Length <= 3 && SpeakerTurns.IsSubject(name)) && _people.TryFind(name, out side)) return true;
        if (timed)
        {
            side = _strangers;
            return true;
        }

        if (SpeakerTurns.IsSubject(name)) return false;
        var space = name.IndexOf(' ');
        if (space > 0 && SpeakerTurns.IsTitle(name[..space].TrimEnd('.'))) return true;
        if (!_spoken) return false;
        side = _strangers;
        if (Runs) return true;
        return Characters.IsUpper(name[0]) && _byName.TryGetValue(name, out var count) && count > 1;
    }

    private Side SideOfRole(ReadOnlySpan<char> name)
    {
        var ours = DealPeople.SideOf(_document.Author) is Side.Customer ? Side.Customer : Side.Seller;
        if (OurSide.Has(name)) return name.Equals("rep", StringComparison.OrdinalIgnoreCase) ? Side.Seller : ours;
        return TheirSide.Has(name) ? Side.Customer : Side.Unknown;
    }

    private ReadOnlySpan<char> Words(int i) => _text.AsSpan(_lines[i].Text, _lines[i].End - _lines[i].Text);
}
