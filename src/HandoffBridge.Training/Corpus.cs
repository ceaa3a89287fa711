using HandoffBridge.Extraction.Deals;

namespace HandoffBridge.Training;

/// <summary>One labelled deal with the hand (writer) its file name tells.</summary>
/// <param name="Name">File name without extension.</param>
/// <param name="Hand">Who wrote it: folds leave whole hands out.</param>
/// <param name="File">The deal.</param>
internal sealed record LabelledDeal(string Name, string Hand, DealFile File)
{
    /// <summary>Whether it is of the reference set, whose mix of signals and small talk is that of real paper trails; the others are dense with hard cases.</summary>
    public bool IsReference => Name.StartsWith("D-", StringComparison.Ordinal);
}

/// <summary>Reads labelled deals in a fixed order.</summary>
internal static class Corpus
{
    /// <summary>All *.json files below the folders, by file name.</summary>
    public static List<LabelledDeal> Read(params string[] folders)
    {
        var deals = new List<LabelledDeal>();
        foreach (var path in folders.SelectMany(f => Directory.EnumerateFiles(f, "*.json", SearchOption.AllDirectories)).OrderBy(Path.GetFileName, StringComparer.Ordinal))
        {
            var result = DealFileReader.Read(File.ReadAllBytes(path));
            if (result.Deal is null)
            {
                Console.Error.WriteLine($"{path}: {string.Join("; ", result.Defects)}");
                continue;
            }

            var name = Path.GetFileNameWithoutExtension(path);
            deals.Add(new LabelledDeal(name, HandOf(name), result.Deal));
        }

        return deals;
    }

    /// <summary>"D-A07" is hand A; "P-017" is hand P.</summary>
    private static string HandOf(string name) =>
        name.StartsWith("D-", StringComparison.Ordinal) && name.Length > 2 ? name[2..3] : name[..1];
}
