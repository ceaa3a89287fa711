namespace DataverseSimulator.Faults;

/// <summary>What goes wrong with an answer.</summary>
public enum FaultKind
{
    /// <summary>429 with the given Retry-After; null sends none.</summary>
    TooMany,
    /// <summary>503 with the given Retry-After; null sends none.</summary>
    Unavailable,
    /// <summary>A bare status.</summary>
    Status,
    /// <summary>The connection is reset before an answer.</summary>
    Reset,
    /// <summary>The connection is reset in the middle of the body.</summary>
    ResetInBody,
    /// <summary>The JSON ends at a share of its length, and the answer says it is whole.</summary>
    CutJson,
    /// <summary>A sign-in page with 200.</summary>
    LoginPage,
    /// <summary>A small body that unpacks to gigabytes.</summary>
    GzipBomb,
    /// <summary>A nextLink to another host.</summary>
    ForeignNextLink,
    /// <summary>A nextLink to the same page.</summary>
    CircleNextLink,
    /// <summary>Pages without end.</summary>
    EndlessPages,
    /// <summary>A page of 300 MB.</summary>
    HugePage,
    /// <summary>JSON nested a thousand deep.</summary>
    DeepJson,
    /// <summary>The same name twice in an object.</summary>
    DoubledNames,
    /// <summary>Accepts and says nothing.</summary>
    Hang,
    /// <summary>Headers, then nothing.</summary>
    Stall,
    /// <summary>A redirect to another host.</summary>
    Redirect,
}

/// <summary>One fault.</summary>
/// <param name="Kind">Which.</param>
/// <param name="Text">Retry-After, or where to redirect.</param>
/// <param name="Number">Status, or the share of the body in percent.</param>
public sealed record Fault(FaultKind Kind, string? Text = null, int Number = 0);

/// <summary>Which requests go wrong: a list for the next ones, a chance for all, or a rule.</summary>
public sealed class FaultPlan
{
    private readonly Lock _lock = new();
    private readonly Queue<Fault?> _next = new();
    private Random _random = new(1);

    /// <summary>Chance of each request, 0 to 1.</summary>
    public double Rate { get; set; }

    /// <summary>Faults drawn by chance.</summary>
    public IList<Fault> Drawn { get; } = [];

    /// <summary>A rule by method and path; null leaves the request alone.</summary>
    public Func<string, string, Fault?>? Rule { get; set; }

    /// <summary>Starts chance anew.</summary>
    public void Seed(int seed) => _random = new(seed);

    /// <summary>The next requests' faults in order; null lets one pass.</summary>
    public void Next(params ReadOnlySpan<Fault?> faults)
    {
        lock (_lock) foreach (var fault in faults) _next.Enqueue(fault);
    }

    /// <summary>The mixture of the acceptance bar: 429, 503, reset, cut JSON, sign-in page.</summary>
    public void Mixture(double rate, string? retryAfter = "1")
    {
        Rate = rate;
        Drawn.Clear();
        foreach (var f in (Fault[])[new(FaultKind.TooMany, retryAfter), new(FaultKind.Unavailable, retryAfter), new(FaultKind.Unavailable), new(FaultKind.Reset), new(FaultKind.ResetInBody), new(FaultKind.CutJson, Number: 10), new(FaultKind.CutJson, Number: 50), new(FaultKind.CutJson, Number: 99), new(FaultKind.LoginPage)]) Drawn.Add(f);
    }

    /// <summary>What happens to this request.</summary>
    public Fault? For(string method, string path)
    {
        lock (_lock)
        {
            if (_next.TryDequeue(out var fault)) return fault;
            if (Rule?.Invoke(method, path) is { } ruled) return ruled;
            return Rate > 0 && _random.NextDouble() < Rate ? Drawn[_random.Next(Drawn.Count)] : null;
        }
    }
}
