namespace HandoffBridge.Tests.Support;

/// <summary>The checkout the tests run in.</summary>
public static class Repository
{
    /// <summary>Folder of HandoffBridge.sln.</summary>
    public static string Root { get; } = Find();

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "HandoffBridge.sln"))) return folder.FullName;
        }

        throw new InvalidOperationException("The tests must run inside the checkout.");
    }
}
