using System.ComponentModel.DataAnnotations;
using HandoffBridge.Settings;

namespace HandoffBridge.Jobs;

/// <summary>Background work of this node.</summary>
[Settings("Jobs")]
public sealed class JobsOptions
{
    /// <summary>Whether this node works in the background.</summary>
    [Meaning("false: a web-only node; some other node must run with true.")]
    public bool Enabled { get; set; } = true;

    /// <summary>Handoffs worked on at once.</summary>
    [Meaning("Handoffs worked on at once by this node, 1 to 64.")]
    [Range(1, 64)]
    public int Workers { get; set; } = 4;
}
