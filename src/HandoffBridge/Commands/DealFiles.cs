using HandoffBridge.Extraction.Deals;

namespace HandoffBridge.Commands;

/// <summary>Deal files named on the command line: files, folders of them, or "-" for standard input.</summary>
internal static class DealFiles
{
    /// <summary>Reads them in the order given, folders by file name; tells of broken ones and goes on.</summary>
    public static async IAsyncEnumerable<DealFile> ReadAsync(IEnumerable<string> paths, Action<string> broken)
    {
        foreach (var path in paths)
        {
            foreach (var file in Expand(path))
            {
                var bytes = file == "-" ? await StandardInputAsync() : await File.ReadAllBytesAsync(file);
                var result = DealFileReader.Read(bytes);
                if (result.Deal is { } deal) yield return deal;
                else broken($"{file}: {result.Defects[0]}");
            }
        }
    }

    private static IEnumerable<string> Expand(string path)
    {
        if (path == "-") return ["-"];
        if (Directory.Exists(path)) return Directory.EnumerateFiles(path, "*.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal);
        if (File.Exists(path)) return [path];
        throw new UsageException($"There is no file or folder {path}; check the path.");
    }

    private static async Task<byte[]> StandardInputAsync()
    {
        using var memory = new MemoryStream();
        await using var input = Console.OpenStandardInput();
        await input.CopyToAsync(memory);
        return memory.ToArray();
    }
}
