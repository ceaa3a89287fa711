namespace HandoffBridge.Connectors;

/// <summary>Why a call to another system failed, so that the caller knows what waiting can mend.</summary>
public enum FailureKind
{
    /// <summary>Time may mend it: refused connections, time-outs, 5xx, cut answers.</summary>
    Transient,
    /// <summary>The other side said when to come back.</summary>
    Throttled,
    /// <summary>Signing in failed or a privilege is missing: nothing works until a person acts.</summary>
    Unauthorized,
    /// <summary>This item can never pass as it is; others may.</summary>
    Permanent,
    /// <summary>It may have happened or not, and the other side cannot be asked: a person must look.</summary>
    Unknown,
}

/// <summary>A failed call to another system. The message is one sentence for RevOps: no secrets, no customer text.</summary>
public sealed class ConnectorException : Exception
{
    /// <summary>Creates the failure.</summary>
    public ConnectorException(FailureKind kind, string message, Exception? inner = null, TimeSpan? retryAfter = null)
        : base(message, inner) => (Kind, RetryAfter) = (kind, retryAfter);

    /// <summary>What waiting can mend.</summary>
    public FailureKind Kind { get; }

    /// <summary>How long the other side asked to be left alone; null where it did not say.</summary>
    public TimeSpan? RetryAfter { get; }
}

/// <summary>One line of the <c>check</c> verb and of connector health on /operations.</summary>
/// <param name="Subject">What was tried: "Redmine API key", "Dataverse change tracking on opportunity".</param>
/// <param name="Ok">True passed, false failed, null not tried.</param>
/// <param name="Message">One sentence with the remedy where it failed.</param>
public sealed record CheckLine(string Subject, bool? Ok, string Message);
