using HandoffBridge.Extraction.Deals;

namespace HandoffBridge.Extraction.Texts;

/// <summary>Who is who on a deal: finds a person's side by full name, given name, family name or initials.</summary>
public sealed class DealPeople
{
    private readonly Dictionary<string, Side> _names = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, Side> _initials = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, Side>.AlternateLookup<ReadOnlySpan<char>> _byName;
    private readonly Dictionary<string, Side>.AlternateLookup<ReadOnlySpan<char>> _byInitials;

    private DealPeople()
    {
        _byName = _names.GetAlternateLookup<ReadOnlySpan<char>>();
        _byInitials = _initials.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>The people of a deal: owner and team on our side, contacts on the customer's, authors where they say.</summary>
    public static DealPeople Of(DealFile deal)
    {
        ArgumentNullException.ThrowIfNull(deal);
        var people = new DealPeople();
        people.Add(deal.Deal.Owner?.Name, Side.Seller);
        foreach (var member in deal.Team ?? []) people.Add(member.Name, Side.Seller);
        foreach (var contact in deal.Contacts) people.Add(contact.Name, Side.Customer);
        foreach (var document in deal.Documents) people.Add(document.Author?.Name, SideOf(document.Author));
        return people;
    }

    /// <summary>The side an author says it is on.</summary>
    public static Side SideOf(Author? author) => author?.Side switch
    {
        "seller" => Side.Seller,
        "customer" => Side.Customer,
        _ => Side.Unknown,
    };

    /// <summary>Whether a name is one of the deal's people, and on which side; a name both sides share is known without a side.</summary>
    public bool TryFind(ReadOnlySpan<char> name, out Side side)
    {
        name = Untitled(name.Trim());
        if (_byName.TryGetValue(name, out side) || _byInitials.TryGetValue(name, out side)) return true;
        var space = name.IndexOfAny(' ', '.', '_');
        if (space < 0) return TryFindShort(name, out side);
        return _byName.TryGetValue(name[..space].TrimEnd('.'), out side) || _byName.TryGetValue(name[(name.LastIndexOf(' ') + 1)..], out side)
            || TryFindShort(name[..space], out side);
    }

    /// <summary>"Flor" for Florencia, "gord" for Gordon: the beginning of one person's name.</summary>
    private bool TryFindShort(ReadOnlySpan<char> name, out Side side)
    {
        side = Side.Unknown;
        if (name.Length < 3) return false;
        var found = false;
        foreach (var (known, of) in _names)
        {
            if (known.Length <= name.Length || !known.AsSpan().StartsWith(name, StringComparison.OrdinalIgnoreCase) || known.Contains(' ', StringComparison.Ordinal)) continue;
            if (found && of != side) return false;
            (found, side) = (true, of);
        }

        return found;
    }

    private void Add(string? name, Side side)
    {
        if (string.IsNullOrWhiteSpace(name) || side == Side.Unknown) return;
        var bare = Untitled(name.AsSpan().Trim()).ToString();
        Put(_names, bare, side);
        var words = bare.Split((char[])[' ', '.'], StringSplitOptions.RemoveEmptyEntries);
        if (words.Length < 2) return;
        Put(_names, words[0], side);
        Put(_names, words[^1], side);
        Put(_initials, string.Concat(words.Select(w => char.ToUpperInvariant(w[0]))), side);
        Put(_initials, string.Concat(char.ToUpperInvariant(words[0][0]), char.ToUpperInvariant(words[^1][0])), side);
    }

    private static void Put(Dictionary<string, Side> names, string name, Side side)
    {
        if (name.Length < 2) return;
        if (names.TryGetValue(name, out var other) && other != side) side = Side.Unknown;
        names[name] = side;
    }

    private static ReadOnlySpan<char> Untitled(ReadOnlySpan<char> name)
    {
        while (true)
        {
            var space = name.IndexOf(' ');
            if (space < 0 || !SpeakerTurns.IsTitle(name[..space].TrimEnd('.'))) return name;
            name = name[(space + 1)..].TrimStart();
        }
    }
}
