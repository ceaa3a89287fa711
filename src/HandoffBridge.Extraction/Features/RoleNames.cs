using HandoffBridge.Extraction.Deals;

namespace HandoffBridge.Extraction.Features;

/// <summary>The names a deal knows, so that every feature sees the part somebody plays and not who it is.</summary>
internal sealed class RoleNames
{
    private static readonly uint[] Hashes = [0, .. Enumerable.Range(1, 6).Select(i => Hashing.Of("<role" + i + ">"))];

    private readonly Dictionary<uint, (Role Role, bool Capital)> _words = [];

    private const int MostTitleWords = 12;

    private static readonly uint RoleSalt = Hashing.Of("<crm role>");

    private readonly Dictionary<uint, uint[]> _traits = [];
    private readonly TokenList _author = new();

    public RoleNames(DealFile deal)
    {
        foreach (var line in deal.Lines) Words(line.Product, Role.Product, capital: true);
        Words(deal.Account.Name, Role.Customer, capital: true);
        foreach (var d in deal.Documents)
        {
            if (d.Author is { Name: { } name } author && d.Type != "sow")
                Words(name, author.Side == "customer" ? Role.CustomerPerson : Role.SellerPerson, capital: false);
        }

        foreach (var c in deal.Contacts)
        {
            Words(c.Name, Role.CustomerPerson, capital: false);
            Traits(c);
        }

        foreach (var t in deal.Team ?? []) Words(t.Name, Role.SellerPerson, capital: false);
        if (deal.Deal.Owner is { } owner)
        {
            Words(owner.Name, Role.SellerPerson, capital: false);
            Company(owner.Email, Role.Seller);
        }

        foreach (var c in deal.Contacts) Company(c.Email, Role.Customer);
    }

    /// <summary>Puts roles in place of names; strangers' names are found by first name or title.</summary>
    public void Mark(Span<Token> tokens)
    {
        for (var i = 0; i < tokens.Length; i++)
        {
            ref var t = ref tokens[i];
            if (t.Shape != TokenShape.Word) continue;
            if (_words.TryGetValue(t.Word, out var r) && (!r.Capital || t.Capital)) Give(ref t, r.Role);
            else if (t.Capital && (FirstNames.Contains(t) || FollowsStranger(tokens, i))) Give(ref t, Role.OtherPerson);
        }
    }

    /// <summary>Hashes of what the CRM says of one of the customer's people: the role first, then the words of the title; empty for others.</summary>
    public ReadOnlySpan<uint> TraitsOf(scoped in Token token) =>
        token.Role == Role.CustomerPerson && _traits.TryGetValue(token.Word, out var traits) ? traits : [];

    /// <summary>The same of a document's author.</summary>
    public ReadOnlySpan<uint> TraitsOf(Author? author)
    {
        if (author is not { Side: "customer", Name: { } name }) return [];
        _author.Clear();
        Tokenizer.Read(name, 0, name.Length, _author);
        foreach (var t in _author.Span)
        {
            if (_traits.TryGetValue(t.Word, out var traits) && traits.Length > 0) return traits;
        }

        return [];
    }

    private void Traits(Contact contact)
    {
        var title = new TokenList();
        var name = new TokenList();
        Tokenizer.Read(contact.Title, 0, contact.Title?.Length ?? 0, title);
        Tokenizer.Read(contact.Name, 0, contact.Name.Length, name);
        var role = Hashing.Join(RoleSalt, Hashing.Of(contact.Role?.ToLowerInvariant() ?? ""));
        uint[] traits = [role, .. title.Span.ToArray().Where(t => t.Shape == TokenShape.Word && t.End - t.Start > 2).Select(t => t.Word).Take(MostTitleWords)];
        foreach (var t in name.Span)
        {
            // a name that two of them bear tells of neither
            if (IsName(contact.Name, t)) _traits[t.Word] = _traits.ContainsKey(t.Word) ? [] : traits;
        }
    }

    /// <summary>A surname behind a stranger's first name, or a name behind a title.</summary>
    private static bool FollowsStranger(ReadOnlySpan<Token> tokens, int at)
    {
        if (at == 0) return false;
        ref readonly var before = ref tokens[at - 1];
        if (before.Role == Role.OtherPerson) return tokens[at].Start - before.End == 1;
        if (FirstNames.IsTitle(before)) return before.Capital;
        return at > 1 && before.Mark == '.' && tokens[at - 2].Capital && FirstNames.IsTitle(tokens[at - 2]);
    }

    private static void Give(ref Token t, Role role)
    {
        t.Role = role;
        t.Hash = Hashes[(int)role];
        t.Stem = t.Hash;
        t.Tail = t.Hash;
    }

    private void Words(string name, Role role, bool capital)
    {
        var list = new TokenList();
        Tokenizer.Read(name, 0, name.Length, list);
        foreach (var t in list.Span)
        {
            if (IsName(name, t)) _words[t.Word] = (role, capital || StopWords.Ambiguous(name[t.Start..t.End]));
        }
    }

    private static bool IsName(string name, in Token t) =>
        t.Shape == TokenShape.Word && t.End - t.Start >= 3 && !StopWords.Contains(name[t.Start..t.End]);

    private void Company(string? email, Role role)
    {
        if (email is null) return;
        var at = email.IndexOf('@', StringComparison.Ordinal);
        var dot = at < 0 ? -1 : email.IndexOf('.', at);
        if (dot - at < 4) return;
        _words.TryAdd(Hashing.Of(email[(at + 1)..dot].ToLowerInvariant()), (role, false));
    }
}
