using System.Net.Sockets;

namespace HandoffBridge.Connectors.Notices;

/// <summary>
/// Sends by SMTP. Written here rather than taken from System.Net.Mail, which has no TLS from the first byte and does not tell whether
/// a mail may have been taken when the line broke; a repeat depends on exactly that.
/// </summary>
public sealed class SmtpSender(MailOptions options, TimeProvider time) : INoticeSender
{
    /// <inheritdoc/>
    public bool Takes(string recipient) => MimeText.IsAddress(recipient);

    /// <inheritdoc/>
    public async Task SendAsync(NoticeMessage message, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        if (!MimeText.IsAddress(message.To)) throw new ConnectorException(FailureKind.Permanent, "An address cannot be written to by mail; correct it in the CRM.");
        var mail = MimeText.Write(message, options.From, time.GetUtcNow());
        var handed = false;
        await TalkAsync(async (smtp, ct) =>
        {
            await smtp.SendAsync($"MAIL FROM:<{options.From}>", 250, ct);
            await smtp.SendAsync($"RCPT TO:<{message.To}>", 250, ct);
            await smtp.SendAsync("DATA", 354, ct);
            // From here on an answer that does not come leaves open whether the mail is on its way.
            handed = true;
            await smtp.DataAsync(mail, ct);
        }, () => handed, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<CheckLine>> CheckAsync(CancellationToken cancellationToken)
    {
        try
        {
            await TalkAsync((_, _) => Task.CompletedTask, () => false, cancellationToken);
            return [new("Mail", true, $"{options.Host}:{options.Port} takes mail from us")];
        }
        catch (ConnectorException e)
        {
            return [new("Mail", false, e.Message)];
        }
    }

    private async Task TalkAsync(Func<SmtpConversation, CancellationToken, Task> talk, Func<bool> handed, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(options.Timeout);
        try
        {
            await using var smtp = await SmtpConversation.OpenAsync(options, limit.Token);
            await talk(smtp, limit.Token);
            await smtp.QuitAsync(limit.Token);
        }
        catch (SmtpAnswerException e)
        {
            // 4yz may pass later, 5yz never does (RFC 5321, 4.2.1).
            throw new ConnectorException(e.Code is >= 500 and < 600 ? FailureKind.Permanent : FailureKind.Transient, $"The mail server {options.Host} answered {e.Code} to {e.Command}.", e);
        }
        catch (Exception e) when (e is IOException or SocketException or System.Security.Authentication.AuthenticationException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw new ConnectorException(handed() ? FailureKind.Unknown : FailureKind.Transient,
                handed() ? $"The mail server {options.Host} was gone before it answered; the mail may be on its way." : $"The mail server {options.Host}:{options.Port} cannot be reached ({e.GetType().Name}); check Mail:Host, Mail:Port and Mail:Security.", e);
        }
    }
}
