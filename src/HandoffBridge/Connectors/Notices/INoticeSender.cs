namespace HandoffBridge.Connectors.Notices;

/// <summary>A way to reach people. It knows no handoff: it gets an address, a subject and a text.</summary>
public interface INoticeSender
{
    /// <summary>Whether this way leads to a recipient: an e-mail address, or the name of a channel.</summary>
    bool Takes(string recipient);

    /// <summary>Sends one message.</summary>
    /// <exception cref="ConnectorException">It was not taken; <see cref="FailureKind.Unknown"/> where it may have been.</exception>
    Task SendAsync(NoticeMessage message, CancellationToken cancellationToken);

    /// <summary>Tests the way without sending anything.</summary>
    Task<IReadOnlyList<CheckLine>> CheckAsync(CancellationToken cancellationToken);
}

/// <summary>One message.</summary>
/// <param name="To">Address, or name of a channel.</param>
/// <param name="Subject">One line.</param>
/// <param name="Text">Plain text.</param>
/// <param name="Html">The same as HTML.</param>
/// <param name="MessageId">Same for a repeat, so that it can be recognised: letters, digits, dots and one @.</param>
public sealed record NoticeMessage(string To, string Subject, string Text, string Html, string MessageId);
