using System.Globalization;
using System.Text;

namespace HandoffBridge.Extraction.Texts;

/// <summary>Classes of characters, by table: the same in any culture.</summary>
internal static class Characters
{
    private const byte Word = 1;
    private const byte Blank = 2;
    private const byte Upper = 4;
    private const byte Lower = 8;
    private const byte Digit = 16;

    private static readonly byte[] Classes = Table();

    /// <summary>A letter or number of any script, as words are made of; surrogate pairs are judged by <see cref="IsWordAt"/>.</summary>
    public static bool IsWord(char c) => (Classes[c] & Word) != 0;

    /// <summary>White space of any kind, controls and invisible signs at the edge of a line included.</summary>
    public static bool IsBlank(char c) => (Classes[c] & Blank) != 0;

    public static bool IsUpper(char c) => (Classes[c] & Upper) != 0;

    public static bool IsLower(char c) => (Classes[c] & Lower) != 0;

    /// <summary>0 to 9 or another script's decimal digit.</summary>
    public static bool IsDigit(char c) => (Classes[c] & Digit) != 0;

    /// <summary>Whether a word character starts at a place, and how many UTF-16 characters it takes.</summary>
    public static bool IsWordAt(ReadOnlySpan<char> text, int at, out int length)
    {
        length = 1;
        var c = text[at];
        if (IsWord(c)) return true;
        if (!char.IsHighSurrogate(c) || at + 1 >= text.Length || !char.IsLowSurrogate(text[at + 1])) return false;
        length = 2;
        return IsWordCategory(Rune.GetUnicodeCategory(new Rune(c, text[at + 1])));
    }

    private static bool IsWordCategory(UnicodeCategory category) => category is
        UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter or
        UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter or UnicodeCategory.DecimalDigitNumber or
        UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber;

    private static byte[] Table()
    {
        var table = new byte[char.MaxValue + 1];
        for (var i = 0; i < table.Length; i++)
        {
            var category = CharUnicodeInfo.GetUnicodeCategory((char)i);
            if (IsWordCategory(category)) table[i] |= Word;
            if (category is UnicodeCategory.UppercaseLetter or UnicodeCategory.TitlecaseLetter) table[i] |= Upper;
            if (category == UnicodeCategory.LowercaseLetter) table[i] |= Lower;
            if (category == UnicodeCategory.DecimalDigitNumber) table[i] |= Digit;
            if (category is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.SpaceSeparator
                or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator) table[i] |= Blank;
        }

        return table;
    }
}
