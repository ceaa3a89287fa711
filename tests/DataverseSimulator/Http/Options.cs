namespace DataverseSimulator.Http;

/// <summary>How the environment is set up.</summary>
public sealed class Options
{
    /// <summary>The bearer tokens accepted; any where empty.</summary>
    public HashSet<string> Tokens { get; } = new(StringComparer.Ordinal);

    /// <summary>How long delta tokens live; organization.expirechangetrackingindays, 7 by default.</summary>
    public TimeSpan TokensLive { get; set; } = TimeSpan.FromDays(7);

    /// <summary>False where the role reads less than the whole organisation.</summary>
    public bool GlobalRead { get; set; } = true;

    /// <summary>Privileges the role lacks, such as prvReadNote.</summary>
    public HashSet<string> Lacking { get; } = new(StringComparer.Ordinal);

    /// <summary>Tables whose change tracking is off.</summary>
    public HashSet<string> TrackingOff { get; } = new(StringComparer.Ordinal);

    /// <summary>Tables the environment has not.</summary>
    public HashSet<string> Missing { get; } = new(StringComparer.Ordinal);

    /// <summary>Columns the environment has not, as table.column.</summary>
    public HashSet<string> MissingColumns { get; } = new(StringComparer.Ordinal);

    /// <summary>Requests within five minutes.</summary>
    public int MostRequests { get; set; } = 6000;

    /// <summary>Execution time within five minutes.</summary>
    public TimeSpan MostExecution { get; set; } = TimeSpan.FromMinutes(20);

    /// <summary>Requests at a time.</summary>
    public int MostAtOnce { get; set; } = 52;

    /// <summary>Execution time counted for each operation beside what it really took.</summary>
    public TimeSpan CostPerOperation { get; set; } = TimeSpan.FromMilliseconds(20);

    /// <summary>False where the service does not filter by a parent's columns.</summary>
    public bool FiltersByParent { get; set; } = true;

    /// <summary>What a part of a batch is answered instead, by its path; null leaves it alone.</summary>
    public Func<string, Reply?>? PartFault { get; set; }

    /// <summary>Real delay of each request.</summary>
    public TimeSpan Latency { get; set; } = TimeSpan.Zero;
}
