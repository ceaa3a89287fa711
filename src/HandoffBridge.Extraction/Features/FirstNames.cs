using System.Collections.Frozen;

namespace HandoffBridge.Extraction.Features;

/// <summary>First names people bear, so that strangers the CRM does not list are seen as persons. Source: see NOTICE.md beside the data.</summary>
internal static class FirstNames
{
    /// <summary>A name that is also one of the most frequent words ("will", "mark") is none.</summary>
    private const int FrequentRank = 1500;

    private static readonly FrozenSet<uint> Names = Load();
    private static readonly FrozenSet<uint> Titles = ((string[])["dr", "mr", "mrs", "ms", "miss", "herr", "frau", "prof", "ing", "avv", "dott", "señor", "señora", "monsieur", "madame", "mme", "sr", "sra", "sig", "signora", "signor"])
        .Select(t => Hashing.Of(t)).ToFrozenSet();

    /// <summary>Whether a capitalised word is a stranger's first name.</summary>
    public static bool Contains(in Token token) => token.Vector is < 0 or >= FrequentRank && Names.Contains(token.Word);

    /// <summary>Whether a person's name follows.</summary>
    public static bool IsTitle(in Token token) => Titles.Contains(token.Word);

    private static FrozenSet<uint> Load()
    {
        using var stream = typeof(FirstNames).Assembly.GetManifestResourceStream("first-names.txt")
            ?? throw new InvalidOperationException("The first names are not in the assembly.");
        using var reader = new StreamReader(stream);
        var names = new HashSet<uint>();
        while (reader.ReadLine() is { } line)
        {
            if (line.Length > 2 && !StopWords.Ambiguous(line)) names.Add(Hashing.Of(line));
        }

        return names.ToFrozenSet();
    }
}
