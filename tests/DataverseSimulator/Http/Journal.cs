namespace DataverseSimulator.Http;

/// <summary>One request as it arrived.</summary>
/// <param name="At">When.</param>
/// <param name="Method">Verb.</param>
/// <param name="Path">Path and query.</param>
/// <param name="Status">What it was answered; 0 for none.</param>
/// <param name="Operations">Operations it held.</param>
/// <param name="WhileTold">True where the client had been told to wait.</param>
/// <param name="Body">The body of a batch.</param>
public sealed record Entry(DateTimeOffset At, string Method, string Path, int Status, int Operations, bool WhileTold, string Body);

/// <summary>Every request, in order.</summary>
public sealed class Journal
{
    private readonly Lock _lock = new();
    private readonly List<Entry> _entries = [];

    /// <summary>Whether bodies are kept.</summary>
    public bool KeepBodies { get; set; } = true;

    /// <summary>A copy of the list.</summary>
    public IReadOnlyList<Entry> Entries
    {
        get { lock (_lock) return [.. _entries]; }
    }

    /// <summary>How many.</summary>
    public int Count
    {
        get { lock (_lock) return _entries.Count; }
    }

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        lock (_lock) _entries.Clear();
    }

    internal void Add(Entry entry)
    {
        lock (_lock) _entries.Add(entry);
    }
}
