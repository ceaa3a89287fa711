namespace HandoffBridge.Extraction.Features;

/// <summary>Word classes: what a reader knows about words before the first labelled deal (who, power, clock, pain, paper, …).</summary>
internal sealed class Lexicon
{
    private static readonly Lazy<Lexicon> Loaded = new(Load);

    // one probe finds both what a word is and the phrases it opens
    private readonly uint[] _keys;
    private readonly ulong[] _masks;
    private readonly Phrase[]?[] _phrases;
    private readonly bool[] _used;
    private readonly uint _last;

    private Lexicon(Dictionary<uint, ulong> words, Dictionary<uint, List<Phrase>> phrases, IReadOnlyList<string> classes)
    {
        var all = words.Keys.Union(phrases.Keys).Order().ToList();
        var size = 1u;
        while (size < all.Count * 4) size *= 2;
        _last = size - 1;
        (_keys, _masks, _phrases, _used) = (new uint[size], new ulong[size], new Phrase[]?[size], new bool[size]);
        foreach (var word in all)
        {
            var at = word & _last;
            while (_used[at]) at = (at + 1) & _last;
            _used[at] = true;
            _keys[at] = word;
            _masks[at] = words.GetValueOrDefault(word);
            if (phrases.TryGetValue(word, out var opened)) _phrases[at] = [.. opened];
        }

        Classes = classes;
    }

    /// <summary>The shipped classes.</summary>
    public static Lexicon Shared => Loaded.Value;

    /// <summary>Names of the classes; a class's index is its bit.</summary>
    public IReadOnlyList<string> Classes { get; }

    /// <summary>The bit of a class.</summary>
    public ulong Bit(string name)
    {
        for (var i = 0; i < Classes.Count; i++)
        {
            if (Classes[i] == name) return 1UL << i;
        }

        throw new ArgumentException("There is no word class " + name + ".", nameof(name));
    }

    /// <summary>The classes of a word, and the number of the phrases it opens; 0 where it opens none.</summary>
    public (ulong Mask, int Phrases) Find(uint word)
    {
        for (var at = word & _last; _used[at]; at = (at + 1) & _last)
        {
            if (_keys[at] == word) return (_masks[at], _phrases[at] is null ? 0 : (int)at + 1);
        }

        return (0, 0);
    }

    /// <summary>The classes of those phrases that go on with the tokens from an index on.</summary>
    public ulong MaskOf(int phrases, ReadOnlySpan<Token> tokens, int at)
    {
        var mask = 0UL;
        foreach (ref readonly var p in _phrases[phrases - 1].AsSpan())
        {
            if (p.Second == tokens[at].Word && Follows(tokens, at, p.Rest)) mask |= p.Mask;
        }

        return mask;
    }

    /// <summary>One bit for the second word of each of the phrases: most words that could open one do not.</summary>
    public ulong SecondsOf(int phrases)
    {
        var seconds = 0UL;
        foreach (var p in _phrases[phrases - 1]!) seconds |= 1UL << SecondBit(p.Second);
        return seconds;
    }

    /// <summary>The bit of a second word.</summary>
    public static int SecondBit(uint word) => (int)((word * 0x9E3779B1u) >> 26);

    private static bool Follows(ReadOnlySpan<Token> tokens, int at, uint[] rest)
    {
        if (at + rest.Length > tokens.Length) return false;
        for (var k = 0; k < rest.Length; k++)
        {
            if (tokens[at + k].Word != rest[k]) return false;
        }

        return true;
    }

    private static Lexicon Load()
    {
        using var stream = typeof(Lexicon).Assembly.GetManifestResourceStream("lexicon.txt")
            ?? throw new InvalidOperationException("The word classes are not in the assembly.");
        using var reader = new StreamReader(stream);
        var classes = new List<string>();
        var words = new Dictionary<uint, ulong>();
        var phrases = new Dictionary<uint, List<Phrase>>();
        while (reader.ReadLine() is { } line)
        {
            if (line.Length == 0 || line[0] == '#') continue;
            if (line[0] == '@')
            {
                classes.Add(line[1..].Trim());
                continue;
            }

            var mask = 1UL << (classes.Count - 1);
            foreach (var entry in line.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            {
                foreach (var form in Inflection.Forms(entry)) Add(form, mask, words, phrases);
            }
        }

        if (classes.Count > 64) throw new InvalidOperationException("More than 64 word classes do not fit one mask.");
        return new Lexicon(words, phrases, classes);
    }

    private static void Add(string form, ulong mask, Dictionary<uint, ulong> words, Dictionary<uint, List<Phrase>> phrases)
    {
        var list = new TokenList();
        Tokenizer.Read(form, 0, form.Length, list);
        var tokens = list.Span;
        if (tokens.Length == 0) return;
        if (tokens.Length == 1)
        {
            words[tokens[0].Word] = words.GetValueOrDefault(tokens[0].Word) | mask;
            return;
        }

        var rest = new uint[tokens.Length - 1];
        for (var i = 1; i < tokens.Length; i++) rest[i - 1] = tokens[i].Word;
        if (!phrases.TryGetValue(tokens[0].Word, out var at)) phrases[tokens[0].Word] = at = [];
        at.Add(new Phrase(rest[0], rest, mask));
    }

    [System.Runtime.InteropServices.StructLayout(System.Runtime.InteropServices.LayoutKind.Auto)]
    private readonly record struct Phrase(uint Second, uint[] Rest, ulong Mask);
}
