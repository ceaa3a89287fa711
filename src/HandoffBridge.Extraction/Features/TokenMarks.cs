using System.Numerics;

namespace HandoffBridge.Extraction.Features;

/// <summary>What the network sees of a token beside its vector: word classes, role, length of a number, kind of mark.</summary>
internal static class TokenMarks
{
    private const int Roles = 64;
    private const int Numbers = 72;
    private const int Signs = 76;
    private const string KnownSigns = "?!:;,.-–()/\"%€$£";

    /// <summary>How many marks there are.</summary>
    public const int Count = Signs + 16;

    /// <summary>Writes a token's marks; how many there are is returned.</summary>
    public static int Read(in Token token, ulong classes, Span<byte> marks)
    {
        var n = 0;
        for (; classes != 0 && n < marks.Length - 2; classes &= classes - 1) marks[n++] = (byte)BitOperations.TrailingZeroCount(classes);
        for (var beside = Beside(token); beside != 0; beside >>= 8) marks[n++] = (byte)beside;
        return n;
    }

    /// <summary>The marks beside the word classes, one a byte; no token has more than two of them.</summary>
    public static int Beside(in Token token)
    {
        var beside = token.Role == Role.None ? 0 : Roles + (int)token.Role;
        if (token.Shape == TokenShape.Number) return (beside << 8) | (Numbers + Math.Min(3, (token.End - token.Start + 1) / 2));
        if (token.Shape == TokenShape.Mark && KnownSigns.IndexOf(token.Mark, StringComparison.Ordinal) is >= 0 and var sign) return (beside << 8) | (Signs + sign);
        return beside;
    }
}
