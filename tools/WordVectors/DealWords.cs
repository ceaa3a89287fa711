using HandoffBridge.Extraction.Deals;
using HandoffBridge.Extraction.Features;

namespace HandoffBridge.WordVectors;

/// <summary>The words of the labelled deals, cut and folded by the reader that will look them up.</summary>
internal static class DealWords
{
    private const int Longest = 24;

    /// <summary>How often each word is met in subjects and texts of the *.json files below the folders.</summary>
    /// <exception cref="InvalidDataException">A file is not a sound deal file.</exception>
    public static Dictionary<string, int> Count(IEnumerable<string> folders)
    {
        var met = new Dictionary<string, int>(StringComparer.Ordinal);
        var tokens = new TokenList();
        foreach (var path in folders.SelectMany(f => Directory.EnumerateFiles(f, "*.json", SearchOption.AllDirectories)))
        {
            var result = DealFileReader.Read(File.ReadAllBytes(path));
            if (result.Deal is null) throw new InvalidDataException($"{path}: {string.Join("; ", result.Defects)}");
            foreach (var document in result.Deal.Documents)
            {
                Add(document.Subject ?? "", tokens, met);
                Add(document.Text, tokens, met);
            }
        }

        return met;
    }

    private static void Add(string text, TokenList tokens, Dictionary<string, int> met)
    {
        tokens.Clear();
        Tokenizer.Read(text, 0, text.Length, tokens);
        foreach (var token in tokens.Span)
        {
            if (token.Shape != TokenShape.Word || token.End - token.Start > Longest) continue;
            var word = string.Create(token.End - token.Start, (text, token.Start), static (folded, from) =>
            {
                for (var i = 0; i < folded.Length; i++) folded[i] = Tokenizer.Fold(from.text[from.Start + i]);
            });
            met[word] = met.GetValueOrDefault(word) + 1;
        }
    }
}
