using System.Runtime.CompilerServices;

namespace HandoffBridge.Extraction.Features;

/// <summary>Cuts text into words, numbers and marks, folding case and typographic apostrophes on the way.</summary>
internal static class Tokenizer
{
    private const uint Seed = 2166136261u;
    private const uint Prime = 16777619u;

    /// <summary>The shapes numbers are replaced by: how many digits matters, which ones does not.</summary>
    private static readonly uint[] NumberShapes = [.. Enumerable.Range(0, 8).Select(n => Hashing.Of("#" + n))];

    /// <summary>Appends the tokens of text[start..end] to the list.</summary>
    public static void Read(ReadOnlySpan<char> text, int start, int end, TokenList tokens)
    {
        var i = start;
        while (i < end)
        {
            var c = text[i];
            if (char.IsAsciiLetter(c) || (c > 127 && char.IsLetter(c))) i = Word(text, i, end, tokens);
            else if (char.IsAsciiDigit(c)) i = Number(text, i, end, tokens);
            else
            {
                if (!char.IsWhiteSpace(c)) Mark(i, c, tokens);
                i++;
            }
        }
    }

    /// <summary>Lower case without culture; curly apostrophes straightened.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static char Fold(char c)
    {
        if (c < 128) return (uint)(c - 'A') <= 'Z' - 'A' ? (char)(c | 0x20) : c;
        return c == '’' ? '\'' : char.ToLowerInvariant(c);
    }

    private static int Word(ReadOnlySpan<char> text, int i, int end, TokenList tokens)
    {
        var start = i;
        var hash = Seed;
        var stem = Seed;
        for (; i < end; i++)
        {
            var c = text[i];
            var inside = char.IsAsciiLetterOrDigit(c) || (c > 127 && c != '’' && char.IsLetterOrDigit(c))
                || ((c == '\'' || c == '’') && i + 1 < end && char.IsLetter(text[i + 1]));
            if (!inside) break;
            hash = (hash ^ Fold(c)) * Prime;
            if (i - start == 4) stem = hash;
        }

        var tail = Seed;
        for (var k = Math.Max(start, i - 3); k < i; k++) tail = (tail ^ Fold(text[k])) * Prime;
        ref var t = ref tokens.Add();
        t = new Token
        {
            Start = start, End = i, Hash = hash, Word = hash, Stem = i - start < 5 ? hash : stem, Tail = tail,
            Vector = -1, Shape = TokenShape.Word, Capital = char.IsUpper(text[start]),
        };
        return i;
    }

    private static int Number(ReadOnlySpan<char> text, int i, int end, TokenList tokens)
    {
        var start = i;
        var digits = 0;
        for (; i < end; i++)
        {
            var c = text[i];
            if (char.IsAsciiDigit(c)) digits++;
            else if (!(c is '.' or ',' or ':' && i + 1 < end && char.IsAsciiDigit(text[i + 1]))) break;
        }

        var shape = NumberShapes[Math.Min(digits, NumberShapes.Length - 1)];
        tokens.Add() = new Token
        {
            Start = start, End = i, Hash = shape, Word = shape, Stem = shape, Tail = shape, Vector = -1, Shape = TokenShape.Number,
        };
        return i;
    }

    private static void Mark(int i, char c, TokenList tokens)
    {
        var h = (Seed ^ c) * Prime;
        tokens.Add() = new Token
        {
            Start = i, End = i + 1, Hash = h, Word = h, Stem = h, Tail = h, Vector = -1, Shape = TokenShape.Mark, Mark = c,
        };
    }
}
